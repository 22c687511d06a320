"""`reader mark`: what it says, and what `reader list` shows of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Reader = Callable[..., CompletedProcess[str]]


def states(reader: Reader) -> dict[str, str]:
    found = json.loads("[" + ",".join(reader("list", "--json").stdout.splitlines()) + "]")
    return {row["title"]: row["state"] for row in found}


@pytest.fixture
def two(workspace: Path) -> Path:
    (workspace / "seeds" / "other.txt").write_text("Other\n\nSomething else was said on Monday.\n")
    return workspace


def test_marked_read_and_taken_back(two: Path, reader: Reader) -> None:
    assert set(states(reader).values()) == {"unread"}
    assert reader("mark", "read", "seeds/other.txt").stdout == "1 article marked as read\n"
    assert sorted(states(reader).values()) == ["begun", "unread"]
    assert reader("mark", "read", "--all").stdout == "1 article marked as read\n"
    assert set(states(reader).values()) == {"begun"}
    assert reader("mark", "read", "--all").stdout == "0 articles marked as read\n"
    assert reader("mark", "--undo").stdout == "1 article as before\n"
    assert sorted(states(reader).values()) == ["begun", "unread"]
    assert reader("mark", "--undo").stdout == "0 articles as before\n"
    assert json.loads(reader("mark", "unread", "--all", "--json").stdout) == {"changed": 1, "state": "unread"}
    assert set(states(reader).values()) == {"unread"}


def test_without_labels_for_paragraphs_read_is_done(two: Path, reader: Reader) -> None:
    (two / "annotations" / "labels.toml").write_text("")
    reader("mark", "read", "--all")
    assert set(states(reader).values()) == {"done"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ((), "say read or unread"),
        (("read",), "name articles, or say --all"),
        (("read", "--all", "seeds/story.txt"), "--all names them all"),
        (("read", "--undo"), "goes with nothing else"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    workspace: Path,
    reader: Reader,
    words: tuple[str, ...],
    why: str,
) -> None:
    done = reader("mark", *words)
    assert done.returncode == 2
    assert why in done.stderr
