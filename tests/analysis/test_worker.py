"""An engine in its own process: whatever it does, there is a sentence, and the next text is answered."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis import frames
from reader.analysis.worker import Worker
from reader.errors import EngineError, EngineLoadError, ReaderError

ENGINES = r"""
import os, sys, time
from reader.errors import ReaderError

def make(name):
    if name == "broken":
        raise ReaderError("the engine needs a thing", "install it")
    if name == "quits":
        sys.exit("no")
    if name == "dies":
        os.abort()
    if name == "slow":
        time.sleep(600)
    print("hello from the engine")
    return name + " 1", answer

def answer(request):
    match request["do"]:
        case "echo": return request["text"]
        case "print": print("x" * 100_000); return sys.stdin.read()
        case "raise": raise ValueError("cannot   read\nthis")
        case "exit": sys.exit(3)
        case "leave": os._exit(3)
        case "kill": os.kill(os.getpid(), 9)
        case "hang": time.sleep(600)
        case "spin":
            import re
            re.match("(a+)+b", "a" * 60)
        case "pid": return os.getpid()
        case "session": return os.getsid(0) == os.getpid()
        case "object": return object()
        case "nan": return float("nan")
        case "garbage":
            for number in range(3, 64):
                try: os.write(number, b"\xff" * 64)
                except OSError: pass
        case "spoof":
            for number in range(3, 64):
                try: os.write(number, b"\0\0\0\1" + b"7")
                except OSError: pass
        case "child":
            import subprocess
            child = subprocess.Popen(["sleep", "600"])
            open(request["file"] + ".new", "w").write(str(child.pid))
            os.rename(request["file"] + ".new", request["file"])
            time.sleep(600)
"""


LIMIT = 60.0  # far more than anything here takes


@pytest.fixture(name="factory")
def _factory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "engines_of_the_test.py").write_text(ENGINES, "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "engines_of_the_test:make"


@pytest.fixture(name="worker")
def _worker(factory: str) -> Iterator[Worker]:
    with Worker(factory, "test") as worker:
        yield worker


def gone(pid: int) -> bool:
    """Whether a process is there no more, or only as a zombie that waits for another parent."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def until_gone(pid: int) -> None:
    if not Path("/proc/self/stat").exists():
        pytest.skip("this machine has no /proc")
    while not gone(pid):
        pass


def test_it_answers_in_order_and_says_its_version(worker: Worker) -> None:
    assert worker.start() == "test 1"
    texts = ["", "a", "é\ud800 \0\n", "long " * 1_000_000, "b"]
    assert [worker.ask({"do": "echo", "text": text}, LIMIT) for text in texts] == texts


def test_it_prints_nowhere_and_reads_nothing(worker: Worker, capfd: pytest.CaptureFixture[str]) -> None:
    assert worker.ask({"do": "print"}, LIMIT) == ""
    assert capfd.readouterr() == ("", "")


def test_no_key_of_the_terminal_reaches_it(worker: Worker) -> None:
    assert worker.ask({"do": "session"}, LIMIT) is True


@pytest.mark.parametrize(
    ("do", "said"),
    [
        ("raise", "the engine 'test' failed: ValueError: cannot read this"),
        ("exit", "the engine 'test' failed: SystemExit: 3"),
        ("object", "the engine 'test' failed: TypeError: Object of type object is not JSON serializable"),
        (
            "nan",
            "the engine 'test' failed: ValueError: Out of range float values are not JSON compliant",
        ),
    ],
)
def test_what_it_raises_is_told_and_it_goes_on(worker: Worker, do: str, said: str) -> None:
    worker.start()
    before = worker.pid
    with pytest.raises(EngineError) as told:
        worker.ask({"do": do}, LIMIT)
    assert str(told.value).removesuffix(": nan") == said  # newer versions of Python name the value
    assert worker.ask({"do": "pid"}, LIMIT) == before


@pytest.mark.parametrize(
    ("do", "limit", "said"),
    [
        ("leave", LIMIT, "the engine 'test' ended by itself (exit code 3)"),
        ("kill", LIMIT, "the engine 'test' was killed by SIGKILL"),
        ("hang", 0.2, "the engine 'test' did not answer within 0.2 seconds"),
        ("spin", 0.2, "the engine 'test' did not answer within 0.2 seconds"),
        ("garbage", LIMIT, "the engine 'test' gave an answer that cannot be read"),
        ("spoof", LIMIT, "the engine 'test' gave an answer that cannot be read"),
    ],
)
def test_a_lost_child_is_told_and_replaced(worker: Worker, do: str, limit: float, said: str) -> None:
    worker.start()
    before = worker.pid
    assert before is not None
    with pytest.raises(EngineError) as told:
        worker.ask({"do": do}, limit)
    assert str(told.value) == said
    assert not isinstance(told.value, EngineLoadError)
    assert worker.ask({"do": "pid"}, LIMIT) != before
    until_gone(before)


def test_a_child_that_was_killed_between_two_texts_is_replaced(worker: Worker) -> None:
    worker.start()
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGKILL)
    os.waitid(os.P_PID, worker.pid, os.WEXITED | os.WNOWAIT)
    assert worker.ask({"do": "echo", "text": "there"}, LIMIT) == "there"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("broken", "the engine 'broken' cannot be loaded: the engine needs a thing: install it"),
        ("quits", "the engine 'quits' cannot be loaded: SystemExit: no"),
        ("dies", "the engine 'dies' was killed by SIGABRT while it was loaded"),
    ],
)
def test_an_engine_that_cannot_be_loaded_says_why(factory: str, name: str, said: str) -> None:
    with Worker(factory, name) as worker, pytest.raises(EngineLoadError) as told:
        worker.start()
    assert str(told.value) == said


def test_an_engine_that_loads_for_ever_is_given_up(factory: str) -> None:
    with Worker(factory, "slow", start_limit=0.5) as worker, pytest.raises(EngineLoadError) as told:
        worker.start()
    assert str(told.value) == "the engine 'slow' did not answer within 0.5 seconds while it was loaded"


def test_a_factory_that_is_nowhere_is_named() -> None:
    with Worker("no_such_package.of_mine:make", "mine") as worker, pytest.raises(EngineLoadError) as told:
        worker.ask({}, LIMIT)
    assert "ModuleNotFoundError: No module named 'no_such_package'" in str(told.value)


def test_closing_ends_a_busy_child_with_all_that_it_started(factory: str, tmp_path: Path) -> None:
    worker, noted = Worker(factory, "test"), tmp_path / "pid"
    worker.start()
    pid, told = worker.pid, []
    assert pid is not None

    def ask() -> None:
        try:
            worker.ask({"do": "child", "file": str(noted)}, 600)
        except ReaderError as error:
            told.append(str(error))

    asking = threading.Thread(target=ask)
    asking.start()
    while not noted.exists():
        assert asking.is_alive()
    worker.close()
    asking.join()
    assert told == ["the engine 'test' was closed"]
    until_gone(pid)
    until_gone(int(noted.read_text("utf-8")))
    with pytest.raises(EngineError):
        worker.ask({"do": "pid"}, LIMIT)


@pytest.mark.parametrize("do", ["pid", "hang"])
def test_it_dies_with_its_parent(factory: str, tmp_path: Path, do: str) -> None:
    noted = tmp_path / "pid"
    script = f"""
from reader.analysis.worker import Worker
worker = Worker({factory!r}, "test")
worker.start()
open({str(noted) + ".new"!r}, "w").write(str(worker.pid))
import os; os.rename({str(noted) + ".new"!r}, {str(noted)!r})
worker.ask({{"do": {do!r}}}, 600)
import time; time.sleep(600)
"""
    parent = subprocess.Popen([sys.executable, "-c", script])
    while not noted.exists():
        assert parent.poll() is None
    parent.kill()
    parent.wait()
    until_gone(int(noted.read_text("utf-8")))


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner)))
def test_a_frame_holds_what_json_holds(value: object) -> None:
    frame = frames.pack(value)
    assert frames.length(frame[: frames.HEAD]) == len(frame) - frames.HEAD
    assert frames.unpack(frame[frames.HEAD :]) == value
