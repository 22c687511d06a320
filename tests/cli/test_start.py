"""How the command starts: without a terminal, without heavy imports, with help, and how failures end."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import click
import pytest
from filelock import FileLock

from reader.cli import app
from reader.cli.app import COMMANDS, commands

Reader = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sys.executable).with_name("reader")


def loaded_by(*args: str) -> set[str]:
    """The top-level modules that a command line loads."""
    code = (
        "import sys; from reader.cli.app import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, encoding="utf-8", check=True
    )
    return set(done.stderr.splitlines()[-1].split())


def test_list_loads_no_screen_and_nothing_heavy(workspace: Path, reader: Reader) -> None:
    reader("list")
    modules = loaded_by("list")
    assert "reader.workspace.workspace" in modules
    heavy = {"textual", "rich", "tomlkit", "filelock", "asyncio", "rapidfuzz", "reader.tui"}
    engines = {"pycrfsuite", "onnxruntime", "numpy", "spacy", "subprocess", "reader.analysis.worker"}
    assert not (heavy | engines | {"reader.corpus.plain", "reader.analysis.engines"}) & modules


@pytest.mark.parametrize("command", ["analyze", "show"])
def test_an_analysis_by_fast_loads_nothing_of_other_engines(command: str, workspace: Path) -> None:
    (workspace / "reader.toml").write_text('[analysis]\nentities = "fast"\n')
    modules = loaded_by(command, "--json", "seeds/story.txt")
    assert "pycrfsuite" in modules
    assert not {"textual", "rich", "onnxruntime", "numpy", "spacy"} & modules


def test_help_loads_no_command() -> None:
    modules = loaded_by("--help")
    own = {name for name in modules if name.startswith("reader.")}
    assert not {"textual", "rich", "sqlite3", "tinydb"} & modules
    assert not {name for name in own if name.startswith(("reader.workspace", "reader.annotations"))}


def test_own_keys_cost_a_command_without_keys_nothing(workspace: Path) -> None:
    (workspace / "reader.toml").write_text('[keymap.article]\n"decision.flag" = ["p p"]\n')
    assert not [name for name in loaded_by("list") if name.startswith("reader.tui")]


def test_keys_loads_no_screen() -> None:
    assert not {"textual", "rich"} & loaded_by("keys")


def test_help_lists_every_command_with_its_line(reader: Reader) -> None:
    done = reader("--help")
    assert done.returncode == 0
    for name, entry in COMMANDS.items():
        assert f"  {name} " in done.stdout
        assert entry.help in done.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_that_begins_with_its_line(name: str, reader: Reader) -> None:
    done = reader(name, "--help")
    assert done.returncode == 0
    assert f"Usage: reader {name}" in done.stdout
    command = commands.get_command(None, name)  # type: ignore[arg-type]
    assert command is not None
    assert (command.help or "").splitlines()[0].startswith(COMMANDS[name].help)
    for one in command.commands.values() if isinstance(command, click.Group) else [command]:
        options = {option for parameter in one.params for option in parameter.opts}
        assert "--workspace" in options or name == "init"


def test_version(reader: Reader) -> None:
    assert reader("--version").stdout.startswith("reader, version ")


@pytest.mark.parametrize(
    ("args", "instead"),
    [
        ((), "reader list"),
        (("open",), "reader list"),
        (("seeds",), "reader list --workspace seeds"),
        (("seeds/story.txt",), "reader show seeds/story.txt"),
        (("open", "seeds/story.txt"), "reader show seeds/story.txt"),
        (("--workspace", ".", "seeds/story.txt"), "reader show seeds/story.txt"),
    ],
)
def test_without_a_terminal_the_command_to_use_is_named(
    args: tuple[str, ...], instead: str, workspace: Path, script: Reader
) -> None:
    done = script(*args)
    assert done.returncode == 2
    assert instead in done.stderr
    assert not done.stdout


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_dumb_terminal_draws_no_screen(term: str, workspace: Path) -> None:
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [SCRIPT],
            stdin=slave,
            stdout=slave,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "TERM": term},
            check=False,
        )
    finally:
        os.close(master)
        os.close(slave)
    assert done.returncode == 2
    assert "reader list" in done.stderr


def test_a_command_wins_over_a_file_of_its_name(workspace: Path, script: Reader) -> None:
    (workspace / "list").write_text("A file called list.\n")
    assert json.loads(script("list", "--json").stdout)["title"]
    assert "reader show list" in script("./list").stderr


def test_a_mistyped_command_is_used_wrongly_and_a_missing_file_fails(workspace: Path, script: Reader) -> None:
    typo, missing = script("lsit"), script("nowhere.txt")
    assert (typo.returncode, missing.returncode) == (2, 1)
    assert "did you mean list?" in typo.stderr
    assert "nowhere.txt: there is no such file" in missing.stderr


@pytest.mark.parametrize(
    "args",
    [
        ("tag",),
        ("list", "--bogus"),
        ("list", "--limit", "0"),
        ("export", "--format", "csv"),
        ("tag", "seeds/story.txt", "first", "fact"),
        ("list", "--workspace", "nowhere"),
        ("list", "--max-megabytes", "nan"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(args: tuple[str, ...], workspace: Path, script: Reader) -> None:
    done = script(*args)
    assert done.returncode == 2
    assert done.stderr.startswith("reader: ")
    assert "Traceback" not in done.stderr
    assert not done.stdout


def test_a_bug_is_one_sentence_and_a_traceback_only_on_request(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: list[str]) -> int:
        raise TypeError("a \x1b[31mtest")

    monkeypatch.setattr(app, "_invoke", broken)
    done = reader("list")
    assert done.returncode == 1
    assert "something went wrong in here (TypeError: a \ufffd[31mtest)" in done.stderr
    assert "Traceback" not in done.stderr
    monkeypatch.setenv("READER_DEBUG", "1")
    assert "Traceback" in reader("list").stderr


def test_an_interrupt_ends_with_130(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: list[str]) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(app, "_invoke", interrupted)
    done = reader("list")
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")


def test_an_interrupt_while_another_process_holds_the_file(workspace: Path, script: Reader) -> None:
    article = json.loads(script("list", "--json").stdout)["id"]
    locks = workspace / ".reader" / "locks"
    locks.mkdir()
    with FileLock(locks / f"alice-{article[:2]}.lock"):
        waiting = subprocess.Popen([SCRIPT, "tag", article, "1", "fact"], stderr=subprocess.PIPE)
        while waiting.poll() is None and not (workspace / "annotations" / "alice").exists():
            time.sleep(0.01)
        waiting.send_signal(signal.SIGINT)
        _, err = waiting.communicate(timeout=30)
    assert waiting.returncode == 130
    assert b"Traceback" not in err


def test_a_reader_that_goes_away_is_no_failure(workspace: Path, script: Reader) -> None:
    for nth in range(300):
        (workspace / "seeds" / f"{nth}.txt").write_text(f"Article number {nth} says that it is.\n" * 3)
    script("list")
    for _ in range(3):
        listing = subprocess.Popen([SCRIPT, "list"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert listing.stdout
        assert listing.stderr
        listing.stdout.readline()
        listing.stdout.close()
        assert listing.stderr.read() == b""
        listing.stderr.close()
        assert listing.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_under_the_output_is_told(workspace: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [SCRIPT, "list"], stdout=full, stderr=subprocess.PIPE, encoding="utf-8", check=False
        )
    assert done.returncode == 1
    assert "the disk is full" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_is_not_unicode_gets_signs_it_has(workspace: Path, script: Reader) -> None:
    (workspace / "seeds" / "story.txt").write_text("Сегодня было тепло и сухо, сказал он.\n")
    plain = script("list", PYTHONIOENCODING="ascii")
    assert plain.returncode == 0
    assert plain.stdout.isascii()
    exact = script("list", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(exact.stdout)["title"].startswith("Сегодня")
