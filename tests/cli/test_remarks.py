"""The commands none, ignore, flag, note, complete and speaker: what they say, and what is then on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from tinydb import TinyDB

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"


def said(workspace: Path) -> list[tuple[int | None, str, str]]:
    """For each decision on disk: the block's number, the kind, and its label or note."""
    found = []
    for path in sorted((workspace / "annotations" / "alice").glob("*/*.json")):
        with TinyDB(path, access_mode="r") as database:
            blocks = {one["id"]: one["block"] for one in database.table("targets")}
            for one in database.table("annotations"):
                found.append((blocks[one["target"]], one["kind"], one["label"] or one["note"]))
    return sorted(found, key=str)


@pytest.mark.parametrize("command", ["none", "ignore", "flag"])
def test_said_once_and_taken_away_again(workspace: Path, reader: Reader, command: str) -> None:
    assert reader(command, STORY, "2").returncode == 0
    assert [(block, kind) for block, kind, _ in said(workspace)] == [(2, command)]
    assert reader(command, STORY, "2").stdout == "2: already so\n"
    assert len(said(workspace)) == 1
    assert reader(command, STORY, "2", "--off").returncode == 0
    assert said(workspace) == []
    assert reader(command, STORY, "2", "--off").stdout == "2: already so\n"
    reader("undo")
    assert [(block, kind) for block, kind, _ in said(workspace)] == [(2, command)]


def test_note_is_changed_taken_away_and_undone(workspace: Path, reader: Reader) -> None:
    assert reader("note", STORY, "1", "who “says” so?\x1b[31m").stdout == "note on 1 (0/3 decided)\n"
    assert said(workspace) == [(1, "note", "who “says” so?\x1b[31m")]
    assert "note: who “says” so?\ufffd[31m" in reader("show", STORY).stdout
    assert reader("note", STORY, "1", "the ministry").stdout == "note changed on 1 (0/3 decided)\n"
    assert reader("note", STORY, "1", "").stdout == "note taken away on 1 (0/3 decided)\n"
    assert said(workspace) == []
    reader("undo")
    reader("undo")
    assert said(workspace) == [(1, "note", "who “says” so?\x1b[31m")]
    too_long = reader("note", STORY, "1", "x" * 10_001)
    assert too_long.returncode == 2
    assert "a note has 10,000 at most" in too_long.stderr


def test_layer_of_a_whole_article_is_one_step(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "2", "fact")
    names = reader("complete", STORY, "--layer", "names")
    assert names.stdout == "names complete on 3 paragraphs (1/3 decided)\n"
    assert (
        reader("complete", STORY, "--layer", "labels").stdout
        == "none of them on 2 paragraphs (3/3 decided)\n"
    )
    assert [one for one in said(workspace) if one[1] == "complete"] == [
        (number, "complete", "names") for number in (1, 2, 4)
    ]
    again = json.loads(reader("complete", STORY, "--layer", "labels", "--json").stdout)
    assert again["changed"] is False
    assert reader("undo").stdout == "undone: none of them on 2 paragraphs\n"
    assert reader("undo").stdout == "undone: names complete on 3 paragraphs\n"
    assert said(workspace) == [(2, "label", "fact")]


def test_speaker_is_a_link_between_words(workspace: Path, reader: Reader) -> None:
    text = (workspace / STORY).read_text()
    quote, ministry = text.index("2,439"), text.index("The ministry")
    where, who = f"{quote}:{quote + 5}", f"{ministry}:{ministry + 12}"
    assert reader("speaker", STORY, where, who).returncode == 0
    (shown,) = [json.loads(reader("show", "--json", STORY).stdout)["annotations"]]
    (one,) = shown
    assert (one["kind"], one["target"]["exact"], one["link"]["exact"]) == ("speaker", "2,439", "The ministry")
    assert reader("speaker", STORY, where).returncode == 0
    (one,) = json.loads(reader("show", "--json", STORY).stdout)["annotations"]
    assert one["link"] is None
    assert reader("speaker", STORY, where, "--off").returncode == 0
    assert said(workspace) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["none", STORY, "document"], "there are no labels for whole articles"),
        (["none", STORY, "1:4"], "none of the labels is said of a paragraph or an article"),
        (["flag", STORY, "99"], "there is no paragraph 99"),
        (["flag", STORY, "two"], '"two" is no target'),
        (["speaker", STORY, "2", "1:4"], '"2" is no target'),
        (["complete", STORY, "two", "--layer", "names"], '"two" is no paragraph'),
        (["complete", STORY, "--layer", "labels", "--off"], "labels are complete when they are decided"),
        (["note", "nothing.txt", "1", "x"], "there is no article"),
    ],
)
def test_what_makes_no_sense_is_said(workspace: Path, reader: Reader, arguments: Any, words: str) -> None:
    done = reader(*arguments)
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert said(workspace) == []


def test_decisions_about_the_whole_article_are_told_everywhere(workspace: Path, reader: Reader) -> None:
    with (workspace / "annotations" / "labels.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[labels]]\nid = "feature"\ntarget = "document"\n')

    def state() -> str:
        listed = [json.loads(line) for line in reader("list", "--json").stdout.splitlines()]
        (row,) = [one for one in listed if one["id"] == shown()["id"]]
        assert row["state"] == shown()["state"]
        return str(row["state"])

    def shown() -> dict[str, Any]:
        found: dict[str, Any] = json.loads(reader("show", STORY, "--json").stdout)
        return found

    assert state() == "unread"
    assert reader("flag", STORY, "document").stdout == "flag on the article (0/3 decided)\n"
    assert state() == "begun"
    assert reader("ignore", STORY, "document").returncode == 0
    assert state() == "ignored"
    assert any(line.startswith(("– ", "- ")) for line in reader("list").stdout.splitlines())
    assert reader("ignore", STORY, "document", "--off").returncode == 0
    assert state() == "begun"
    assert reader("none", STORY, "document").stdout == "none of them on the article (0/3 decided)\n"
    assert reader("none", STORY, "document").stdout == "document: already so\n"
    assert reader("tag", STORY, "document", "feature").returncode == 0
    assert [one[1:] for one in said(workspace)] == [("flag", ""), ("label", "feature")]
    assert "[feature, flagged]" in reader("show", STORY).stdout
    assert reader("undo").stdout == "undone: feature on the article\n"
    assert [one[1] for one in said(workspace)] == ["flag", "none"]
    assert reader("tag", STORY, "document", "feature", "--state", "ignore").returncode == 0
    assert state() == "begun"


def test_notes_on_words_and_on_the_article_are_shown_and_exported(workspace: Path, reader: Reader) -> None:
    found = json.loads(reader("show", STORY, "--json").stdout)
    block = found["blocks"][1]
    start, end = block["start"], block["start"] + 5
    exact = found["text"][start:end]
    assert reader("note", STORY, f"{start}:{end}", "whose\nwords").returncode == 0
    assert reader("note", STORY, "document", "all of it").returncode == 0
    assert reader("note", STORY, "2", "the\x1b[31m paragraph").returncode == 0
    shown = reader("show", STORY).stdout
    assert "[note: all of it]" in shown
    assert f"      “{exact}” → note: whose words\n" in shown
    assert "\x1b" not in shown
    notes = json.loads(reader("show", STORY, "--json").stdout)["annotations"]
    assert sorted((one["target"]["kind"], one["target"]["exact"], one["note"]) for one in notes)[1:] == [
        ("document", None, "all of it"),
        ("span", exact, "whose\nwords"),
    ]
    left_out = reader("export", "--format", "jsonl")
    assert left_out.stdout == ""
    assert "2 decisions about some words or whole articles" in left_out.stderr
    reader("tag", STORY, "2", "fact")
    exported = reader("export", "--format", "jsonl")
    assert json.loads(exported.stdout)["notes"] == [
        {"start": start, "end": block["end"], "note": "the\x1b[31m paragraph"},
        {"start": start, "end": end, "note": "whose\nwords"},
    ]
