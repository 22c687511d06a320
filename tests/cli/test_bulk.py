"""The command bulk: what it asks, what it says, and what is then on disk."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pexpect
import pytest
from tinydb import TinyDB

Reader = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sys.executable).with_name("reader")


@pytest.fixture
def many(workspace: Path) -> Path:
    """A workspace of 81 articles, 243 paragraphs to be decided."""
    story = (workspace / "seeds" / "story.txt").read_text()
    for nth in range(80):
        (workspace / "seeds" / f"{nth}.txt").write_text(story.replace("KYIV", f"KYIV{nth}"))
    return workspace


def said(workspace: Path) -> list[str]:
    found: list[str] = []
    for path in (workspace / "annotations" / "alice").glob("*/*.json"):
        with TinyDB(path, access_mode="r") as database:
            found += [row["label"] or row["kind"] for row in database.table("annotations")]
    return found


def test_what_many_paragraphs_have_in_common(workspace: Path, reader: Reader) -> None:
    reader("tag", "seeds/story.txt", "1", "fact")
    reader("tag", "seeds/story.txt", "4", "fact")
    done = reader("bulk", "accept", "opinion", "--having", "fact")
    assert (done.returncode, done.stdout) == (0, "2 places in 1 article: done\n")
    assert sorted(said(workspace)) == ["fact", "fact", "opinion", "opinion"]
    assert reader("bulk", "untag", "fact", "--having", "fact").returncode == 0
    assert said(workspace) == ["opinion", "opinion"]
    assert reader("undo").stdout == "undone: fact taken away in 1 article\n"
    assert sorted(said(workspace)) == ["fact", "fact", "opinion", "opinion"]
    found = json.loads(reader("bulk", "flag", "--kind", "heading", "--json", "--dry-run").stdout)
    assert found == {"act": "flag", "places": 1, "articles": 1, "changed": False}


def test_many_places_are_asked_about(many: Path, reader: Reader) -> None:
    asked = reader("bulk", "none", "--undecided")
    assert asked.returncode == 2
    assert "this would change 243 places in 81 articles" in asked.stderr
    assert said(many) == []
    window = pexpect.spawn(str(SCRIPT), ["bulk", "none", "--undecided"], cwd=many, encoding="utf-8")
    window.expect_exact("Change 243 places in 81 articles? [y/N]")
    window.sendline("")
    window.expect_exact("nothing was changed")
    window.expect(pexpect.EOF)
    assert said(many) == []
    assert reader("bulk", "none", "--undecided", "--yes").returncode == 0
    assert said(many) == ["none"] * 243


def test_ctrl_c_takes_back_what_was_done(many: Path, reader: Reader) -> None:
    reader("list")
    arguments = ["bulk", "none", "--undecided", "--yes"]
    working = subprocess.Popen(
        [SCRIPT, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    while not said(many) and working.poll() is None:
        os.sched_yield()
    working.send_signal(signal.SIGINT)
    out, err = working.communicate(timeout=120)
    assert "Traceback" not in err
    if working.returncode == 1:
        assert "nothing was changed" in out
        assert said(many) == []
        assert not list((many / ".reader" / "intents").iterdir())
    else:
        # It was quicker than the signal.
        assert said(many) == ["none"] * 243


def test_a_start_goes_on_with_what_a_kill_broke_off(many: Path, reader: Reader) -> None:
    reader("list")
    working = subprocess.Popen([SCRIPT, "bulk", "none", "--undecided", "--yes"], stdout=subprocess.DEVNULL)
    while not said(many) and working.poll() is None:
        os.sched_yield()
    working.kill()
    working.wait()
    done = reader("stats")
    assert done.returncode == 0
    assert said(many) == ["none"] * 243
    assert not list((many / ".reader" / "intents").iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["accept", "fact"], "this would change every paragraph"),
        (["accept", "--undecided"], "accept needs a label"),
        (["flag", "fact", "--undecided"], "flag takes no label"),
        (["accept", "nosuch", "--undecided"], 'there is no label "nosuch"'),
        (["accept", "fact", "--having", "nosuch"], 'there is no label "nosuch"'),
        (["accept", "fact", "--article", "nosuch"], 'there is no article "nosuch"'),
        (["shout", "--undecided"], "'shout' is not one of"),
    ],
)
def test_what_makes_no_sense_is_said(
    workspace: Path, reader: Reader, arguments: list[str], words: str
) -> None:
    done = reader("bulk", *arguments)
    assert done.returncode in (1, 2)
    assert words in done.stderr
    assert said(workspace) == []
