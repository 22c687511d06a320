"""Leaving with something unsaved: a plain choice, and nothing thrown away unasked, whoever ends the app."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pexpect
import pytest
from tinydb import TinyDB

from reader.settings import load_settings
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

Opener = Callable[..., AbstractAsyncContextManager[Any]]
READER = Path(sys.executable).with_name("reader")


def rescued(tmp_path: Path) -> list[Path]:
    return sorted(tmp_path.glob("state/reader/rescue/*.json"))


def full(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def full_disk() -> Iterator[pytest.MonkeyPatch]:
    """No file of decisions can be replaced; others can."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("reader.annotations.store.replace_file", full)
        yield patch


def labels(folder: Path) -> dict[int, str]:
    found: dict[int, str] = {}
    for path in (folder / "annotations" / "alice").glob("*/*.json"):
        with TinyDB(path, access_mode="r") as database:
            blocks = {row["id"]: row["block"] for row in database.table("targets")}
            found.update({blocks[row["target"]]: row["label"] for row in database.table("annotations")})
    return found


async def test_kept_for_the_next_start(
    open_app: Opener, full_disk: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    async with open_app("enter", "1", "2") as session:
        await session.press("Q", "k")
        assert session.app.return_value == 1
    assert labels(folder) == {}
    assert len(rescued(tmp_path)) == 1
    full_disk.undo()
    again = Workspace(Root(folder, plain=False), load_settings(folder), "alice")
    assert again.take_up() == ["2 decisions of your last session that could not be saved then: saved now"]
    assert labels(folder) == {1: "conflict", 2: "economy"}
    assert rescued(tmp_path) == []
    assert again.take_up() == []
    undone = again.undo()
    assert undone is not None
    assert undone.words == "economy on 2"
    again.close()


async def test_lost_only_after_a_second_yes(
    open_app: Opener, full_disk: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with open_app("enter", "1") as session:
        await session.press("Q", "y")
        assert "lose 1 decision for good?" in session.text()
        await session.press("n")
        assert session.app.is_running
        await session.press("Q", "y", "y")
        assert session.app.return_value == 1
    assert rescued(tmp_path) == []


async def test_tried_again_and_gone_when_that_works(
    open_app: Opener, full_disk: pytest.MonkeyPatch, folder: Path, tmp_path: Path
) -> None:
    async with open_app("enter", "1") as session:
        await session.press("Q", "r")
        assert "1 decision is not saved: the disk is full" in session.text()
        full_disk.undo()
        await session.press("r")
        assert session.app.return_value == 0
    assert labels(folder) == {1: "conflict"}
    assert rescued(tmp_path) == []


async def test_a_rescue_that_cannot_be_written_keeps_the_app_open(
    open_app: Opener, full_disk: pytest.MonkeyPatch
) -> None:
    full_disk.setattr("reader.workspace.rescue.replace_file", full)
    async with open_app("enter", "1") as session:
        await session.press("Q", "k")
        assert session.app.is_running
        assert "they cannot be kept elsewhere either" in session.word
        session.workspace.rescuing = False


class Reading:
    """The installed reader in a terminal, on a workspace whose disk can fill up or vanish."""

    def __init__(self, folder: Path) -> None:
        self.child: pexpect.spawn[str] = pexpect.spawn(
            str(READER),
            [],
            cwd=str(folder),
            env={**os.environ, "TERM": "xterm-256color", "READER_ANNOTATOR": "alice"},
            dimensions=(24, 80),
            timeout=60,
            encoding="utf-8",
        )
        self.child.expect("Russia moved")
        self.child.send("\r")
        self.child.expect("0/29")

    def press(self, keys: str, shown: str | type[pexpect.EOF]) -> None:
        self.child.send(keys)
        self.child.expect(shown)

    def end(self) -> int | None:
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self.child.exitstatus


@pytest.fixture
def small_disk(make_disk: Callable[[int], Path], folder: Path) -> Path:
    """The workspace on a disk of its own, which 2 MB fill."""
    disk = make_disk(2048)
    news = disk / "news"
    os.system(f"cp -r '{folder}' '{news}'")
    return news


def fill(disk: Path) -> Path:
    ballast = disk / "ballast"
    descriptor = os.open(ballast, os.O_WRONLY | os.O_CREAT)
    with contextlib.suppress(OSError):
        while os.write(descriptor, b"x" * 4096):
            pass
    os.close(descriptor)
    return ballast


def test_a_full_disk_in_the_real_app(small_disk: Path, tmp_path: Path) -> None:
    reading = Reading(small_disk)
    reading.press("1", "1/29")
    while not labels(small_disk):
        os.sched_yield()
    ballast = fill(small_disk.parent)
    reading.press("2", "NOT SAVED 1")
    reading.press("3", "NOT SAVED 2")
    ballast.unlink()
    reading.press("Q", pexpect.EOF)
    reading.child.close()
    assert reading.child.exitstatus == 0
    assert labels(small_disk) == {1: "conflict", 2: "economy", 3: "diplomacy"}
    assert rescued(tmp_path) == []


def test_a_full_disk_that_stays_full(small_disk: Path, tmp_path: Path) -> None:
    reading = Reading(small_disk)
    reading.press("1", "1/29")
    while not labels(small_disk):
        os.sched_yield()
    ballast = fill(small_disk.parent)
    reading.press("2", "NOT SAVED 1")
    reading.press("Q", "keep for the next start")
    reading.child.send("k")
    assert reading.end() == 1
    assert labels(small_disk) == {1: "conflict"}
    assert len(rescued(tmp_path)) == 1
    ballast.unlink()
    again = Reading.__new__(Reading)
    again.child = pexpect.spawn(
        str(READER),
        ["list"],
        cwd=str(small_disk),
        env={**os.environ, "READER_ANNOTATOR": "alice"},
        encoding="utf-8",
    )
    again.child.expect("1 decision of your last session that could not be saved then: saved now")
    again.child.expect("2/29")
    assert again.end() == 0
    assert labels(small_disk) == {1: "conflict", 2: "economy"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_while_the_disk_is_full(small_disk: Path, tmp_path: Path, number: signal.Signals) -> None:
    reading = Reading(small_disk)
    fill(small_disk.parent)
    reading.press("1", "NOT SAVED 1")
    reading.child.kill(number)
    reading.end()
    assert labels(small_disk) == {}
    (kept,) = rescued(tmp_path)
    assert "conflict" in kept.read_text()


def test_a_folder_that_vanishes_and_comes_back(folder: Path, tmp_path: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    away = tmp_path / "away"
    while not labels(folder):
        os.sched_yield()
    folder.rename(away)
    reading.press("2", "NOT SAVED 1 · the folder is gone")
    reading.press("3", "NOT SAVED 2")
    assert not folder.exists()
    away.rename(folder)
    reading.press("Q", pexpect.EOF)
    assert labels(folder) == {1: "conflict", 2: "economy", 3: "diplomacy"}


def test_a_folder_that_stays_away(folder: Path, tmp_path: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    while not labels(folder):
        os.sched_yield()
    folder.rename(tmp_path / "away")
    reading.press("2", "NOT SAVED 1")
    reading.child.kill(signal.SIGTERM)
    reading.end()
    assert not folder.exists()
    assert len(rescued(tmp_path)) == 1


def test_ctrl_c_as_a_signal_ends_nothing(folder: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    reading.child.kill(signal.SIGINT)
    reading.child.expect("Q quits")
    reading.press("2", "2/29")
    reading.child.send("Q")
    assert reading.end() == 0
    assert labels(folder) == {1: "conflict", 2: "economy"}


def test_a_terminal_that_is_closed_right_behind_the_keys(folder: Path) -> None:
    reading = Reading(folder)
    reading.press("12", "2/29")
    pid = reading.child.pid
    assert pid is not None
    os.close(reading.child.child_fd)
    reading.child.closed = True
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1, -signal.SIGHUP)
    assert labels(folder) == {1: "conflict", 2: "economy"}


async def test_a_note_that_could_not_be_saved_stays_a_draft_until_it_is(
    open_app: Opener, full_disk: pytest.MonkeyPatch, folder: Path
) -> None:
    drafts = folder / ".reader" / "drafts"
    async with open_app("enter", "m", *"rain") as session:
        session.app.screen.keep_draft()
        await session.press("escape")
        assert [path.read_text() for path in drafts.iterdir()] == ["rain"]
        full_disk.undo()
        session.workspace.retry()
        await session.settle()
        assert not list(drafts.iterdir())
        assert session.on_disk() == {1: {"note"}}
