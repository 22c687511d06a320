"""Saves in the background: kept until they are on disk, in order, whatever fails."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from reader.errors import LibraryError, StoreError
from reader.workspace import saving
from reader.workspace.saving import Job, Saver, SaveState


class Disk:
    """What saves do to it is remembered; lanes may be out of order, and one may hold it up."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.tried: list[str] = []
        self.broken: set[str] = set()
        self.open = threading.Event()
        self.open.set()
        self.entered = threading.Event()

    def job(self, name: str, lane: str = "a", error: Exception | None = None) -> Job:
        def perform() -> None:
            self.entered.set()
            assert self.open.wait(30)
            self.tried.append(name)
            if lane in self.broken:
                raise error or StoreError(f"{lane} is broken")
            self.done.append(name)

        return Job(lane, perform)


@pytest.fixture
def disk() -> Disk:
    return Disk()


@pytest.fixture
def states() -> list[SaveState]:
    return []


@pytest.fixture
def saver(states: list[SaveState]) -> Iterator[Saver]:
    saver = Saver(states.append)
    yield saver
    saver.close(30)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is tried again unless something happens."""
    monkeypatch.setattr(saving, "FIRST_RETRY_SECONDS", 1000.0)
    monkeypatch.setattr(saving, "LONGEST_RETRY_SECONDS", 1000.0)


def test_nothing_handed_over_is_saved(saver: Saver) -> None:
    assert saver.state == SaveState(0, None)
    assert saver.state.saved
    assert saver.flush(0)
    assert saver.close() == 0


def test_saves_are_done_in_order_and_told(saver: Saver, disk: Disk, states: list[SaveState]) -> None:
    disk.open.clear()
    for number in range(5):
        saver.submit(disk.job(str(number), lane=str(number % 2)))
    assert not saver.state.saved
    assert not saver.flush(0.01)
    disk.open.set()
    assert saver.flush(30)
    assert disk.done == ["0", "1", "2", "3", "4"]
    assert states[-1] == saver.state == SaveState(0, None)


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("error", [StoreError("a is broken"), ValueError("a is broken")])
def test_lane_that_fails_holds_up_no_other(
    saver: Saver, disk: Disk, states: list[SaveState], error: Exception
) -> None:
    disk.broken = {"a"}
    disk.open.clear()
    for name, lane in (("1", "a"), ("2", "b"), ("3", "a"), ("4", "b")):
        saver.submit(disk.job(name, lane, error))
    disk.open.set()
    assert not saver.flush(30)
    assert saver.state.waiting == 2
    assert isinstance(saver.state.failure, StoreError)
    assert "a is broken" in str(saver.state.failure)
    assert disk.done == ["2", "4"]
    assert "3" not in disk.tried
    assert states[-1].failure is saver.state.failure
    disk.broken.clear()
    saver.retry()
    assert saver.flush(30)
    assert disk.done == ["2", "4", "1", "3"]
    assert saver.state == SaveState(0, None)


def test_what_failed_is_tried_again_by_itself(
    saver: Saver, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saver, "_retry", 0.001)
    monkeypatch.setattr(saving, "LONGEST_RETRY_SECONDS", 0.001)
    again = threading.Event()
    tries = iter([StoreError("first"), StoreError("second"), None])

    def perform() -> None:
        error = next(tries)
        if error:
            raise error
        again.set()

    saver.submit(Job("a", perform))
    assert again.wait(30)
    assert saver.flush(30)


@pytest.mark.usefixtures("patient")
def test_new_save_tries_the_failed_one_again_before_it(saver: Saver, disk: Disk) -> None:
    disk.broken = {"a"}
    saver.submit(disk.job("1"))
    assert not saver.flush(30)
    disk.broken.clear()
    saver.submit(disk.job("2"))
    saver.retry()
    assert saver.flush(30)
    assert disk.done == ["1", "2"]


@pytest.mark.usefixtures("patient")
def test_closing_tries_once_more(saver: Saver, disk: Disk) -> None:
    """The disk may have room again: it would be a pity to lose decisions without having tried."""
    disk.broken = {"a"}
    saver.submit(disk.job("1"))
    assert not saver.flush(30)
    disk.broken.clear()
    assert saver.close(30) == 0
    assert disk.done == ["1"]


@pytest.mark.usefixtures("patient")
def test_closing_gives_what_is_left(saver: Saver, disk: Disk) -> None:
    disk.broken = {"a"}
    for name, lane in (("1", "a"), ("2", "a"), ("3", "b")):
        saver.submit(disk.job(name, lane))
    assert saver.close(30) == 2
    assert disk.done == ["3"]


def test_closing_waits_for_what_is_being_saved(saver: Saver, disk: Disk) -> None:
    disk.open.clear()
    saver.submit(disk.job("1"))
    assert disk.entered.wait(30)
    left: list[int] = []
    closing = threading.Thread(target=lambda: left.append(saver.close(30)))
    closing.start()
    disk.open.set()
    closing.join(30)
    assert (left, disk.done) == ([0], ["1"])


@pytest.mark.parametrize("error", [LibraryError("busy"), ValueError("a mistake")])
def test_errand_that_fails_is_forgotten(saver: Saver, disk: Disk, error: Exception) -> None:
    ran: list[str] = []

    def fail() -> None:
        ran.append("errand")
        raise error

    saver.errand(fail)
    saver.submit(disk.job("1"))
    assert saver.flush(30)
    assert (ran, disk.done, saver.state.failure) == (["errand"], ["1"], None)


@pytest.mark.usefixtures("patient")
def test_errand_is_done_even_while_saves_fail(saver: Saver, disk: Disk) -> None:
    disk.broken = {"a"}
    saver.submit(disk.job("1"))
    assert not saver.flush(30)
    ran = threading.Event()
    saver.errand(ran.set)
    assert not saver.flush(30)
    assert ran.is_set()


def test_listener_that_fails_stops_no_save(disk: Disk) -> None:
    def fail(_: SaveState) -> None:
        raise RuntimeError("the app is gone")

    saver = Saver(fail)

    saver.submit(disk.job("1"))
    assert saver.flush(30)
    saver.submit(disk.job("2"))
    assert saver.close(30) == 0
    assert disk.done == ["1", "2"]
