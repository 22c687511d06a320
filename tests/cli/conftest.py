"""A workspace of its own for each test, and two ways to run `reader` in it."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from reader.cli.app import run
from reader.workspace.root import init_workspace

SCRIPT = Path(sys.executable).with_name("reader")
STORY = """KYIV, May 21 (Reuters) – Russia moved nearer to control over the region on Saturday.

The ministry said that 2,439 defenders had surrendered.

WESTERN AID

President Joe Biden signed a bill to provide nearly $40 billion in aid.
"""
PR_SET_SECUREBITS, SECBIT_NOROOT = 28, 1


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("READER_ANNOTATOR", "alice")
    monkeypatch.delenv("READER_DEBUG", raising=False)
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new workspace with one article, that one stands in; its labels are fact, opinion, background."""
    folder = tmp_path / "ws"
    init_workspace(folder)
    (folder / "seeds" / "story.txt").write_text(STORY)
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def reader(capsys: pytest.CaptureFixture[str]) -> Callable[..., CompletedProcess[str]]:
    """Run a command line in this process."""

    def call(*args: str | Path) -> CompletedProcess[str]:
        capsys.readouterr()
        code = run([str(one) for one in args])
        out, err = capsys.readouterr()
        return CompletedProcess(args, code, out, err)

    return call


@pytest.fixture
def script() -> Callable[..., CompletedProcess[str]]:
    """Run the installed command, with no terminal; `powerless` root may do no more than anybody."""

    def call(*args: str | Path, powerless: bool = False, **env: str) -> CompletedProcess[str]:
        return subprocess.run(
            [SCRIPT, *map(str, args)],
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            env={**os.environ, **env},
            preexec_fn=_drop_powers if powerless and os.geteuid() == 0 else None,
            check=False,
        )

    return call


def _drop_powers() -> None:
    """After the next exec root is bound by permissions, as everybody is; chmod would prove nothing else."""
    if ctypes.CDLL(None).prctl(PR_SET_SECUREBITS, SECBIT_NOROOT, 0, 0, 0) != 0:
        raise OSError("powers cannot be dropped here")
