"""Changes of a scheme on disk: whole or not at all, and undone to the last byte, whatever happens."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.deciding import Stamp
from reader.annotations.model import Event
from reader.annotations.scheme_changes import (
    add,
    describe,
    merge,
    recolour,
    rekey,
    rename,
    restore,
    retire,
    split,
)
from reader.annotations.scheme_log import Make, SchemeLog
from reader.annotations.scheme_reading import load_scheme
from reader.annotations.scheme_steps import SchemeStep
from reader.errors import (
    ConfigError,
    LockedError,
    NotFoundError,
    ReaderError,
    ReadOnlyError,
    RequestError,
    StoreError,
    UndoError,
)

SOURCE = """\
# The labels.

# First the wars.
[[labels]]
id = "war"
name = "War"      # never "conflict"
key = "1"

[[labels]]
id = "gas"   # and oil

# Groups stand in between.
[[groups]]
id = "tone"

[[labels]]
id = "aid"
"""


def make_log(root: Path, seconds: float = 5.0) -> SchemeLog:
    return SchemeLog(
        root / "annotations" / "labels.toml", root / "intents" / "scheme.json", root / "locks", seconds
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "annotations").mkdir()
    (tmp_path / "annotations" / "labels.toml").write_text(SOURCE)
    return tmp_path


@pytest.fixture
def log(root: Path) -> SchemeLog:
    return make_log(root)


class Changing:
    """Changes the scheme in the name of somebody, one change after the other."""

    def __init__(self, log: SchemeLog, stamps: Iterator[Stamp]) -> None:
        self.log, self.stamps = log, stamps

    def do(self, make: Make, annotator: str = "anna") -> SchemeStep:
        step = self.log.change(annotator, make, next(self.stamps))[1]
        assert step is not None
        return step

    def undo(self, step: SchemeStep, event: Event = Event.UNDO) -> SchemeStep:
        return self.log.revert("anna", step.id, event, next(self.stamps))[1]

    def content(self) -> str:
        return self.log.path.read_text()


@pytest.fixture
def changing(log: SchemeLog, stamps: Iterator[Stamp]) -> Changing:
    return Changing(log, stamps)


def test_change_is_on_disk_with_a_row(changing: Changing, root: Path) -> None:
    step = changing.do(lambda file: rename(file, "war", "Wars"))
    assert changing.content() == SOURCE.replace('"War"', '"Wars"')
    rows = [
        json.loads(line) for line in (root / "annotations" / "labels.history.jsonl").read_text().splitlines()
    ]
    assert rows == [
        {
            "format": 1,
            "id": step.id,
            "order": step.order,
            "time": step.time,
            "annotator": "anna",
            "event": "do",
            "of": None,
            "words": "War is now called Wars",
            "fields": [{"label": "war", "field": "name", "before": "War", "after": "Wars"}],
            "before": SOURCE,
            "after": SOURCE.replace('"War"', '"Wars"'),
        }
    ]
    assert list((root / "intents").iterdir()) == []
    assert sorted(one.name for one in (root / "annotations").iterdir()) == [
        "labels.history.jsonl",
        "labels.toml",
    ]


def test_what_stands_so_already_leaves_no_row(changing: Changing, stamps: Iterator[Stamp]) -> None:
    file, step = changing.log.change("anna", lambda file: rename(file, "war", "War"), next(stamps))
    assert step is None
    assert file.content == SOURCE
    assert not changing.log.history.exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda file: merge(file, "war", "nix"),
        lambda file: merge(file, "war", "war"),
        lambda file: rekey(file, "gas", "1"),
        lambda file: recolour(file, "gas", "#1"),
    ],
)
def test_refused_change_changes_nothing(changing: Changing, root: Path, make: Make) -> None:
    with pytest.raises((RequestError, NotFoundError)):
        changing.do(make)
    assert changing.content() == SOURCE
    assert [one.name for one in (root / "annotations").iterdir()] == ["labels.toml"]


def test_undo_and_redo_give_the_very_bytes(changing: Changing) -> None:
    first = changing.do(lambda file: merge(file, "war", "gas"))
    between = changing.content()
    second = changing.do(lambda file: split(file, "gas", ["Oil", "Coal"]))
    last = changing.content()
    changing.undo(second)
    assert changing.content() == between
    changing.undo(first)
    assert changing.content() == SOURCE
    changing.undo(first, Event.REDO)
    assert changing.content() == between
    changing.undo(second, Event.REDO)
    assert changing.content() == last
    assert [(one.event.value, one.of) for one in changing.log.steps()] == [
        *(("do", None), ("do", None), ("undo", second.id), ("undo", first.id)),
        *(("redo", first.id), ("redo", second.id)),
    ]
    assert [one.order for one in changing.log.steps()] == sorted({one.order for one in changing.log.steps()})


def test_undo_after_an_edit_by_hand_keeps_the_edit(changing: Changing) -> None:
    step = changing.do(lambda file: retire(file, "war"))
    changing.log.path.write_text(changing.content().replace("# The labels.", "# Our labels."))
    changing.undo(step)
    assert changing.content() == SOURCE.replace("# The labels.", "# Our labels.")
    changing.undo(step, Event.REDO)
    assert load_scheme(changing.log.path).find("war").retired


def test_undo_after_another_change_takes_back_its_own(changing: Changing) -> None:
    mine = changing.do(lambda file: merge(file, "war", "gas"))
    changing.do(lambda file: rename(file, "aid", "Help"), "bert")
    changing.undo(mine)
    assert [(one.name, one.active) for one in load_scheme(changing.log.path).labels] == [
        *(("War", True), ("gas", True), ("Help", True))
    ]


def test_undo_of_what_was_changed_since_is_refused(changing: Changing) -> None:
    mine = changing.do(lambda file: rename(file, "war", "Wars"))
    changing.do(lambda file: rename(file, "war", "Battles"), "bert")
    before = changing.content()
    with pytest.raises(UndoError, match=r"undo: “War is now called Wars” was changed since, in labels\.toml"):
        changing.undo(mine)
    assert changing.content() == before


def test_undo_that_another_label_forbids_is_refused(changing: Changing) -> None:
    mine = changing.do(lambda file: retire(file, "war"))
    changing.do(lambda file: rekey(file, "gas", "1"), "bert")
    before = changing.content()
    with pytest.raises(UndoError, match='the key "1" of "gas" is that of "war"'):
        changing.undo(mine)
    new = changing.do(lambda file: add(file, "Coal"))
    changing.do(lambda file: merge(file, "aid", "coal"), "bert")
    with pytest.raises(UndoError, match='there is no label "coal"'):
        changing.undo(new)
    assert before in changing.content()


def test_nothing_is_undone_or_redone_twice(changing: Changing) -> None:
    step = changing.do(lambda file: retire(file, "war"))
    with pytest.raises(UndoError, match="redone already"):
        changing.undo(step, Event.REDO)
    changing.undo(step)
    # Somebody else does the same: it is theirs now.
    changing.do(lambda file: retire(file, "war"), "bert")
    with pytest.raises(UndoError, match="undone already"):
        changing.undo(step)
    with pytest.raises(UndoError, match="does not have this change any more"):
        changing.log.revert("anna", "nix", Event.UNDO, next(changing.stamps))


def test_scheme_that_was_not_there_is_made_and_taken_away(tmp_path: Path, stamps: Iterator[Stamp]) -> None:
    changing = Changing(make_log(tmp_path), stamps)
    step = changing.do(lambda file: add(file, "Gas"))
    assert load_scheme(changing.log.path).find("gas").name == "Gas"
    changing.undo(step)
    assert not changing.log.path.exists()
    changing.undo(step, Event.REDO)
    assert load_scheme(changing.log.path).find("gas").name == "Gas"


def test_clock_that_was_put_back_keeps_the_order(changing: Changing) -> None:
    late = Stamp("late", 9_000_000_000_000_000, "2255-01-01T00:00:00Z")
    changing.log.change("anna", lambda file: retire(file, "war"), late)
    changing.do(lambda file: restore(file, "war"))
    assert [one.order for one in changing.log.steps()] == [9_000_000_000_000_000, 9_000_000_000_000_001]


NAMES = ("war", "gas", "aid", "oil", "coal", "sea")
LABELS = st.sampled_from(NAMES)
CHANGES: st.SearchStrategy[Make] = st.one_of(
    st.builds(
        lambda a, b: lambda file: rename(file, a, b), LABELS, st.sampled_from(["X", "Ü y", 'q"\\', "War"])
    ),
    st.builds(
        lambda a, b: lambda file: recolour(file, a, b), LABELS, st.sampled_from(["red", "#123456", ""])
    ),
    st.builds(lambda a, b: lambda file: rekey(file, a, b), LABELS, st.sampled_from(["1", "2", "g", ""])),
    st.builds(lambda a, b: lambda file: describe(file, a, b), LABELS, st.text(max_size=9)),
    st.builds(lambda a, b: lambda file: merge(file, a, b), LABELS, LABELS),
    st.builds(lambda a, *b: lambda file: split(file, a, b), LABELS, LABELS, LABELS),
    st.builds(lambda a: lambda file: retire(file, a), LABELS),
    st.builds(lambda a: lambda file: restore(file, a), LABELS),
    st.builds(lambda a: lambda file: add(file, a), LABELS),
)
INLINE = """\
labels = [ # all of them
  { id = "war", key = "1" }, # first
  { id = "gas" },
  { id = "aid" },
]
"""


@given(
    st.lists(CHANGES, max_size=10),
    st.sampled_from([SOURCE, SOURCE.replace("\n", "\r\n"), "\ufeff" + SOURCE, INLINE]),
)
def test_as_many_undos_give_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, stamps: Iterator[Stamp], changes: list[Make], source: str
) -> None:
    root = tmp_path_factory.mktemp("log")
    changing = Changing(make_log(root), stamps)
    changing.log.path.parent.mkdir()
    changing.log.path.write_bytes(source.encode())
    done: list[SchemeStep] = []
    contents = [source.encode()]
    for make in changes:
        with contextlib.suppress(ReaderError):
            step = changing.log.change("anna", make, next(stamps))[1]
            if step is not None:
                done.append(step)
                contents.append(changing.log.path.read_bytes())
        assert changing.log.path.read_bytes() == contents[-1]
    for comment in (
        "# The labels.",
        "# First the wars.",
        '# never "conflict"',
        "# and oil",
        "# all of them",
        "# first",
    ):
        assert (comment in source) == (comment in contents[-1].decode())
    for nth in range(len(done) - 1, -1, -1):
        changing.undo(done[nth])
        assert changing.log.path.read_bytes() == contents[nth]
    for nth, step in enumerate(done):
        changing.undo(step, Event.REDO)
        assert changing.log.path.read_bytes() == contents[nth + 1]


# -- what a kill leaves -----------------------------------------------------------------------------------

DYING = """
import itertools, os, signal, sys
from pathlib import Path
from reader import atomic
from reader.annotations import scheme_log
from reader.annotations.deciding import Stamp
from reader.annotations.scheme_changes import merge, retire
from reader.annotations.scheme_log import SchemeLog

OURS = {atomic.__file__, scheme_log.__file__}

def log(step):
    root = Path(sys.argv[1]) / str(step)
    path, intent = root / "annotations" / "labels.toml", root / "intents" / "scheme.json"
    return SchemeLog(path, intent, root / "locks", 5.0)

def die_at(step):
    # At that line of a change, and of what it calls in pathlib.
    left = itertools.count(step, -1)
    def trace(frame, event, _):
        inside = frame.f_code.co_filename in OURS or (
            "pathlib" in frame.f_code.co_filename and frame.f_back.f_code.co_filename in OURS
        )
        if event == "line" and next(left) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return trace if inside else None
    sys.settrace(trace)

for step in itertools.count():
    if os.fork() == 0:
        one = log(step)
        one.path.parent.mkdir(parents=True)
        one.path.write_text(sys.argv[2])
        one.change("anna", lambda file: retire(file, "aid"), Stamp("first", 1, "t"))
        die_at(step)
        one.change("anna", lambda file: merge(file, "war", "gas"), Stamp("second", 2, "t"))
        print("second", flush=True)
        os._exit(0)
    if os.wait()[1] == 0:
        break
    print("killed", flush=True)
"""


def test_kill_at_every_step_of_a_change(tmp_path: Path, stamps: Iterator[Stamp]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", DYING, str(tmp_path), SOURCE], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    said = done.stdout.split("killed")
    assert len(said) > 60
    assert said[-1].strip() == "second"
    outcomes = set()
    for number, acknowledged in enumerate(said):
        changing = Changing(make_log(tmp_path / str(number)), stamps)
        assert changing.log.recover() == ""
        steps = [one.id for one in changing.log.steps()]
        scheme = load_scheme(changing.log.path)
        assert steps in (["first"], ["first", "second"])
        assert (scheme.stands_as("war") == "gas") == ("second" in steps)
        assert set(acknowledged.split()) <= set(steps)
        outcomes.add(tuple(steps))
        # It goes on from there, and all of it can be undone.
        changing.do(lambda file: rename(file, "gas", "Gases"))
        for step in [one for one in reversed(changing.log.steps()) if one.event is Event.DO]:
            changing.undo(step)
        assert changing.content() == SOURCE
        for line in changing.log.history.read_text().splitlines():
            json.loads(line)
        assert sorted(one.name for one in (tmp_path / str(number)).rglob("*") if one.is_file()) == [
            *("labels.history.jsonl", "labels.toml", "labels.toml.lock")
        ]
    assert len(outcomes) == 2


def leave_intent(
    log: SchemeLog, changing: Changing, make: Make, content: Callable[[SchemeStep], str]
) -> SchemeStep:
    """What a change leaves that was killed before it had added its row, with the file as given."""
    intents = log._intent
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.annotations.scheme_log.append_file", lambda path, line: None)
        patch.setattr(log, "_drop_intent", lambda: None)
        step = changing.do(make)
    assert intents.exists()
    log.path.write_text(content(step))
    return step


def test_edit_by_hand_during_an_unfinished_change_is_kept(changing: Changing, root: Path) -> None:
    edited = SOURCE.replace("# The labels.", "# Mine.")
    leave_intent(changing.log, changing, lambda file: merge(file, "war", "gas"), lambda _: edited)
    said = make_log(root).recover()
    assert said == "labels.toml was edited while “War merged into gas” was not finished: the edit is kept"
    assert changing.content() == edited
    assert changing.log.steps() == ()
    assert make_log(root).recover() == ""


def test_edit_by_hand_on_top_of_an_unfinished_change_is_kept_and_the_change_can_be_undone(
    changing: Changing, root: Path
) -> None:
    make: Make = lambda file: merge(file, "war", "gas")  # noqa: E731
    step = leave_intent(changing.log, changing, make, lambda step: f"# Mine.\n{step.after}")
    assert "the edit is kept" in make_log(root).recover()
    assert [one.id for one in changing.log.steps()] == [step.id]
    changing.undo(step)
    assert changing.content() == f"# Mine.\n{SOURCE}"


def test_intent_that_cannot_be_read_is_put_aside(changing: Changing, root: Path) -> None:
    intent = root / "intents" / "scheme.json"
    intent.parent.mkdir()
    for content in ("{", "[]", '{"format": 2}', '{"format": 1}'):
        intent.write_text(content)
        assert "put aside" in changing.log.recover()
        assert (root / "intents" / "scheme.broken").read_text() == content
    changing.do(lambda file: retire(file, "war"))


def test_torn_and_foreign_lines_of_the_history_spoil_no_other(changing: Changing) -> None:
    first = changing.do(lambda file: retire(file, "war"))
    history = changing.log.history
    history.write_bytes(
        b'<<<<<<< ours\n{"format": 2}\n[1]\nnull\n\xff\n' + history.read_bytes() + b'{"format": 1, "id": "to'
    )
    second = changing.do(lambda file: retire(file, "gas"))
    assert [one.id for one in make_log(history.parent.parent).steps()] == [first.id, second.id]
    changing.undo(second)
    changing.undo(first)
    assert changing.content() == SOURCE


def test_history_that_is_too_large_is_named(changing: Changing) -> None:
    with changing.log.history.open("wb") as file:
        file.truncate(50_000_001)
    with pytest.raises(StoreError, match=r"labels\.history\.jsonl: larger than 50 MB: move it away"):
        changing.do(lambda file: retire(file, "war"))
    assert changing.content() == SOURCE


# -- several at once, and disks that fail -----------------------------------------------------------------

ADDING = """
import sys
from pathlib import Path
from reader.annotations.deciding import Stamp
from reader.annotations.scheme_changes import add
from reader.annotations.scheme_log import SchemeLog
root, name = Path(sys.argv[1]), sys.argv[2]
log = SchemeLog(root / "annotations" / "labels.toml", root / "intents" / "scheme.json", root / "locks", 60.0)
print("ready", flush=True)
sys.stdin.readline()
for nth in range(10):
    log.change(name, lambda file: add(file, f"{name} {nth}"), Stamp(f"{name}-{nth}", nth + 1, "t"))
"""


def test_processes_at_once_lose_nothing(root: Path, log: SchemeLog) -> None:
    pipe = subprocess.PIPE
    names = ("anna", "bert", "carl")
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", ADDING, str(root), name], stdin=pipe, stdout=pipe, stderr=pipe, text=True
        )
        for name in names
    ]
    for writer in writers:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin is not None
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        assert writer.communicate(timeout=120) == ("", "")
    made = {f"{name}-{nth}" for name in names for nth in range(10)}
    assert {label.id for label in load_scheme(log.path).labels} == {"war", "gas", "aid", *made}
    steps = log.steps()
    assert {one.id for one in steps} == made
    assert [one.before for one in steps[1:]] == [one.after for one in steps[:-1]]


def test_lock_that_is_held_is_not_waited_for_without_an_end(root: Path) -> None:
    from filelock import FileLock

    (root / "locks").mkdir()
    with (
        FileLock(root / "locks" / "labels.toml.lock"),
        pytest.raises(LockedError, match=r"labels\.toml: another reader"),
    ):
        make_log(root, 0.01).change("anna", lambda file: retire(file, "war"), Stamp("a", 1, "t"))


def fail(code: int) -> Callable[..., Any]:
    def failing(*_: object, **__: object) -> Any:
        raise OSError(code, os.strerror(code))

    return failing


@pytest.mark.parametrize(
    ("code", "said"), [(errno.ENOSPC, "the disk is full"), (errno.EIO, "Input/output error")]
)
@pytest.mark.parametrize("call", ["first replace", "second replace", "append"])
def test_failure_in_the_middle_leaves_everything_as_it_was(
    changing: Changing, root: Path, call: str, code: int, said: str
) -> None:
    changing.do(lambda file: rename(file, "aid", "Help"))
    before, history = changing.content(), changing.log.history.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        if call == "append":
            patch.setattr("reader.annotations.scheme_log.append_file", fail(code))
        else:
            really, left = Path.replace, iter([False] * (call == "second replace") + [True])
            patch.setattr(
                Path,
                "replace",
                lambda self, target: fail(code)() if next(left, False) else really(self, target),
            )
        with pytest.raises(StoreError, match=said) as caught:
            changing.do(lambda file: merge(file, "war", "gas"))
    assert caught.value.hint == "nothing was changed"
    assert (changing.content(), changing.log.history.read_bytes()) == (before, history)
    assert sorted(one.name for one in root.rglob("*") if one.is_file()) == [
        *("labels.history.jsonl", "labels.toml", "labels.toml.lock")
    ]
    changing.do(lambda file: merge(file, "war", "gas"))


def test_failure_that_cannot_be_taken_back_is_finished_at_the_next_start(
    changing: Changing, root: Path
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.annotations.scheme_log.append_file", fail(errno.ENOSPC))
        really, calls = changing.log._put, iter([True])
        patch.setattr(
            changing.log,
            "_put",
            lambda content: really(content) if next(calls, False) else fail(errno.ENOSPC)(),
        )
        with pytest.raises(StoreError) as caught:
            changing.do(lambda file: merge(file, "war", "gas"))
    assert caught.value.hint == "the next start finishes it"
    assert make_log(root).recover() == ""
    (step,) = make_log(root).steps()
    changing.undo(step)
    assert changing.content() == SOURCE


def test_full_disk(make_disk: Callable[[int], Path], stamps: Iterator[Stamp]) -> None:
    disk = make_disk(64)
    (disk / "annotations").mkdir()
    (disk / "annotations" / "labels.toml").write_text(SOURCE)
    changing = Changing(make_log(disk), stamps)
    changing.do(lambda file: rename(file, "aid", "Help"))
    before, rows = changing.content(), changing.log.steps()
    ballast = disk / "ballast"
    # As long as something fits, less and less is left.
    with contextlib.suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"x" * 4096)
    for _ in range(3):
        with pytest.raises(StoreError, match="the disk is full"):
            changing.do(lambda file: merge(file, "war", "gas"))
        assert changing.content() == before
        assert make_log(disk).steps() == rows
    ballast.unlink()
    changing.do(lambda file: merge(file, "war", "gas"))
    assert load_scheme(changing.log.path).stands_as("war") == "gas"


def test_read_only_disk(
    make_disk: Callable[[int], Path], seal_disk: Callable[[Path], None], stamps: Iterator[Stamp]
) -> None:
    disk = make_disk(256)
    (disk / "annotations").mkdir()
    (disk / "annotations" / "labels.toml").write_text(SOURCE)
    seal_disk(disk)
    with pytest.raises(ReadOnlyError, match=r"labels\.toml: cannot be written: nothing was changed"):
        Changing(make_log(disk), stamps).do(lambda file: retire(file, "war"))


@pytest.mark.parametrize("content", [b"[[labels]\n", b"# \xff\n", b'[[labels]]\nid = "a"\nnewer = 1\n'])
def test_file_that_cannot_be_read_is_left_as_it_is(changing: Changing, content: bytes) -> None:
    changing.log.path.write_bytes(content)
    with pytest.raises(ConfigError, match=r"labels\.toml:\d"):
        changing.do(lambda file: add(file, "Coal"))
    assert changing.log.path.read_bytes() == content
    assert not changing.log.history.exists()
