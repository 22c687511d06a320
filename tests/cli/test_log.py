"""The command log: who decided what, when, and what it was before."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"


@pytest.fixture
def decided(workspace: Path, reader: Reader) -> Path:
    (workspace / "seeds" / "other.txt").write_text("Nobody came to the talks in Paris.\n\nThey were short.\n")
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "1", "fact", "--state", "reject", "--annotator", "bob")
    reader("note", "seeds/other.txt", "2", "who \x1b[31msays so?")
    reader("tag", STORY, "1", "fact", "--state", "reject")
    reader("undo")
    return workspace


def test_everything_that_was_done_newest_first(decided: Path, reader: Reader) -> None:
    rows = [json.loads(line) for line in reader("log", "--json").stdout.splitlines()]
    assert [(row["annotator"], row["event"], row["words"]) for row in rows] == [
        ("alice", "undo", "not fact on 1"),
        ("alice", "do", "not fact on 1"),
        ("alice", "do", "note on 2"),
        ("bob", "do", "not fact on 1"),
        ("alice", "do", "fact on 1"),
    ]
    times = [row["time"] for row in rows]
    assert times == sorted(times, reverse=True)
    changed = rows[1]["edits"][0]
    assert (changed["before"]["state"], changed["after"]["state"]) == ("accept", "reject")
    assert changed["target"]["block"] == 1
    assert rows[0]["of"] == rows[1]["id"]
    assert rows[0]["edits"][0]["after"] == changed["before"]
    assert rows[4]["edits"][0]["before"] is None
    assert rows[2]["edits"][0]["after"]["note"] == "who \x1b[31msays so?"


def test_for_people_it_says_what_was_before(decided: Path, reader: Reader) -> None:
    lines = reader("log", STORY).stdout.splitlines()
    assert "alice  undo: not fact on 1 · " in lines[0]
    assert lines[1].strip() == "not fact → fact"
    assert lines[3].strip() == "fact → not fact"
    assert "\x1b" not in reader("log").stdout


def test_of_some_only(decided: Path, reader: Reader) -> None:
    assert len(reader("log", "--json", "--annotator", "bob").stdout.splitlines()) == 1
    assert len(reader("log", "--json", "--limit", "2").stdout.splitlines()) == 2
    assert len(reader("log", "--json", STORY).stdout.splitlines()) == 4
    assert reader("log", "--since", "2100-01-01").stdout == ""
    assert len(reader("log", "--json", "--since", "2020-01-01").stdout.splitlines()) == 5
    wrong = reader("log", "--since", "yesterday")
    assert (wrong.returncode, "is no time" in wrong.stderr) == (2, True)


def test_a_file_that_cannot_be_read_hides_no_other(decided: Path, reader: Reader) -> None:
    (path,) = (decided / "annotations" / "bob").glob("*/*.json")
    path.write_text("{")
    done = reader("log", "--json")
    assert path.name in done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["annotator"] for row in rows].count("alice") == 4
    # What is known of the other is told without what only the file says.
    assert [row["edits"] for row in rows if row["annotator"] == "bob"] == [[]]
