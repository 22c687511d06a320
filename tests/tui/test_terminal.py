"""A terminal that is gone, or comes back: nothing waits for it for ever."""

from __future__ import annotations

import io
import os
import signal
from pathlib import Path

import pexpect

from reader.tui.terminal import LastingFile
from tests.tui.test_leaving import Reading, labels


class GoneFile(io.StringIO):
    """A file of a terminal that was hung up."""

    def write(self, text: str) -> int:
        raise OSError(5, "Input/output error")

    def flush(self) -> None:
        raise OSError(5, "Input/output error")


def test_what_a_terminal_takes_no_more_goes_nowhere() -> None:
    file = LastingFile(GoneFile())
    assert file.write("words") == 5
    file.flush()


def test_going_on_without_having_been_stopped_begins_nothing_anew(folder: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    reading.child.kill(signal.SIGCONT)
    reading.press("2", "2/29")
    reading.press("Q", pexpect.EOF)
    # The shell has its terminal back as it was: one sees what one types.
    assert reading.child.getecho()
    assert reading.end() == 0
    assert labels(folder) == {1: "conflict", 2: "economy"}


def test_a_terminal_that_is_hung_up(folder: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    reading.child.kill(signal.SIGHUP)
    reading.child.kill(signal.SIGCONT)
    reading.end()
    assert labels(folder) == {1: "conflict"}


def test_a_terminal_that_is_closed_while_a_key_is_drawn(folder: Path) -> None:
    reading = Reading(folder)
    reading.press("1", "1/29")
    reading.child.send("jkjkjk")
    pid = reading.child.pid
    assert pid is not None
    os.close(reading.child.child_fd)
    reading.child.closed = True
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1, -signal.SIGHUP)
    assert labels(folder) == {1: "conflict"}
