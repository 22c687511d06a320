"""Analyses in the background: the article that is read first, nothing waits, nothing is left running."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from reader.analysis.marks import Analysis
from reader.errors import EngineError, NotFoundError
from reader.library import Analyses as KeptAnalyses
from reader.library import Database
from reader.settings import AnalysisSettings
from reader.workspace.analyses import Analyses
from reader.workspace.analysing import Analyser, Analysing, Passage, rules_version
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]


def described(engine: str, failures: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "dateline": None,
        "blocks": [],
        "engine": engine,
        "entities": [],
        "names": [],
        "quotes": [],
        "notices": [],
        "failures": list(failures),
    }


class Slow:
    """An analyser that answers when it is told to, and says what it was asked."""

    def __init__(self) -> None:
        self.asked: queue.Queue[str] = queue.Queue()
        self.answers: queue.Queue[str | EngineError] = queue.Queue()
        self.closed = threading.Event()

    def describe(self, text: str, text_hash: str = "") -> dict[str, Any]:
        self.asked.put(text)
        answer = self.answers.get(timeout=60)
        if isinstance(answer, EngineError):
            raise answer
        return described(answer)

    def close(self) -> None:
        self.closed.set()
        self.answers.put(EngineError("it was closed"))


class Desk:
    """What `Analysing` stands on, with texts that are their articles' ids unless given."""

    def __init__(self) -> None:
        self.found = Analyses()
        self.told: queue.Queue[str] = queue.Queue()
        self.found.on_found(self.told.put)
        self.made: list[Slow] = []
        self.texts: dict[str, str] = {}
        self.released = threading.Event()
        self.analysing = Analysing(self.found, self.make, self.read, self.released.set)

    def make(self) -> Any:
        self.made.append(Slow())
        return self.made[-1]

    def read(self, article_id: str) -> Passage:
        if article_id == "gone":
            raise NotFoundError("there is no such article")
        text = self.texts.get(article_id, article_id)
        return Passage(article_id, f"hash of {text[:20]}", text)

    def asked(self) -> str:
        return self.made[-1].asked.get(timeout=60)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.analysing.close()


def wait(condition: Callable[[], bool]) -> None:
    while not condition():
        pass


def test_the_article_that_is_read_comes_first_then_its_neighbours(desk: Desk) -> None:
    desk.analysing.want(["b", "c", "a"])
    wait(lambda: bool(desk.made))
    assert desk.asked() == "b"
    desk.analysing.want(["x", "b", "y", "gone", "z"])
    for _ in range(4):
        desk.made[0].answers.put("mine 1")
    assert [desk.told.get(timeout=60) for _ in range(4)] == ["b", "x", "y", "z"]
    assert desk.found.find("x", "hash of x") == Analysis("mine 1")
    assert desk.found.find("x", "another text") is None
    assert desk.found.find("c") is None
    assert len(desk.made) == 1


def test_what_is_known_is_not_asked_again_until_the_text_changes(desk: Desk) -> None:
    desk.analysing.want(["a"])
    wait(lambda: bool(desk.made))
    desk.made[0].answers.put("mine 1")
    assert desk.told.get(timeout=60) == "a"
    desk.analysing.want(["a", "b"])
    desk.made[0].answers.put("mine 1")
    assert desk.told.get(timeout=60) == "b"
    desk.texts["a"] = "a, changed"
    desk.analysing.want(["a"])
    desk.made[0].answers.put("mine 2")
    assert desk.told.get(timeout=60) == "a"
    assert desk.found.find("a", "hash of a, changed") == Analysis("mine 2")


def test_an_engine_that_can_say_nothing_is_named(desk: Desk) -> None:
    desk.analysing.want(["a", "b"])
    wait(lambda: bool(desk.made))
    desk.made[0].answers.put(EngineError("the engine 'fast' is gone"))
    desk.made[0].answers.put("mine 1")
    assert [desk.told.get(timeout=60), desk.told.get(timeout=60)] == ["a", "b"]
    assert desk.found.find("a") == Analysis("none", notices=("the engine 'fast' is gone",))
    assert desk.found.find("b") == Analysis("mine 1")


def test_a_long_text_is_broken_off_for_the_one_that_is_read(desk: Desk) -> None:
    desk.texts["long"] = "x" * 600_000
    desk.analysing.want(["long"])
    wait(lambda: bool(desk.made))
    assert desk.asked() == desk.texts["long"]
    desk.analysing.want(["short", "long"])
    assert desk.made[0].closed.wait(60)
    wait(lambda: len(desk.made) == 2)
    assert desk.asked() == "short"
    desk.made[1].answers.put("mine 1")
    assert desk.told.get(timeout=60) == "short"
    assert desk.found.find("long") is None
    desk.analysing.want(["long", "short"])
    wait(lambda: not desk.made[-1].asked.empty())
    desk.made[-1].answers.put("mine 1")
    assert desk.told.get(timeout=60) == "long"


def test_closing_ends_what_goes_on_and_waits_for_nothing(desk: Desk) -> None:
    desk.analysing.want(["a", "b"])
    wait(lambda: bool(desk.made))
    assert desk.asked() == "a"
    desk.analysing.close()
    assert desk.made[0].closed.is_set()
    assert desk.released.wait(60)
    assert desk.told.empty()
    desk.analysing.want(["c"])
    assert len(desk.made) == 1


def test_a_listener_that_is_gone_stops_nothing(desk: Desk) -> None:
    def fail(article_id: str) -> None:
        raise RuntimeError(f"nobody there for {article_id}")

    heard: queue.Queue[str] = queue.Queue()
    desk.found.on_found(fail)
    desk.found.on_found(heard.put)
    desk.analysing.want(["a", "b"])
    wait(lambda: bool(desk.made))
    desk.made[0].answers.put("mine 1")
    desk.made[0].answers.put("mine 1")
    assert [desk.told.get(timeout=60), desk.told.get(timeout=60)] == ["a", "b"]
    assert desk.found.find("b")


def test_only_so_many_are_at_hand() -> None:
    found = Analyses()
    for nth in range(200):
        found.put(f"{nth}", Analysis("mine 1"))
        found.find("0")
    there = [nth for nth in range(200) if found.find(f"{nth}")]
    assert len(there) == 64
    assert there[0] == 0
    assert there[-1] == 199


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptAnalyses]:
    with closing(Database.open(tmp_path / "library.sqlite")) as database:
        yield KeptAnalyses(database)


FAST = AnalysisSettings("fast")
TEXT = "Anna Bell flew to Rome."


def test_what_was_analysed_is_kept_and_found_again(
    kept: KeptAnalyses, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(Analyser(FAST, kept, apart=False)) as analyser:
        first = analyser.describe(TEXT)
    monkeypatch.setattr("reader.analysis.asking.Asker.describe", None)
    with closing(Analyser(FAST, kept, apart=False)) as analyser:
        assert analyser.describe(TEXT) == first
    monkeypatch.setattr("reader.workspace.analysing.rules_version", lambda: "other rules")
    with closing(Analyser(FAST, kept, apart=False)) as analyser, pytest.raises(TypeError):
        analyser.describe(TEXT)


def test_what_was_kept_and_is_no_analysis_is_made_anew(kept: KeptAnalyses) -> None:
    with closing(Analyser(FAST, kept, apart=False)) as analyser:
        first = analyser.describe(TEXT)
        quote = {"spans": [[5, 2]], "kind": "loud"}
        for wrong in (
            {},
            {**first, "failures": [1]},
            {**first, "entities": 7},
            {**first, "quotes": [quote]},
        ):
            kept.keep("hash", first["engine"], rules_version(), wrong)
            assert analyser.describe(TEXT, "hash") == first


def test_what_another_engine_said_is_not_kept_as_the_engines(
    kept: KeptAnalyses, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "__version__ = '1'\n\ndef find(text):\n"
    source += "    return [] if text.startswith('a text') else 1 / 0\n"
    (tmp_path / "moody.py").write_text(source)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with closing(Analyser(AnalysisSettings("moody:find"), kept)) as analyser:
        assert analyser.describe("bad text", "bad hash")["failures"]
        assert analyser.describe("a text", "hash")["engine"] == "moody:find 1"
    assert kept.find("bad hash", "moody:find 1", rules_version()) is None
    assert kept.find("hash", "moody:find 1", rules_version())


def test_an_engine_that_is_not_there_is_named_with_what_was_kept_too(kept: KeptAnalyses) -> None:
    for _ in range(2):
        with closing(Analyser(AnalysisSettings("nosuch"), kept, apart=False)) as analyser:
            found = analyser.describe(TEXT, "hash")
        assert "there is no such engine" in found["failures"][0]
        found_again = kept.find("hash", found["engine"], rules_version())
        assert found_again == {**found, "failures": []}


def test_the_version_of_the_rules_is_the_same_twice() -> None:
    assert rules_version() == rules_version()


def test_an_open_workspace_tells_when_an_analysis_is_there(opener: Opener, story: str) -> None:
    workspace = opener()
    told: queue.Queue[str] = queue.Queue()
    workspace.on_analysis(told.put)
    article_id = workspace.articles.ids_beginning("")[0]
    assert workspace.analysis(article_id) is None
    workspace.analyse([article_id])
    assert told.get(timeout=60) == article_id
    found = workspace.analysis(article_id)
    assert found is not None
    assert found.notices == ()
    assert {mention.span.of(story) for mention in found.mentions} >= {"Paris"}
    assert workspace.close() == 0
    again = opener()
    again.on_analysis(told.put)
    again.analyse([article_id])
    assert told.get(timeout=60) == article_id
    assert again.analysis(article_id) == found


def test_a_text_that_changed_is_not_shown_with_the_places_of_the_old_one(
    opener: Opener, folder: Path
) -> None:
    workspace = opener()
    told: queue.Queue[str] = queue.Queue()
    workspace.on_analysis(told.put)
    article_id = workspace.articles.ids_beginning("")[0]
    workspace.sheet(article_id)
    workspace.analyse([article_id])
    assert told.get(timeout=60) == article_id
    assert workspace.analysis(article_id)
    (folder / "seeds" / "story.txt").write_text("Something else, from Rome.\n")
    list(workspace.scan())
    workspace.sheet(article_id)
    assert workspace.analysis(article_id) is None
    workspace.analyse([article_id])
    assert told.get(timeout=60) == article_id
    assert workspace.analysis(article_id)


def test_a_workspace_that_analyses_nothing_has_no_process_for_it(opener: Opener) -> None:
    workspace = opener()
    threads = {thread.name for thread in threading.enumerate()}
    workspace.sheet(workspace.articles.ids_beginning("")[0])
    assert "analyst" not in threads
    assert workspace.close() == 0


def test_closing_the_workspace_ends_an_engine_that_hangs(
    opener: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "pid"
    module = "import os, time\n\ndef hang(text):\n"
    module += f"    open({str(noted) + '.new'!r}, 'w').write(str(os.getpid()))\n"
    module += f"    os.rename({str(noted) + '.new'!r}, {str(noted)!r})\n    time.sleep(600)\n"
    (tmp_path / "hanging.py").write_text(module)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    workspace = opener()
    workspace.settings = replace(workspace.settings, analysis=AnalysisSettings("hanging:hang", 600))
    workspace.analyse(workspace.articles.ids_beginning(""))
    wait(noted.exists)
    assert workspace.close() == 0
    with pytest.raises(ProcessLookupError):
        os.kill(int(noted.read_text()), 0)
