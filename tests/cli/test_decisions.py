"""The commands tag, untag, undo and redo: what they say, and what plain TinyDB then finds on disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest
from filelock import FileLock
from tinydb import TinyDB

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"
SPAN_AND_DOCUMENT = """
[[labels]]
id = "person"
target = "span"

[[labels]]
id = "feature"
target = "document"
"""


def table(workspace: Path, name: str = "annotations", annotator: str = "alice") -> list[dict[str, Any]]:
    """All documents of a table of every file of an annotator, read by TinyDB as it comes."""
    found: list[dict[str, Any]] = []
    for path in sorted((workspace / "annotations" / annotator).glob("*/*.json")):
        with TinyDB(path, access_mode="r") as database:
            found += [dict(one) for one in database.table(name)]
    return found


def labels(workspace: Path, annotator: str = "alice") -> list[tuple[int | None, str, str]]:
    targets = {one["id"]: one["block"] for one in table(workspace, "targets", annotator)}
    said = table(workspace, "annotations", annotator)
    return sorted((targets[one["target"]], one["label"], one["state"]) for one in said)


def test_a_tag_is_on_disk_when_the_command_has_ended(workspace: Path, script: Reader) -> None:
    done = script("tag", STORY, "1", "fact")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "1 fact: done (1/3 decided)\n"
    assert labels(workspace) == [(1, "fact", "accept")]
    (target,) = table(workspace, "targets")
    assert target["exact"].startswith("KYIV, May 21 (Reuters)")
    assert [row["event"] for row in table(workspace, "history")] == ["do"]
    (article,) = table(workspace, "article")
    assert (article["origin"], article["annotator"]) == (STORY, "alice")


def test_a_tag_is_idempotent(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    before = table(workspace, "history")
    again = reader("tag", STORY, "1", "fact")
    assert (again.returncode, again.stdout) == (0, "1 fact: already so\n")
    assert table(workspace, "history") == before
    reader("tag", STORY, "1", "fact", "--state", "ignore")
    assert labels(workspace) == [(1, "fact", "ignore")]


def test_tag_json(workspace: Path, reader: Reader) -> None:
    first = json.loads(reader("tag", "--json", STORY, "2", "Opinion", "--state", "reject").stdout)
    assert list(first) == ["article", "target", "label", "state", "changed", "replaced", "decided", "total"]
    assert (first["target"], first["label"], first["state"]) == ("2", "opinion", "reject")
    assert (first["changed"], first["decided"], first["total"]) == (True, 0, 3)
    assert (
        json.loads(reader("tag", "--json", STORY, "2", "opinion", "--state", "reject").stdout)["changed"]
        is False
    )
    away = json.loads(reader("untag", "--json", STORY, "2", "opinion").stdout)
    assert (away["state"], away["changed"]) == (None, True)


def test_untag_takes_away_and_is_idempotent(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    assert reader("untag", STORY, "1", "fact").stdout == "1 fact: taken away (0/3 decided)\n"
    assert labels(workspace) == []
    again = reader("untag", STORY, "1", "fact")
    assert (again.returncode, again.stdout) == (0, "1 fact: it was not there\n")
    assert len(table(workspace, "history")) == 2


def test_untag_takes_a_label_that_the_scheme_has_no_more(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (workspace / "annotations" / "labels.toml").write_text('[[labels]]\nid = "other"\n')
    assert reader("untag", STORY, "1", "fact").returncode == 0
    assert labels(workspace) == []
    assert reader("untag", STORY, "1", "fact").returncode == 0
    never = reader("untag", STORY, "1", "never")
    assert never.returncode == 1
    assert 'there is no label "never"' in never.stderr


def test_spans_and_documents_are_targets_too(workspace: Path, reader: Reader) -> None:
    scheme = workspace / "annotations" / "labels.toml"
    scheme.write_text(scheme.read_text() + SPAN_AND_DOCUMENT)
    assert reader("tag", STORY, "25:31", "person").returncode == 0
    assert reader("tag", STORY, "document", "feature").returncode == 0
    exact = {one["kind"]: one["exact"] for one in table(workspace, "targets")}
    assert exact == {"span": "Russia", "document": ""}
    assert reader("tag", STORY, "25:31", "person").stdout == "25:31 person: already so\n"
    shown = json.loads(reader("show", "--json", STORY).stdout)["annotations"]
    assert [one["target"]["kind"] for one in shown] == ["document", "span"]
    assert shown[0]["target"]["start"] is None
    assert reader("untag", STORY, "25:31", "person").returncode == 0
    assert len(table(workspace)) == 1


@pytest.mark.parametrize(
    ("target", "label", "code", "words"),
    [
        ("1", "nonsense", 1, 'there is no label "nonsense"'),
        ("99", "fact", 1, "there is no paragraph 99"),
        ("0", "fact", 1, "there is no paragraph 0"),
        ("first", "fact", 2, '"first" is no target'),
        ("5:5", "fact", 2, '"5:5" is no target'),
        ("9:5", "fact", 2, '"9:5" is no target'),
        ("0:99999", "fact", 1, "is not in the article"),
        ("0:5", "fact", 2, '"fact" is for paragraphs'),
        ("document", "fact", 2, '"fact" is for paragraphs'),
    ],
)
def test_what_makes_no_sense_is_refused_and_keeps_nothing(
    target: str, label: str, code: int, words: str, workspace: Path, reader: Reader
) -> None:
    done = reader("tag", STORY, target, label)
    assert done.returncode == code
    assert words in done.stderr
    assert not (workspace / "annotations" / "alice").exists()


def test_undo_and_redo_work_across_articles_and_processes(workspace: Path, script: Reader) -> None:
    (workspace / "seeds" / "other.txt").write_text("It rained all day, the office said.\n")
    script("tag", STORY, "1", "fact")
    script("tag", "seeds/other.txt", "1", "opinion")
    script("tag", STORY, "2", "background")
    assert script("undo").stdout == "undone: background on 2\n"
    assert script("undo").stdout == "undone: opinion on 1\n"
    assert labels(workspace) == [(1, "fact", "accept")]
    assert script("redo").stdout == "redone: opinion on 1\n"
    assert labels(workspace) == [(1, "fact", "accept"), (1, "opinion", "accept")]
    script("tag", STORY, "4", "fact")
    nothing = script("redo")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "nothing to redo\n")


def test_nothing_to_undo_is_no_failure(workspace: Path, reader: Reader) -> None:
    done = reader("undo")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "nothing to undo\n")
    assert json.loads(reader("undo", "--json").stdout)["changed"] is False


def test_undo_json_and_whose_it_is(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "1", "fact", "--annotator", "bob")
    found = json.loads(reader("undo", "--json").stdout)
    assert list(found) == ["event", "changed", "words", "articles", "article", "decided", "total"]
    assert (found["event"], found["words"], found["decided"]) == ("undo", "fact on 1", 0)
    assert labels(workspace) == []
    assert labels(workspace, "bob") == [(1, "fact", "accept")]


def test_order_holds_when_the_clock_has_jumped_back(
    workspace: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "seeds" / "other.txt").write_text("It rained all day, the office said.\n")
    reader("tag", STORY, "1", "fact")
    monkeypatch.setattr("reader.workspace.ids.time.time_ns", lambda: 1_600_000_000_000_000_000)
    reader("tag", "seeds/other.txt", "1", "opinion")
    assert reader("undo").stdout == "undone: opinion on 1\n"
    assert reader("undo").stdout == "undone: fact on 1\n"


def test_a_file_that_another_process_holds_fails_with_its_sentence(workspace: Path, script: Reader) -> None:
    (workspace / "reader.toml").write_text("lock_seconds = 0.2\n")
    article = json.loads(script("list", "--json").stdout)["id"]
    locks = workspace / ".reader" / "locks"
    locks.mkdir()
    with FileLock(locks / f"alice-{article[:2]}.lock"):
        done = script("tag", article, "1", "fact")
    assert done.returncode == 1
    assert "another reader has held this file" in done.stderr
    assert table(workspace) == []


def test_a_file_from_elsewhere_is_taken_in_and_tagged(
    workspace: Path, reader: Reader, tmp_path: Path
) -> None:
    file = tmp_path / "outside.txt"
    file.write_text("It rained all day, the office said.\n")
    assert reader("tag", file, "1", "fact").returncode == 0
    (article,) = table(workspace, "article")
    assert article["origin"] == str(file)


def test_the_first_tag_makes_a_plain_folder_a_workspace(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plain"
    (folder / "annotations").mkdir(parents=True)
    (folder / "annotations" / "labels.toml").write_text('[[labels]]\nid = "fact"\n')
    (folder / "a.txt").write_text("It rained all day, the office said.\n")
    monkeypatch.chdir(folder)
    assert reader("tag", "a.txt", "1", "fact").returncode == 0
    assert labels(folder) == [(1, "fact", "accept")]
    assert (folder / ".reader" / ".gitignore").exists()
