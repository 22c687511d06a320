"""The command export: the lines, what is left out, and the file that it writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"
EXPORT = ("export", "--format", "jsonl")


def lines(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def choose(folder: Path, number: int, *acts: Act) -> None:
    """Decide what no command of its own is for."""
    workspace = Workspace(Root(folder, plain=False), load_settings(folder), "alice")
    sheet = workspace.sheet(workspace.find(STORY))
    for act in acts:
        workspace.decide(sheet, sheet.target_of_block(number), Choice(act))
    assert workspace.close() == 0


def test_a_line_has_the_documented_fields_in_their_order(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "2", "fact")
    reader("tag", STORY, "2", "opinion", "--state", "reject")
    (line,) = lines(reader(*EXPORT))
    fields = (
        "schema article title source block kind start end text labels none ignored flagged decided "
        "annotator created changed scheme notes"
    )
    assert list(line) == fields.split()
    article = json.loads(reader("list", "--json").stdout)
    text = (workspace / STORY).read_text()
    assert (line["schema"], line["article"], line["block"]) == (1, article["id"], 2)
    assert text[line["start"] : line["end"]] == line["text"]
    assert line["labels"] == [
        {"id": "fact", "name": "fact", "state": "accept"},
        {"id": "opinion", "name": "opinion", "state": "reject"},
    ]
    assert (line["none"], line["ignored"], line["flagged"], line["decided"]) == (False, False, False, True)
    assert (line["annotator"], line["source"], line["kind"]) == ("alice", "Reuters", "paragraph")
    assert line["created"] < line["changed"]


def test_none_of_them_and_ignored_are_told_apart(workspace: Path, reader: Reader) -> None:
    reader("list")
    choose(workspace, 1, Act.NONE)
    choose(workspace, 2, Act.IGNORE, Act.FLAG)
    one, two = lines(reader(*EXPORT))
    assert (one["none"], one["ignored"], one["labels"]) == (True, False, [])
    assert (two["none"], two["ignored"], two["flagged"], two["decided"]) == (False, True, True, True)


def test_what_is_left_out_is_said_aloud(workspace: Path, reader: Reader) -> None:
    scheme = workspace / "annotations" / "labels.toml"
    scheme.write_text(scheme.read_text() + '\n[[labels]]\nid = "person"\ntarget = "span"\n')
    reader("tag", STORY, "1", "fact", "--state", "reject")
    choose(workspace, 2, Act.FLAG)
    reader("tag", STORY, "25:31", "person")
    done = reader(*EXPORT)
    assert lines(done) == []
    assert "2 paragraphs with only rejects or flags left out: --all has them" in done.stderr
    assert "1 decision about some words or a whole article left out" in done.stderr
    everything = reader(*EXPORT, "--all")
    assert [(line["block"], line["decided"]) for line in lines(everything)] == [
        (1, False),
        (2, False),
        (4, False),
    ]
    assert "only rejects" not in everything.stderr


def test_undecided_paragraphs_only_with_all(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "other.txt").write_text("It rained all day, the office said.\n")
    reader("tag", STORY, "3", "fact")
    assert [line["block"] for line in lines(reader(*EXPORT))] == [3]
    found = lines(reader(*EXPORT, "--all"))
    assert sorted((line["annotator"] or "", line["block"]) for line in found) == [
        ("", 1), ("alice", 1), ("alice", 2), ("alice", 3), ("alice", 4)
    ]  # fmt: skip
    unseen = next(line for line in found if line["annotator"] is None)
    assert (unseen["created"], unseen["changed"], unseen["scheme"]) == (None, None, None)


def test_the_same_decisions_give_the_same_bytes_in_order(workspace: Path, reader: Reader) -> None:
    for nth in range(5):
        (workspace / "seeds" / f"{nth}.txt").write_text(f"It rained {nth} days, the office said.\n")
    for annotator in ("bob", "Zoe", "alice"):
        for nth in range(5):
            reader("tag", f"seeds/{nth}.txt", "1", "fact", "--annotator", annotator)
    first = reader(*EXPORT)
    assert reader(*EXPORT).stdout == first.stdout
    order = [(line["article"], line["annotator"], line["block"]) for line in lines(first)]
    assert len(order) == 15
    assert order == sorted(order)


def test_some_annotators_only(workspace: Path, reader: Reader) -> None:
    for annotator in ("alice", "Bob", "carol"):
        reader("tag", STORY, "1", "fact", "--annotator", annotator)
    done = reader(*EXPORT, "--annotator", "Bob", "--annotator", "alice", "--annotator", "nobody")
    assert [line["annotator"] for line in lines(done)] == ["Bob", "alice"]
    assert "nobody has decided nothing here" in done.stderr


def test_a_file_is_written_whole_and_never_over_another(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    target = workspace / "out.jsonl"
    printed = reader(*EXPORT).stdout
    done = reader(*EXPORT, "-o", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text() == printed
    target.write_text("mine")
    refused = reader(*EXPORT, "-o", target)
    assert refused.returncode == 1
    assert "there is such a file already" in refused.stderr
    assert target.read_text() == "mine"
    assert reader(*EXPORT, "-o", target, "--force").returncode == 0
    assert target.read_text() == printed
    nowhere = reader(*EXPORT, "-o", workspace / "nowhere" / "out.jsonl")
    assert nowhere.returncode == 1
    assert "cannot be written" in nowhere.stderr


def test_a_dataset_has_no_text_that_is_lost_or_guessed(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    story = workspace / STORY
    story.write_text(
        "A new beginning.\n\n"
        + story.read_text().replace("The ministry said that 2,439 defenders had surrendered", "Nobody came")
    )
    done = reader(*EXPORT)
    (line,) = lines(done)
    assert line["block"] == 2
    assert line["text"].startswith("KYIV")
    assert "1 decision left out: its paragraph is gone from the text, or not certain" in done.stderr


def test_a_file_that_cannot_be_read_fails_and_the_rest_is_exported(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "1", "fact", "--annotator", "bob")
    (shard,) = (workspace / "annotations" / "bob").glob("*/*.json")
    shard.write_text("nonsense")
    done = reader(*EXPORT)
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 1
    assert "not a TinyDB file" in done.stderr


def test_decisions_on_an_article_that_is_not_here_are_told(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (workspace / STORY).unlink()
    for path in (workspace / ".reader").glob("library.sqlite*"):
        path.unlink()
    done = reader(*EXPORT)
    assert (done.returncode, done.stdout) == (1, "")
    assert "the article is not here" in done.stderr


@pytest.mark.parametrize("args", [("export",), ("export", "--format", "csv")])
def test_the_format_is_named_and_known(args: tuple[str, ...], workspace: Path, reader: Reader) -> None:
    done = reader(*args)
    assert done.returncode == 2
    assert "jsonl" in done.stderr


def test_a_label_that_the_scheme_has_no_more_keeps_its_id(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (workspace / "annotations" / "labels.toml").write_text('[[labels]]\nid = "other"\n')
    (line,) = lines(reader(*EXPORT))
    assert line["labels"] == [{"id": "fact", "name": "fact", "state": "accept"}]
