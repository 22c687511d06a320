"""Looking at every article in the background: how far it comes, in which order, and how it ends."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reader.errors import EngineError
from reader.settings import AnalysisSettings, Settings
from reader.workspace.analysing import Analyser
from reader.workspace.root import Root
from reader.workspace.whereabouts import words_of
from reader.workspace.workspace import Workspace

ARTICLES = {
    "a": "HELSINKI, May 23 (Reuters) – Gasum buys gas in Finland.\n\n“We are ready,” said Mika Wiljanen.\n",
    "b": "KYIV, May 22 (Reuters) – Volodymyr Zelenskiy thanked Finland.\n\n“Thank you,” Zelenskiy said.\n",
    "c": "OSLO, May 21 (Reuters) – Nothing was said in Norway on Sunday.\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    (tmp_path / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "seeds" / f"{name}.txt").write_text(text, "utf-8")
    settings = Settings(analysis=AnalysisSettings(entities="fast"))
    workspace = Workspace(Root(tmp_path, plain=False), settings, "alice")
    list(workspace.scan())
    yield workspace
    workspace.close()


def wait(condition: Callable[[], bool]) -> None:
    while not condition():
        time.sleep(0.01)


def looked_at(workspace: Workspace) -> list[str]:
    left = {one.id for one in workspace.whereabouts.names.unlooked(None, 10)}
    every = workspace.articles.ids_beginning("")
    return sorted(workspace.origin(one)[-5:-4] for one in every if one not in left)


def test_every_article_is_looked_at_and_it_ends(workspace: Workspace) -> None:
    ended = threading.Event()
    about = workspace.whereabouts

    def hear() -> None:
        if not about.looked().going:
            ended.set()

    end = about.on_change(hear)
    assert (about.looked().done, about.looked().left, about.looked().going) == (0, 3, False)
    about.look()
    assert about.looked().going
    assert ended.wait(60)
    end()
    assert (about.looked().done, about.looked().left, about.looked().going) == (3, 0, False)
    assert len(about.names.naming("finland")) == 2
    assert {one.shown for one in about.names.speakers()} == {"Mika Wiljanen", "Volodymyr Zelenskiy"}
    assert not about.stop(), "nothing goes on"
    assert workspace.analyses.find(workspace.articles.ids_beginning("")[0]) is None, "the screen is not told"


def test_it_stops_and_goes_on_where_it_was(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    describe, go, asked = Analyser.describe, threading.Semaphore(1), threading.Semaphore(0)

    def slow(self: Analyser, text: str, text_hash: str = "") -> object:
        asked.release()
        assert go.acquire(timeout=60)
        return describe(self, text, text_hash)

    monkeypatch.setattr(Analyser, "describe", slow)
    about = workspace.whereabouts
    about.look()
    assert asked.acquire(timeout=60)
    assert asked.acquire(timeout=60)
    assert looked_at(workspace) == ["a"], "newest first"
    assert about.stop()
    go.release()
    wait(lambda: looked_at(workspace) == ["a", "b"])
    assert (about.looked().done, about.looked().going) == (2, False)
    about.look()
    go.release()
    wait(lambda: not about.looked().going)
    assert about.looked().left == 0


def test_what_is_read_comes_first(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    describe, go, asked = Analyser.describe, threading.Semaphore(0), []

    def slow(self: Analyser, text: str, text_hash: str = "") -> object:
        asked.append(text[:4])
        assert go.acquire(timeout=60)
        return describe(self, text, text_hash)

    monkeypatch.setattr(Analyser, "describe", slow)
    workspace.whereabouts.look()
    wait(lambda: asked == ["HELS"])
    (oslo,) = [one for one in workspace.articles.ids_beginning("") if workspace.origin(one).endswith("c.txt")]
    workspace.analyse([oslo])
    for _ in ARTICLES:
        go.release()
    wait(lambda: not workspace.whereabouts.looked().going)
    assert asked == ["HELS", "OSLO", "KYIV"]
    assert workspace.analyses.find(oslo) is not None


def test_what_cannot_be_analysed_is_not_tried_for_ever(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_self: Analyser, text: str, _hash: str = "") -> object:
        raise EngineError(f"cannot read {text[:4]}")

    monkeypatch.setattr(Analyser, "describe", fail)
    about = workspace.whereabouts
    about.look()
    wait(lambda: not about.looked().going)
    assert about.looked().left == 3


def test_an_opened_article_is_in_the_index(workspace: Workspace) -> None:
    workspace.analyse(workspace.articles.ids_beginning(""))
    wait(lambda: workspace.whereabouts.looked().left == 0)
    assert len(workspace.whereabouts.names.naming("finland")) == 2


def test_other_rules_look_anew(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.whereabouts.look()
    wait(lambda: not workspace.whereabouts.looked().going)
    monkeypatch.setattr("reader.workspace.analysing.rules_version", lambda: "other rules")
    again = Workspace(workspace.root, workspace.settings, "alice")
    assert again.whereabouts.names.naming("finland") == []
    assert again.whereabouts.looked().left == 3
    assert not again.whereabouts.takes(AnalysisSettings(entities="accurate"))
    assert again.whereabouts.takes(AnalysisSettings(entities="fast"))
    again.close()


def test_nonsense_is_not_in_the_index(workspace: Workspace) -> None:
    one = workspace.articles.ids_beginning("")[0]
    nonsense: list[dict[str, object]] = [
        {},
        {"blocks": [{}]},
        {"blocks": [], "entities": 7, "engine": "x", "names": [], "quotes": []},
    ]
    for found in nonsense:
        workspace.whereabouts.put(one, "hash", "text", found)
    assert workspace.whereabouts.looked().done == 0


def test_a_search_is_compared_as_the_index_is() -> None:
    assert words_of(" Nobody’s  FÁULT ") == ("nobody's", "fault")
    assert words_of("  ") == ()
