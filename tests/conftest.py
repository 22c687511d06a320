"""What the tests of the core share: a home of their own, schemes, targets, stores, disks and users."""

from __future__ import annotations

import ctypes
import itertools
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from tinydb import TinyDB

from reader.annotations.anchor import make_anchor, target_id
from reader.annotations.deciding import Stamp
from reader.annotations.model import ArticleRef, Target, TargetKind
from reader.annotations.scheme import Group, Label, LabelTarget, Scheme
from reader.annotations.store import Store
from reader.spans import Span

# How long an example takes on a busy machine says nothing about the code.
settings.register_profile("reader", deadline=None)
settings.load_profile("reader")

TEXT = "\n".join(f"This is what paragraph {number} says." for number in range(1, 10))
_PR_SET_SECUREBITS, _SECBIT_NOROOT = 28, 1


@pytest.fixture(scope="session", autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test sees or touches the settings and the state of whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(home))
        for name in ("CONFIG", "STATE", "DATA", "CACHE"):
            patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
        patch.delenv("READER_ANNOTATOR", raising=False)
        yield


@pytest.fixture(scope="session")
def plain_scheme() -> Scheme:
    """Labels without groups, for paragraphs, words and whole articles."""
    return Scheme(
        labels=(
            Label("war", "War", "1"),
            Label("trade", "Trade", "2"),
            Label("gas", "Gas", "g"),
            Label("irony", "Irony", "1", target=LabelTarget.SPAN),
            Label("long", "Long read", "1", target=LabelTarget.DOCUMENT),
        )
    )


@pytest.fixture(scope="session")
def grouped_scheme() -> Scheme:
    """Two required groups, of which one excludes, one group that is not required, and a label in none."""
    return Scheme(
        labels=(
            Label("calm", "Calm", "1", group="tone"),
            Label("angry", "Angry", "2", group="tone"),
            Label("sad", "Sad", "3", group="tone"),
            Label("war", "War", "4", group="topic"),
            Label("trade", "Trade", "5", group="topic"),
            Label("lead", "Lead", "6", group="role"),
            Label("odd", "Odd", "7"),
        ),
        groups=(
            Group("tone", "Tone", exclusive=True),
            Group("topic", "Topic"),
            Group("role", "Role", required=False),
        ),
    )


@pytest.fixture(scope="session")
def stamps() -> Iterator[Stamp]:
    """A clock that never stands still: one stamp after the other."""
    return (
        Stamp(f"{nth:024x}", nth, f"2024-01-01T00:{nth // 60_000_000:02}:{nth / 1e6 % 60:09.6f}Z")
        for nth in itertools.count(1)
    )


@pytest.fixture(scope="session")
def article_ref() -> ArticleRef:
    return ArticleRef("0123456789abcdef", "Nine paragraphs", "seeds/nine.txt", "00000000deadbeef")


@pytest.fixture(scope="session")
def block_target(article_ref: ArticleRef) -> Callable[[int], Target]:
    """The target for a paragraph of `article_ref`, by its number."""

    def target(number: int) -> Target:
        start = sum(len(line) + 1 for line in TEXT.split("\n")[: number - 1])
        span = Span(start, start + len(TEXT.split("\n")[number - 1]))
        anchor = make_anchor(TEXT, span, article_ref.text_hash)
        return Target(target_id("block", anchor), TargetKind.BLOCK, anchor, number)

    return target


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "annotations", tmp_path / ".reader" / "locks", 5.0)


@pytest.fixture(scope="session")
def plain_tinydb() -> Callable[[Path], dict[str, list[dict[str, Any]]]]:
    """The tables of a file of decisions as someone sees them who has only TinyDB."""

    def read(path: Path) -> dict[str, list[dict[str, Any]]]:
        with TinyDB(path, access_mode="r") as database:
            return {name: [dict(row) for row in database.table(name)] for name in sorted(database.tables())}

    return read


@pytest.fixture
def make_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Mounts small disks, in kilobytes; the test is skipped where that is not allowed."""
    mounted: list[Path] = []

    def make(kilobytes: int) -> Path:
        folder = tmp_path / f"disk{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=755", "tmpfs", str(folder)]
        try:
            subprocess.run(command, check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("no disk can be mounted here")
        mounted.append(folder)
        return folder

    yield make
    for folder in mounted:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def seal_disk() -> Callable[[Path], None]:
    """Makes a mounted disk read-only."""

    def seal(folder: Path) -> None:
        subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)

    return seal


@pytest.fixture(scope="session")
def powerless() -> Callable[..., str]:
    """Runs a script in which permissions bind even root, and gives what it prints."""

    def run(script: str, *arguments: Path) -> str:
        done = subprocess.run(
            [sys.executable, "-c", script, *map(str, arguments)],
            preexec_fn=_drop_powers if os.geteuid() == 0 else None,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run


def _drop_powers() -> None:
    """After the next exec root is bound by permissions, as everybody is; chmod would prove nothing else."""
    if ctypes.CDLL(None).prctl(_PR_SET_SECUREBITS, _SECBIT_NOROOT, 0, 0, 0) != 0:
        raise OSError("powers cannot be dropped here")
