"""The command check: what is harm to a decision, what is only told, and that a sound workspace passes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from tinydb import TinyDB

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"


def test_check_finds_no_harm_in_what_commands_have_made(workspace: Path, reader: Reader) -> None:
    assert reader("check").returncode == 0
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "1", "fact", "--state", "reject")
    reader("undo")
    done = reader("check")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 file, 1 decision: no harm found\n"


def shard_of(workspace: Path) -> Path:
    (found,) = (workspace / "annotations" / "alice").glob("*/*.json")
    return found


def change(workspace: Path, table: str, **values: object) -> None:
    """Change a shard's file by hand, as somebody might."""
    with TinyDB(shard_of(workspace)) as database:
        database.table(table).update(values)


@pytest.mark.parametrize(
    ("table", "values", "kind", "harm"),
    [
        ("annotations", {"target": "0" * 16}, "no-target", True),
        ("annotations", {"label": "opinion"}, "history", True),
        ("targets", {"start": 3}, "anchor", True),
        ("article", {"annotator": "bob"}, "misplaced", True),
        ("article", {"id": "0" * 16}, "misplaced", True),
        ("article", {"format": 99}, "newer", False),
        ("annotations", {"state": "maybe"}, "unreadable", True),
    ],
)
def test_check_tells_harm(
    table: str, values: dict[str, object], kind: str, harm: bool, workspace: Path, reader: Reader
) -> None:
    reader("tag", STORY, "1", "fact")
    change(workspace, table, **values)
    done = reader("check", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert all(list(one) == ["path", "kind", "harm", "words", "annotation", "repaired"] for one in found)
    assert (kind, harm) in {(one["kind"], one["harm"]) for one in found}
    assert done.returncode == int(harm)
    assert found[0]["path"] in reader("check").stdout


def test_check_tells_what_is_no_harm(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "2", "fact")
    shard = shard_of(workspace)
    (shard.with_name(f"{shard.stem} (copy).json")).write_bytes(shard.read_bytes())
    (shard.with_name("notes.json")).write_text("[]")
    (workspace / "annotations" / "labels.toml").write_text('[[labels]]\nid = "other"\n')
    (workspace / STORY).write_text("Something else entirely.\n")
    done = reader("check", "--json")
    kinds = sorted(json.loads(line)["kind"] for line in done.stdout.splitlines())
    assert kinds == ["copy", "foreign", "index", "lost", "unknown-label"]
    assert done.returncode == 0


def test_a_copy_that_has_more_than_the_file_is_harm(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    shard = shard_of(workspace)
    later = shard.read_bytes()
    shard.unlink()
    reader("tag", STORY, "1", "fact")
    (shard.with_name(f"{shard.stem} (conflict).json")).write_bytes(later)
    done = reader("check")
    assert done.returncode == 1
    assert "holds 2 decisions of alice" in done.stdout


def test_what_is_no_decision_is_told_with_its_name(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    shard = shard_of(workspace)
    names = (f".syncthing.{shard.name}.tmp", f"{shard.name}.orig", f".{shard.name}.icloud")
    for name in names:
        shard.with_name(name).write_text("")
    done = reader("check", "--json")
    found = {Path(one["path"]).name: one["kind"] for one in map(json.loads, done.stdout.splitlines())}
    assert found == dict(zip(names, ("coming", "leftover", "coming"), strict=True))
    assert done.returncode == 0
    assert all(shard.with_name(name).read_text() == "" for name in names)


def test_of_many_files_of_one_kind_other_commands_name_the_first(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    path = shard_of(workspace)
    for nth in range(2, 14):
        path.with_name(f"{path.stem} ({nth}).json").write_bytes(path.read_bytes())
    path.with_name(f".{path.name}.icloud").write_bytes(b"")
    said = reader("stats").stderr
    assert said.count("a copy of") == 5
    assert f".{path.name}.icloud" in said, "one kind hides no other"
    assert "reader: and 7 more files that do not count: reader check names them\n" in said
    assert reader("check").stdout.count("a copy of") == 12


def test_an_article_that_is_not_here_is_told_with_what_brings_it(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (workspace / STORY).unlink()
    (workspace / ".reader" / "library.sqlite").unlink()
    done = reader("check")
    assert f"is not here: reader import {STORY} brings it" in done.stdout


def test_reindex_counts_what_the_files_hold_and_touches_none(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    shard = shard_of(workspace)
    before = reader("stats", "--json").stdout
    content, mtime = shard.read_bytes(), shard.stat().st_mtime_ns
    with sqlite3.connect(workspace / ".reader" / "library.sqlite") as connection:
        connection.execute("UPDATE shards SET decided = 9, done = 1")
        connection.execute("DELETE FROM labels")
        connection.execute("DELETE FROM operations")
    connection.close()
    assert reader("stats", "--json").stdout != before
    done = reader("reindex")
    assert (done.returncode, done.stdout) == (0, "1 file of 1 annotator counted anew\n")
    assert reader("stats", "--json").stdout == before
    assert (shard.read_bytes(), shard.stat().st_mtime_ns) == (content, mtime)
    assert reader("undo").returncode == 0
    reader("undo")
    assert json.loads(reader("list", "--json").stdout)["decided"] == 0


def test_repair_mends_the_index_and_nothing_else(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    shard = shard_of(workspace)
    copy = shard.with_name(f"{shard.stem} (1).json")
    copy.write_bytes(shard.read_bytes())
    gone = workspace / "annotations" / "bob" / "ab" / "abababababababab.json"
    with sqlite3.connect(workspace / ".reader" / "library.sqlite") as connection:
        connection.execute("UPDATE labels SET count = 7")
        connection.execute(
            "INSERT INTO shards (path, annotator, article, mtime_ns, size, judged, decided, done, flagged, "
            "lost) SELECT 'bob/ab/abababababababab.json', 'bob', 'abababababababab', "
            "mtime_ns, size, judged, 1, 0, 0, 0 FROM shards"
        )
    connection.close()
    before = {path: path.read_bytes() for path in (shard, copy)}
    told = reader("check")
    assert told.returncode == 0
    assert (
        f"note  annotations/{shard.relative_to(workspace / 'annotations')}: the index counts it"
        in told.stdout
    )
    assert "the index knows it, and it is gone" in told.stdout
    mended = [json.loads(line) for line in reader("check", "--repair", "--json").stdout.splitlines()]
    assert {(one["kind"], one["repaired"]) for one in mended} == {("index", True), ("copy", False)}
    after = [json.loads(line)["kind"] for line in reader("check", "--json").stdout.splitlines()]
    assert after == ["copy"]
    assert {path: path.read_bytes() for path in (shard, copy)} == before
    assert not gone.exists()


def test_what_was_broken_off_is_told(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    intents = workspace / ".reader" / "intents"
    intents.mkdir()
    (intents / "bulk-0.json").write_text("{")
    done = reader("check")
    assert ".reader/intents/bulk-0.json: a change that was broken off" in done.stdout
