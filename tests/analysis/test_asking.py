"""Whatever an engine does, a text is answered, and a sentence names the engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.analysis import asking
from reader.analysis.asking import Asker, Choice
from reader.analysis.engines import known_version
from reader.errors import EngineError

TEXT = "Anna Bell flew to Rome."
FAST = known_version("fast")


@pytest.fixture
def asker(own_path: Path, request: pytest.FixtureRequest) -> Iterator[Asker]:
    with Asker(Choice(request.param, 60)) as made:
        yield made


def test_fast_answers_in_this_process_and_in_another_alike() -> None:
    with Asker(Choice("fast")) as apart, Asker(Choice("fast"), apart=False) as here:
        texts = ["", TEXT, "KYIV, May 21 (Reuters) – “No,” said Anna Bell.\n\n\ud800 @bob\r\n", "x" * 100_000]
        for text in texts:
            found = apart.describe(text)
            assert found == here.describe(text)
            assert found["engine"] == FAST
            assert found["notices"] == found["failures"] == []
            assert list(found)[:6] == ["dateline", "blocks", "engine", "entities", "names", "quotes"]
        assert apart.version() == here.version() == FAST


@pytest.mark.parametrize("asker", ["their_engines:whole"], indirect=True)
def test_an_engine_of_others_speaks_with_its_name_and_the_rules(asker: Asker) -> None:
    found = asker.describe("Anna paid $5 to @bob.")
    assert found["engine"] == asker.version() == "their_engines:whole 2.5"
    assert [(one["text"], one["label"]) for one in found["entities"]] == [
        ("Anna", "PER"),
        ("$5", "MONEY"),
        ("@bob", "HANDLE"),
    ]


@pytest.mark.parametrize("asker", ["their_engines:odd"], indirect=True)
def test_unknown_labels_are_told_and_the_rest_counts(asker: Asker) -> None:
    found = asker.describe(TEXT)
    assert found["engine"] == "their_engines:odd 2.5"
    assert [one["text"] for one in found["entities"]] == ["Anna"]
    assert found["notices"] == [
        "the engine 'their_engines:odd' has labels that are not known here, and left out: 'SPELL'"
    ]


@pytest.mark.parametrize(
    ("asker", "said"),
    [
        ("their_engines:broken", "the engine 'their_engines:broken' failed: ValueError: no names today"),
        (
            "their_engines:outside",
            "the engine 'their_engines:outside' failed: it gave 0:24 in a text of 23 characters",
        ),
        ("their_engines:dies", "the engine 'their_engines:dies' was killed by SIGABRT"),
        ("their_engines:nothing", "the engine 'their_engines:nothing' cannot be loaded: the module"),
        ("no_such_module:call", "the engine 'no_such_module:call' cannot be loaded: there is no module"),
        ("nosuch", "the engine 'nosuch' cannot be loaded: there is no such engine: known here"),
    ],
    indirect=["asker"],
)
def test_where_an_engine_fails_fast_speaks_and_it_is_named(asker: Asker, said: str) -> None:
    found = asker.describe(TEXT)
    assert found["engine"] == FAST
    assert found["blocks"]
    (notice,) = found["failures"]
    assert notice.startswith(said)
    assert notice.endswith(" · fast speaks instead")


def test_an_engine_that_hangs_is_given_up_after_its_time(own_path: Path) -> None:
    with Asker(Choice("their_engines:late", 0.3)) as asker:
        notices = [asker.describe(TEXT)["failures"] for _ in range(4)]
        assert notices[0] == [
            "the engine 'their_engines:late' did not answer within 0.3 seconds · fast speaks instead"
        ]
        assert asker.given_up
        assert notices[3] == notices[2] == notices[0]
        assert asker.version() == FAST


@pytest.mark.parametrize("asker", ["their_engines:sometimes"], indirect=True)
def test_one_text_gone_wrong_gives_no_engine_up(asker: Asker) -> None:
    for _ in range(5):
        assert asker.describe("a bad text")["engine"] == FAST
        assert asker.describe(TEXT)["engine"] == "their_engines:sometimes 2.5"
    assert not asker.given_up


def test_what_a_workspace_names_and_nobody_offered_is_not_run(tmp_path: Path) -> None:
    harm = tmp_path / "harm"
    with Asker(Choice("os:system", own=False)) as asker:
        found = asker.describe(f"touch {harm}")
    assert found["engine"] == FAST
    assert "is not run: a workspace's file may name only" in found["failures"][0]
    assert not harm.exists()


def test_when_even_fast_fails_that_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "FACTORY", "nowhere_at_all:make")
    with (
        Asker(Choice("fast")) as asker,
        pytest.raises(EngineError, match="the engine 'fast' cannot be loaded"),
    ):
        asker.describe(TEXT)


def test_nothing_is_asked_after_the_end(own_path: Path) -> None:
    asker = Asker(Choice("fast"))
    asker.close()
    with pytest.raises(EngineError, match="was closed"):
        asker.describe(TEXT)
