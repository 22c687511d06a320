"""The command check: what is harm to a decision, what is only told, and that a sound workspace passes."""

from __future__ import annotations

import json
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
    assert all(list(one) == ["path", "kind", "harm", "words", "annotation"] for one in found)
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
    assert kinds == ["copy", "lost", "unknown-label", "unreadable"]
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
