"""Several processes at once, and processes that are killed: nothing that was acknowledged is lost."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.annotations.model import Annotation, Shard
from reader.annotations.store import Store

Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
ARTICLE = "0123456789abcdef"
WRITER = """
import sys
from pathlib import Path
from reader.annotations.anchor import Anchor
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Target, TargetKind
from reader.annotations.scheme import Label, Scheme
from reader.annotations.store import Store

root, annotator, name, first, count = Path(sys.argv[1]), *sys.argv[2:4], *map(int, sys.argv[4:6])
store = Store(root / "annotations", root / "locks", 60.0)
article = ArticleRef("0123456789abcdef", "A title", "seeds/a.txt", "h")
scheme = Scheme((Label("war", "War"),))
print("ready", flush=True)
sys.stdin.readline()
for number in range(first, first + count):
    anchor = Anchor(number, number + 1, "x" * 200, "", "", "h")
    target = Target(f"{name}-{number}", TargetKind.BLOCK, anchor, number)
    stamp = Stamp(f"{name}-{number}", number, "2024-01-01T00:00:00Z")
    choice = Choice(Act.TOGGLE, "war")
    store.change(annotator, article, lambda shard: decide(shard, target, choice, scheme, stamp))
    print(stamp.operation, flush=True)
"""

DYING = """
import itertools, os, signal, sys
from pathlib import Path
from reader import atomic
from reader.annotations.anchor import Anchor
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.model import ArticleRef, Target, TargetKind
from reader.annotations.scheme import Label, Scheme
from reader.annotations.store import Store

article = ArticleRef("0123456789abcdef", "A title", "seeds/a.txt", "h")
scheme = Scheme((Label("war", "War"),))

def tag(store, name):
    target = Target(name, TargetKind.BLOCK, Anchor(0, 1, "x", "", "", "h"), 1)
    choice, stamp = Choice(Act.TOGGLE, "war"), Stamp(name, 1, "2024-01-01T00:00:00Z")
    store.change("anna", article, lambda shard: decide(shard, target, choice, scheme, stamp))
    print(name, flush=True)

def die_at(step):
    # At that line of the replacing of the file, and of what it calls in pathlib.
    left = itertools.count(step, -1)
    def trace(frame, event, _):
        inside = frame.f_code.co_filename == atomic.__file__ or (
            "pathlib" in frame.f_code.co_filename and frame.f_back.f_code.co_filename == atomic.__file__
        )
        if event == "line" and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace if inside else None
    sys.settrace(trace)

for step in itertools.count():
    if os.fork() == 0:
        store = Store(Path(sys.argv[1]) / str(step), Path(sys.argv[1]) / "locks", 5.0)
        tag(store, "first")
        die_at(step)
        tag(store, "second")
        os._exit(0)
    if os.wait()[1] == 0:
        break
    print("killed", flush=True)
"""


def start(root: Path, annotator: str, name: str, first: int, count: int) -> subprocess.Popen[str]:
    """A process that is ready to decide `count` times, and waits for a line to begin."""
    command = [sys.executable, "-c", WRITER, str(root), annotator, name, str(first), str(count)]
    pipe = subprocess.PIPE
    writer = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    return writer


def go(writer: subprocess.Popen[str]) -> None:
    assert writer.stdin is not None
    writer.stdin.write("go\n")
    writer.stdin.flush()


def replay(shard: Shard) -> dict[str, Annotation]:
    """What the history says that there is."""
    found: dict[str, Annotation] = {}
    for operation in shard.history:
        for edit in operation.edits:
            assert found.get(edit.annotation_id) == edit.before
            if edit.after:
                found[edit.annotation_id] = edit.after
            else:
                del found[edit.annotation_id]
    return found


@pytest.fixture
def kept(tmp_path: Path, plain_tinydb: Rows) -> Callable[[str], set[str]]:
    """The operations that a file has, after a look at whether it is whole."""

    def kept(annotator: str) -> set[str]:
        store = Store(tmp_path / "annotations", tmp_path / "locks", 5.0)
        shard = store.load(annotator, ARTICLE)
        if shard is None:
            return set()
        tables = plain_tinydb(store.path(annotator, ARTICLE))
        assert replay(shard) == shard.annotations
        assert Counter(row["id"] for row in tables["history"]) == Counter(one.id for one in shard.history)
        assert {row["id"] for row in tables["annotations"]} == set(shard.annotations)
        assert {one.target for one in shard.annotations.values()} == set(shard.targets)
        orders = [one.order for one in shard.history]
        assert orders == sorted(set(orders))
        return {one.id for one in shard.history}

    return kept


def test_kill_at_every_step_of_a_save(tmp_path: Path, plain_tinydb: Rows) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    steps = [step.split() for step in done.stdout.split("killed")]
    assert len(steps) > 20
    assert steps[-1] == ["first", "second"]
    for number, acknowledged in enumerate(steps):
        store = Store(tmp_path / str(number), tmp_path / "locks", 5.0)
        path = store.path("anna", ARTICLE)
        tables = plain_tinydb(path)
        found = [row["id"] for row in tables["history"]]
        assert [row["target"] for row in tables["annotations"]] == found
        assert found in (["first"], ["first", "second"])
        assert set(acknowledged) <= set(found)
        assert [file.path for file in store.files()] == [path]
        assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("size", [0, 400])
def test_kill_loses_nothing_that_was_acknowledged(
    tmp_path: Path, kept: Callable[[str], set[str]], size: int
) -> None:
    """At a small and at a large file, which spends its time in other system calls."""
    before = start(tmp_path, "anna", "before", 0, size)
    assert before.communicate("go\n", timeout=60)[1] == ""
    chance = random.Random(size)
    acknowledged = kept("anna")
    assert len(acknowledged) == size
    for kill in range(15):
        writer = start(tmp_path, "anna", f"k{kill}", 1000 * kill + 1000, 1000)
        assert writer.stdout is not None
        go(writer)
        lines = [writer.stdout.readline() for _ in range(chance.randint(1, 4))]
        # Somewhere in the middle of the next save, wherever that may be.
        for _ in range(chance.randint(0, 40)):
            os.sched_yield()
        writer.kill()
        # Read where the lines before were read: communicate passes over what that has buffered already.
        rest = writer.stdout.read()
        writer.communicate(timeout=60)
        acknowledged |= {
            line.strip() for line in [*lines, *rest.splitlines(keepends=True)] if line.endswith("\n")
        }
        found = kept("anna")
        assert acknowledged <= found
        # At most the one that was being saved is there without having been acknowledged.
        assert len(found - acknowledged) <= 1
        acknowledged = found
    files = list(Store(tmp_path / "annotations", tmp_path / "locks", 5.0).files())
    assert [file.article_id for file in files] == [ARTICLE]
    assert [one.name for one in files[0].path.parent.iterdir()] == [f"{ARTICLE}.json"]


@pytest.mark.parametrize(
    ("annotators", "count"), [(("anna", "anna"), 60), (("anna", "bert", "Carla", "dörte"), 25)]
)
def test_processes_at_once_lose_nothing(
    tmp_path: Path, kept: Callable[[str], set[str]], annotators: tuple[str, ...], count: int
) -> None:
    writers = [start(tmp_path, one, f"w{nth}", 0, count) for nth, one in enumerate(annotators)]
    for writer in writers:
        go(writer)
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert (writer.returncode, err) == (0, "")
        assert len(out.splitlines()) == count
    for annotator in set(annotators):
        assert len(kept(annotator)) == count * annotators.count(annotator)


def test_lock_file_of_a_dead_process_holds_nobody_up(tmp_path: Path, kept: Callable[[str], set[str]]) -> None:
    holding = """
import sys, signal
from pathlib import Path
from filelock import FileLock
Path(sys.argv[1]).mkdir()
FileLock(Path(sys.argv[1]) / "anna-01.lock").acquire()
print("held", flush=True)
signal.pause()
"""
    holder = subprocess.Popen(
        [sys.executable, "-c", holding, str(tmp_path / "locks")], stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    holder.kill()
    holder.communicate(timeout=60)
    assert (tmp_path / "locks" / "anna-01.lock").exists()
    writer = start(tmp_path, "anna", "w", 0, 1)
    assert writer.communicate("go\n", timeout=50) == ("w-0\n", "")
    assert kept("anna") == {"w-0"}
