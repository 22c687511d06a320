"""What is no folder, or too large, where decisions are kept: told by name, and it stops nobody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from reader.annotations.store import MAX_SHARD_BYTES

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"


def test_annotations_that_is_a_file_is_told(workspace: Path, reader: Reader) -> None:
    shutil.rmtree(workspace / "annotations")
    (workspace / "annotations").write_text("mine\n")
    for command in (("list",), ("tag", STORY, "1", "fact"), ("stats",), ("check",)):
        done = reader(*command)
        assert done.returncode == 1
        assert "Not a directory" in done.stderr
    assert (workspace / "annotations").read_text() == "mine\n"


@pytest.mark.parametrize("loop", [False, True])
def test_an_annotators_folder_that_is_none_stops_only_its_own(
    loop: bool, workspace: Path, reader: Reader
) -> None:
    place = workspace / "annotations" / "alice"
    if loop:
        place.symlink_to("alice")
    else:
        place.write_text("mine\n")
    refused = reader("tag", STORY, "1", "fact")
    assert refused.returncode == 1
    assert f"{place}/" in refused.stderr
    assert reader("tag", STORY, "1", "fact", "--annotator", "bob").returncode == 0
    for command in (("list",), ("stats",), ("export", "--format", "jsonl")):
        assert reader(*command).returncode == 0, command
    # Whose decisions a link leads away from cannot be said to be unharmed.
    assert reader("check").returncode == int(loop)
    assert "\nbob: 1 article begun" in reader("stats").stdout
    assert place.is_symlink() if loop else place.read_text() == "mine\n"


def test_a_file_of_decisions_that_is_too_large_is_told_and_stops_no_other(
    workspace: Path, reader: Reader
) -> None:
    (workspace / "seeds" / "other.txt").write_text("It rained all day, the office said.\n")
    reader("tag", STORY, "1", "fact")
    (shard,) = (workspace / "annotations" / "alice").glob("*/*.json")
    os.truncate(shard, MAX_SHARD_BYTES + 1)
    assert reader("tag", "seeds/other.txt", "1", "fact").returncode == 0
    for command, code in (
        (("list",), 0),
        (("stats",), 0),
        (("tag", STORY, "2", "fact"), 1),
        (("check",), 1),
        (("export", "--format", "jsonl"), 1),
    ):
        done = reader(*command)
        assert done.returncode == code, command
        assert f"{shard.name}: larger than 50 MB" in done.stdout + done.stderr, command
    assert shard.stat().st_size == MAX_SHARD_BYTES + 1


def test_our_own_leftover_is_swept_and_a_foreign_one_is_left(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (shard,) = (workspace / "annotations" / "alice").glob("*/*.json")
    ours = shard.with_name(f".{shard.name}.{os.getpid()}-0123abcd.tmp")
    foreign = shard.with_name("notes.tmp")
    for path in (ours, foreign):
        path.write_text("{")
    done = reader("list")
    assert done.returncode == 0
    assert not ours.exists()
    assert foreign.read_text() == "{"
    assert "notes.tmp: " in done.stderr


def test_labels_that_break_while_in_use_lose_nothing(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    labels = workspace / "annotations" / "labels.toml"
    good = labels.read_text()
    (shard,) = (workspace / "annotations" / "alice").glob("*/*.json")
    before = shard.read_bytes()
    labels.write_text(good + "\nx = [\n")
    for command in (("tag", STORY, "2", "fact"), ("list",), ("stats",), ("check",)):
        done = reader(*command)
        assert done.returncode == 1
        assert "annotations/labels.toml:" in done.stderr
    assert shard.read_bytes() == before
    labels.write_text(good)
    assert reader("tag", STORY, "2", "fact").returncode == 0
