"""Names that nobody expects, of annotators and of files, through whole commands."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Reader = Callable[..., CompletedProcess[str]]
Rows = Callable[[Path], dict[str, list[dict[str, Any]]]]
SCRIPT = Path(sys.executable).with_name("reader")
STORY = "seeds/story.txt"
ANNOTATORS = (
    "a/b", "../../out", "..", ".", "a b", "Zoë", "日本", ".hidden", "x.json", "n" * 300, "Anna", "anna",
)  # fmt: skip


def shards(workspace: Path) -> list[Path]:
    return sorted((workspace / "annotations").glob("*/*/*.json"))


def test_any_name_of_an_annotator_keeps_its_decisions_apart(
    workspace: Path, reader: Reader, plain_tinydb: Rows
) -> None:
    outside = {path for path in workspace.parent.iterdir() if path.name not in ("state", "config", "home")}
    for number, name in enumerate(ANNOTATORS):
        label = ("fact", "opinion")[number % 2]
        done = reader("tag", STORY, "1", label, "--annotator", name)
        assert done.returncode == 0, done.stderr
    found = [plain_tinydb(path) for path in shards(workspace)]
    assert len({path.parts[-3].lower() for path in shards(workspace)}) == len(ANNOTATORS)
    assert {tables["article"][0]["annotator"] for tables in found} == set(ANNOTATORS)
    assert all(len(tables["annotations"]) == 1 for tables in found)
    assert "no harm found" in reader("check").stderr
    stats = reader("stats").stdout
    assert all(f"\n{name}: 1 article begun" in stats for name in ANNOTATORS if len(name) < 80)
    left = {path for path in workspace.parent.iterdir() if path.name not in ("state", "config", "home")}
    assert left == outside


@pytest.mark.parametrize(
    "name",
    ["a b c.txt", "two\nlines.txt", "n" * 246 + ".txt", "Müller – 日本.txt", "-dash.txt", "--json.txt"],
)
def test_any_name_of_a_file_is_listed_tagged_and_shown(name: str, workspace: Path, reader: Reader) -> None:
    path = workspace / "seeds" / name
    path.write_text("It rained all day, the office said.\n")
    for command in (("show", path), ("tag", path, "1", "fact"), ("tag", f"seeds/{name}", "1", "fact")):
        done = reader(*command)
        assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in reader("list", "--json").stdout.splitlines()]
    assert sorted(row["decided"] for row in rows) == [0, 1]
    assert len(reader("list").stdout.splitlines()) == 2
    assert "no harm found" in reader("check").stderr


def test_eight_commands_at_once_lose_nothing(workspace: Path, reader: Reader, plain_tinydb: Rows) -> None:
    (workspace / "seeds" / "other.txt").write_text("One.\n\nTwo is here.\n\nThree is here.\n")
    names = ("alice", "bob", "carol", "dan")
    asked = [
        (name, article, number)
        for number in ("1", "2")
        for article in (STORY, "seeds/other.txt")
        for name in names
    ]
    told: Counter[str] = Counter()
    for first in range(0, len(asked), 8):
        # Each name twice at once, on two articles.
        running = [
            (
                name,
                subprocess.Popen(
                    [SCRIPT, "tag", article, number, "fact", "--annotator", name],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.PIPE,
                    text=True,
                ),
            )
            for name, article, number in asked[first : first + 8]
        ]
        for name, process in running:
            _, errors = process.communicate()
            assert process.returncode == 0, errors
            told[name] += 1
    # Each name twice at once, on one article: both want the same file.
    same = [
        subprocess.Popen([SCRIPT, "tag", STORY, number, "fact", "--annotator", f"same-{name}"])
        for name in names
        for number in ("1", "2")
    ]
    assert [process.wait() for process in same] == [0] * 8
    told.update({f"same-{name}": 2 for name in names})
    kept: Counter[str] = Counter()
    for path in shards(workspace):
        tables = plain_tinydb(path)
        assert len(tables["annotations"]) == len({row["id"] for row in tables["history"]})
        kept[tables["article"][0]["annotator"]] += len(tables["annotations"])
    assert kept == told
    before = reader("stats", "--json").stdout
    assert reader("reindex").returncode == 0
    assert reader("stats", "--json").stdout == before


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_two_clones_merge_without_a_conflict(workspace: Path, script: Reader) -> None:
    def git(folder: Path, *args: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@y.example", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)

    git(workspace, "init", "-q", "-b", "main")
    git(workspace, "add", "annotations", "seeds", "reader.toml")
    git(workspace, "commit", "-qm", "begin")
    clone = workspace.parent / "clone"
    git(workspace.parent, "clone", "-q", str(workspace), str(clone))
    for folder, name in ((workspace, "alice"), (clone, "bob")):
        tag = [str(SCRIPT), "tag", STORY, "1", "fact", "--annotator", name]
        subprocess.run(tag, cwd=folder, check=True, capture_output=True)
        git(folder, "add", "annotations")
        git(folder, "commit", "-qm", name)
    git(workspace, "pull", "-q", "--no-rebase", "--no-edit", str(clone), "main")
    stats = script("stats").stdout
    assert "\nalice: 1 article begun" in stats
    assert "\nbob: 1 article begun" in stats
    assert "no harm found" in script("check").stderr
