"""What finding names and quotes costs: words a second by engine, and what twice the text costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from reader.analysis.answering import describe
from reader.analysis.engines import Engine, choose, load_engine
from reader.corpus.article import count_words

from .measure import Budget, Effort, NotMeasuredError, Row, alternate, median
from .terminals import reader_command

SEEDS = Path(__file__).parents[1] / "seeds"
FLOORS = {"fast": 30_000, "accurate": 6_000}
"""Words a second on one core that an engine must reach, names and quotes together."""
_LONGEST = {"fast": 10_000_000, "accurate": 1_000_000}
_ARTICLES = 300
# What no analysis can do without: lines in, words, lines out.
_BARE = """
import json, re, sys
word = re.compile(r"\\w+")
for line in sys.stdin.buffer:
    given = json.loads(line)
    given["words"] = len(word.findall(given["text"]))
    sys.stdout.buffer.write(json.dumps(given).encode() + b"\\n")
"""


def rows(scratch: Path, effort: Effort) -> Iterator[Row]:
    """`reader analyze` by each engine that is installed, and the doubling of texts of every kind."""
    for name in _installed():
        yield _speed(scratch, name, effort)
    for name in _installed():
        engine = load_engine(name)
        most = _LONGEST[name] // (8 if effort.quick else 1)
        for kind, make in KINDS.items():
            yield from _doubling(engine, kind, make, most)


def _installed() -> list[str]:
    return ["fast"] if choose("auto") == "fast" else list(FLOORS)


def _speed(scratch: Path, name: str, effort: Effort) -> Row:
    text = _news(6_000)
    count = _ARTICLES if name == "fast" else _ARTICLES // 4
    given = scratch / f"{name}.jsonl"
    given.write_text("".join(json.dumps({"id": nth, "text": text}) + "\n" for nth in range(count)))
    thousands = count * count_words(text) / 1000
    command = reader_command("analyze", "--json", "--jobs", "1", "--engine", name, str(given))

    def bare() -> float:
        return _cpu([sys.executable, "-c", _BARE], given) / thousands

    taken, baseline = alternate(effort.times(8), lambda: _cpu(command, given) / thousands, bare)
    speed = 1_000_000 / median(taken)
    budget = Budget(amount=1_000_000 / FLOORS[name])
    return Row(f"{name}: 1,000 words ({speed:,.0f} words/s)", median(taken), median(baseline), "ms", budget)


def _cpu(command: Sequence[str], given: Path) -> float:
    """The CPU time of a command with its children, in milliseconds, on one core and with a start."""
    with given.open("rb") as content:
        process = subprocess.Popen(command, stdin=content, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise NotMeasuredError(f"{command[0]} ended with {process.returncode}")
    return (usage.ru_utime + usage.ru_stime) * 1000


def _news(size: int) -> str:
    text = "\n\n".join(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return (text * (size // len(text) + 1))[:size]


def _repeated(words: str) -> Callable[[int], str]:
    return lambda size: (words * (size // len(words) + 1))[:size]


def _capitalised(size: int) -> str:
    """Names that never come twice, as many as there is room for."""
    signs = "BCDFGHJKLMNPRSTVWZ"
    names = (
        f"{signs[nth % 18]}a{signs[nth // 18 % 18].lower()}o{signs[nth // 324 % 18].lower()}i{nth // 5832:x}"
        for nth in range(size // 6)
    )
    return " ".join(names)[:size]


KINDS: Mapping[str, Callable[[int], str]] = {
    "news": _news,
    "news on one line": lambda size: _news(size).replace("\n", " "),
    "curly quote marks only": _repeated("“"),
    "straight quote marks only": _repeated('"'),
    "marks that open and close": _repeated("“”"),
    "marks within marks": lambda size: "“‘" * (size // 4) + "’”" * (size // 4),
    "marks that are never closed": _repeated("“No, he said. "),
    "paragraphs that are never closed": _repeated("“No, he said.\n\n"),
    "straight marks between words": _repeated('"No," said Anna Bell. '),
    "one endless word": _repeated("a"),
    "one endless number": _repeated("9"),
    "one endless name": _repeated("Aa"),
    "capitalised words": _repeated("Smith "),
    "capitalised words, no two alike": _capitalised,
    "capitals in brackets": _repeated("United Nations (UN) "),
    "capitals only": _repeated("ANNA BELL SAID "),
    "dots and initials": _repeated("A. B. "),
    "handles": _repeated("@a "),
    "addresses": _repeated("https://a.b/c?d "),
    "one endless address": lambda size: "https://a.b/" + "c/" * (size // 2),
    "dates and money": _repeated("May 21, 2022, $5.00 "),
    "blanks": _repeated(" "),
    "line ends": _repeated("\n"),
    "lines of a word": _repeated("Bell\n"),
    "paragraphs of a word": _repeated("Bell\n\n"),
    "combining marks": _repeated("e\u0301"),
    "emoji": _repeated("\U0001f600"),
}
"""Texts of a kind, by their length in code points."""


def _doubling(engine: Engine, kind: str, make: Callable[[int], str], most: int) -> Iterator[Row]:
    half, whole = (_seconds(engine, make(size)) for size in (most // 2, most))
    # Whatever takes next to nothing doubles by chance.
    floor = 0.02
    yield Row(
        f"{engine.name}: {kind}, {most / 1e6:g} MB to {most / 2e6:g} MB",
        max(whole, floor),
        max(half, floor),
        "s",
        Budget(ratio=2.6),
    )


def _seconds(engine: Engine, text: str) -> float:
    start = time.process_time()
    describe(text, engine)
    return time.process_time() - start
