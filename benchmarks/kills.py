"""Kills reader with -9 at random moments, and counts with plain TinyDB what is left.

`python -m benchmarks.kills` counts and judges nothing: every column but the first three should be 0.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pexpect
import pyte
from tinydb import TinyDB

from benchmarks.corpora import ANNOTATOR, article_text, make_workspace
from benchmarks.one_tag import fill
from reader.annotations.scheme_reading import load_scheme
from reader.annotations.store import Store
from reader.corpus.plain import article_from_text

SIZES = (0, 100, 1_000)
_SPARE = 300
_ARTICLES = 40
_LIMIT = 60.0
_READER = Path(sys.executable).with_name("reader")
_LOOP = """
import sys
from pathlib import Path
from reader.annotations.deciding import Act, Choice
from reader.settings import load_settings
from reader.workspace.root import Root
from reader.workspace.workspace import Workspace

folder, article, first = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
workspace = Workspace(Root(folder, plain=False), load_settings(folder), sys.argv[4])
sheet = workspace.sheet(article)
print("ready", flush=True)
for number in range(first, len(sheet.article.blocks) + 1):
    sheet = workspace.decide(sheet, sheet.target_of_block(number), Choice(Act.SET, "fact")).sheet
    workspace.flush()
    print(number, flush=True)
"""


@dataclass(frozen=True, slots=True)
class Tally:
    """What so many kills came to.

    `missing` were told as saved and are not there; `torn` are annotations without their history, or the
    other way round; `twice` operations that are there twice; `strays` temporaries that outlive a start.
    """

    kills: int = 0
    acknowledged: int = 0
    missing: int = 0
    unreadable: int = 0
    torn: int = 0
    twice: int = 0
    strays: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing was lost, torn or left."""
        return not (self.missing or self.unreadable or self.torn or self.twice or self.strays)

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


class Victim:
    """A workspace with one long article, of which so many paragraphs are decided; its readers are killed."""

    def __init__(self, folder: Path, size: int) -> None:
        text = article_text(size + _SPARE)
        (self.article,) = make_workspace(folder, {"a.txt": text})
        self.folder = folder
        self.size = size
        self._store = Store(folder / "annotations", folder / ".reader" / "locks", 10)
        if size:
            article = article_from_text(text, id=self.article, name="seeds/a.txt")
            fill(self._store, article, load_scheme(folder / "annotations" / "labels.toml"), size)
        self.acknowledged = self._on_disk(Tally())[1]

    @property
    def next(self) -> int:
        """The first paragraph that nobody has decided."""
        return next(number for number in range(1, 10**6) if number not in self.acknowledged)

    def settle(self, told: set[int]) -> Tally:
        """Look at what a kill has left, after one was told that these paragraphs are saved."""
        # A start sweeps what was left; it reads every file.
        list(self._store.files())
        tally, found = self._on_disk(Tally(kills=1, acknowledged=len(told)))
        missing = len((self.acknowledged | told) - found)
        self.acknowledged = found
        strays = [path for path in (self.folder / "annotations").rglob("*") if path.name.endswith(".tmp")]
        return replace(tally, missing=missing, strays=len(strays))

    def _on_disk(self, tally: Tally) -> tuple[Tally, set[int]]:
        found: set[int] = set()
        for path in (self.folder / "annotations" / ANNOTATOR).glob("*/*.json"):
            try:
                with TinyDB(path, access_mode="r") as database:
                    tables = {name: [dict(row) for row in database.table(name)] for name in database.tables()}
            except (ValueError, OSError):
                tally = replace(tally, unreadable=tally.unreadable + 1)
                continue
            blocks = {row["id"]: row["block"] for row in tables["targets"]}
            found |= {blocks[row["target"]] for row in tables["annotations"]}
            ids = [row["id"] for row in tables["history"]]
            led = {edit["after"]["id"] for row in tables["history"] for edit in row["edits"] if edit["after"]}
            torn = len(led ^ {row["id"] for row in tables["annotations"]})
            tally = replace(tally, torn=tally.torn + torn, twice=tally.twice + len(ids) - len(set(ids)))
        return tally, found


def kill_saves(victim: Victim, chance: random.Random) -> Tally:
    """Kill a process that decides one paragraph after the other, somewhere in a save."""
    command = [
        sys.executable, "-c", _LOOP, str(victim.folder), victim.article, str(victim.next), ANNOTATOR,
    ]  # fmt: skip
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    lines = [writer.stdout.readline() for _ in range(1 + chance.randint(1, 4))]
    time.sleep(chance.uniform(0, 0.004))
    writer.kill()
    lines += writer.stdout.read().splitlines(keepends=True)
    writer.wait()
    writer.stdout.close()
    return victim.settle({int(line) for line in lines[1:] if line.endswith("\n")})


def kill_commands(victim: Victim, chance: random.Random) -> Tally:
    """Kill `reader tag` somewhere between its start and its end."""
    number = victim.next
    command = [str(_READER), "tag", victim.article, str(number), "fact", "--annotator", ANNOTATOR, "--json"]
    started = time.monotonic()
    tag = subprocess.Popen(command, cwd=victim.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    # Most of its time goes into starting: the kill is to fall near the save.
    time.sleep(max(0.0, chance.uniform(0.10, 0.50) - (time.monotonic() - started)))
    tag.kill()
    out, _ = tag.communicate()
    told = {number} if out.endswith(b"\n") and json.loads(out)["changed"] else set()
    return victim.settle(told)


def kill_app(victim: Victim, chance: random.Random) -> Tally:
    """Kill the app in a terminal while keys are pressed; it tells what its header counts beside “saved”."""
    child: pexpect.spawn[bytes] = pexpect.spawn(
        str(_READER),
        ["seeds/a.txt", "--annotator", ANNOTATOR],
        cwd=str(victim.folder),
        env={**os.environ, "TERM": "xterm-256color"},
        dimensions=(24, 80),
        timeout=_LIMIT,
    )
    screen = pyte.Screen(80, 24)
    stream = pyte.ByteStream(screen)
    before = len(victim.acknowledged)

    def count() -> int:
        found = re.search(r"(\d+)/\d+ .*saved", screen.display[0])
        return int(found[1]) if found and "NOT SAVED" not in screen.display[0] else -1

    def read(enough: Callable[[], bool], seconds: float = _LIMIT) -> None:
        deadline = time.monotonic() + seconds
        while not enough() and time.monotonic() < deadline:
            try:
                stream.feed(child.read_nonblocking(65536, timeout=0.05))
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                return

    read(lambda: count() == before)
    child.send("n")
    wanted = chance.randint(1, 5)
    child.send("1" * wanted)
    read(lambda: count() >= before + wanted, chance.uniform(0.01, 0.12))
    child.kill(signal.SIGKILL)
    told = max(0, count() - before)
    child.close(force=True)
    known = victim.acknowledged
    tally = victim.settle(set())
    # Which paragraphs they were is the app's choice; how many it has told must be there.
    missing = max(0, told - len(victim.acknowledged - known))
    return replace(tally, acknowledged=told, missing=tally.missing + missing)


KINDS: dict[str, tuple[Callable[[Victim, random.Random], Tally], float]] = {
    "saves": (kill_saves, 0.4),
    "reader tag": (kill_commands, 0.35),
    "the app": (kill_app, 0.25),
}


def tallies(scratch: Path, times: int, seed: int) -> Iterator[tuple[str, int, Tally]]:
    """Kill so many times in all, each kind at each size; gives the kind, the size and what came of it."""
    chance = random.Random(seed)
    for kind, (kill, share) in KINDS.items():
        for size in SIZES:
            victim = Victim(scratch / f"{kind.replace(' ', '-')}-{size}", size)
            tally = Tally()
            for _ in range(max(1, round(times * share / len(SIZES)))):
                tally += kill(victim, chance)
            yield kind, size, tally


def kill_bulk(scratch: Path, times: int, seed: int) -> Tally:
    """Kill changes over 40 articles, let the next start finish them, and see that all or none is done.

    What is neither all nor none, or other than the history says, is `torn`.
    """
    chance = random.Random(seed)
    folder = scratch / "bulk"
    texts = {f"{nth}.txt": article_text(5, nth) for nth in range(_ARTICLES)}
    make_workspace(folder, texts)
    tally = Tally()
    for nth in range(times):
        act = (["accept", "fact", "--kind", "paragraph"], ["untag", "fact", "--having", "fact"])[nth % 2]
        command = [str(_READER), "bulk", *act, "--yes", "--annotator", ANNOTATOR]
        bulk = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        # Its start takes most of its time: the kill is to fall while files are being changed.
        while bulk.poll() is None and not list((folder / ".reader" / "intents").glob("*.json")):
            time.sleep(0.001)
        time.sleep(chance.uniform(0, 0.15))
        bulk.kill()
        told = b": done" in bulk.communicate()[0]
        start = [str(_READER), "list", "--annotator", ANNOTATOR]
        subprocess.run(start, cwd=folder, capture_output=True, check=True)
        found, after = _bulk_state(folder)
        missing = int(told and after != (0 if nth % 2 else _ARTICLES))
        strays = sum(path.name.endswith(".tmp") for path in (folder / "annotations").rglob("*"))
        torn = found.torn + int(after not in (0, _ARTICLES))
        tally += replace(found, kills=1, acknowledged=int(told), missing=missing, torn=torn, strays=strays)
    return tally


def _bulk_state(folder: Path) -> tuple[Tally, int]:
    """What plain TinyDB says of the files, and in how many articles something stands."""
    tally, standing = Tally(), 0
    for path in (folder / "annotations" / ANNOTATOR).glob("*/*.json"):
        try:
            with TinyDB(path, access_mode="r") as database:
                rows = {row["id"] for row in database.table("annotations")}
                history = [dict(row) for row in database.table("history")]
        except (ValueError, OSError):
            tally += Tally(unreadable=1)
            continue
        led: set[str] = set()
        for row in history:
            for edit in row["edits"]:
                led -= {edit["before"]["id"]} if edit["before"] else set()
                led |= {edit["after"]["id"]} if edit["after"] else set()
        ids = [row["id"] for row in history]
        tally += Tally(torn=len(led ^ rows), twice=len(ids) - len(set(ids)))
        standing += bool(rows)
    return tally, standing


def main() -> None:
    """Kill, count, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.kills", description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many kills in all")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    names = [one.name for one in fields(Tally)]
    print(f"{'killed':<12}{'shard of':>9}" + "".join(f"{name:>14}" for name in names))
    total = Tally()
    with tempfile.TemporaryDirectory("-kills", ignore_cleanup_errors=True) as scratch:
        for kind, size, tally in tallies(Path(scratch), arguments.times, arguments.seed):
            total += tally
            counts = "".join(f"{getattr(tally, name):>14,}" for name in names)
            print(f"{kind:<12}{size:>9,}{counts}", flush=True)
        bulk = kill_bulk(Path(scratch), max(1, arguments.times // 5), arguments.seed)
        total += bulk
        print(f"{'reader bulk':<21}" + "".join(f"{getattr(bulk, name):>14,}" for name in names))
    print(f"{'all':<21}" + "".join(f"{getattr(total, name):>14,}" for name in names))


if __name__ == "__main__":
    main()
