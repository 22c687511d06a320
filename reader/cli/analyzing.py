"""The command `analyze`: names and quotes of a text, of many in JSON Lines, or of a workspace's articles."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.cli import output
from reader.cli.progress import progress_bar
from reader.cli.session import is_folder, json_option, locate, size_option, workspace_option
from reader.errors import EngineError, InputError, RequestError, TooLargeError

if TYPE_CHECKING:
    from reader.analysis.asking import Asker, Choice
    from reader.cli.conveyor import Tools
    from reader.fetch.lines import Line

_MOST_WAITING = 64_000_000
"""Bytes of lines that may be on their way at once."""
_MOST_NOTICES = 20
"""So many different sentences about the engine are told."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for."""

    choice: Choice
    jobs: int
    strict: bool
    as_json: bool
    max_bytes: int


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of a line: what is printed, or why nothing is."""

    line: Line
    printed: tuple[str, ...] = ()
    found: Mapping[str, Any] | None = None
    why: str = ""


@click.command("analyze")
@click.argument("file", required=False, metavar="[FILE|-]", type=click.Path(path_type=Path, readable=False))
@click.option(
    "--input",
    "kind",
    type=click.Choice(["text", "jsonl"]),
    help="One text, or JSON Lines; unless given, the first line tells.",
)
@click.option("--engine", metavar="NAME", help="What finds the names, instead of what the settings say.")
@click.option(
    "--jobs", metavar="N", type=click.IntRange(1, 256), help="In so many processes; one a core unless given."
)
@click.option("--strict", is_flag=True, help="Stop at the first text that cannot be read or analysed.")
@workspace_option
@size_option
@json_option
def analyze(
    file: Path | None,
    kind: str | None,
    engine: str | None,
    jobs: int | None,
    strict: bool,
    workspace: Path | None,
    max_megabytes: float | None,
    as_json: bool,
) -> int:
    """Find names, quotes and their speakers.

    FILE is a text, or JSON Lines with a "text" in each line and, where there is one, an "id"; - is standard
    input. With --json each text gives one line, in order, as they come; offsets count Unicode code points of
    the text as it was given, and ends are exclusive. A line that cannot be read is told by its number and
    left out. With --workspace and no FILE, all articles are analysed and kept in the library.
    """
    from reader.analysis.asking import Choice

    _, settings = locate(workspace, None)
    asked = settings.analysis
    choice = Choice(engine or asked.entities, asked.seconds, engine is not None or asked.own)
    max_bytes = replace(settings, max_megabytes=max_megabytes or settings.max_megabytes).max_bytes
    order = Order(choice, jobs or _cores(), strict, as_json, max_bytes)
    if file is None and workspace is not None:
        from reader.cli.analyzing_articles import analyze_articles

        return analyze_articles(workspace, order, max_megabytes=max_megabytes)
    if file is None and sys.stdin is not None and sys.stdin.isatty():
        raise RequestError("there is nothing to analyse", "name a FILE, or - for standard input")
    with _opened(file) as descriptor:
        return _analyze_stream(descriptor, "" if _is_stdin(file) else f"{file}", kind, order)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _is_stdin(file: Path | None) -> bool:
    return file is None or str(file) == "-"


@contextmanager
def _opened(file: Path | None) -> Iterator[int]:
    """An open file by its descriptor. Raises InputError."""
    if file is None or str(file) == "-":
        if sys.stdin is None:
            raise InputError("standard input is closed", "name a FILE")
        yield sys.stdin.fileno()
        return
    if is_folder(file):
        raise InputError(
            f"{file}: a folder, not a text", f"reader analyze --workspace {file} takes its articles"
        )
    try:
        descriptor = os.open(file, os.O_RDONLY)
    except FileNotFoundError:
        raise InputError(f"{file}: there is no such file", "check the name") from None
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror})", "check its permissions") from None
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _analyze_stream(descriptor: int, name: str, kind: str | None, order: Order) -> int:
    from reader.corpus.jsonl import is_text_line
    from reader.fetch.lines import peek_line, read_chunks

    chunks = read_chunks(descriptor)
    first: list[bytes] = []
    if kind is None:
        line, first = peek_line(chunks, order.max_bytes)
        kind = "jsonl" if is_text_line(line) else "text"
    everything = chain(first, chunks)
    if kind == "jsonl":
        return _analyze_lines(everything, os.fstat(descriptor).st_size, name, order)
    return _analyze_text(everything, name or "standard input", order)


def _analyze_text(chunks: Iterator[bytes], name: str, order: Order) -> int:
    """One text, in this process where its engine needs no other: a start is cheap then."""
    from reader.analysis.asking import Asker
    from reader.corpus.decode import decode

    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > order.max_bytes:
            limit = f"larger than the limit of {order.max_bytes / 1e6:g} MB"
            raise TooLargeError(f"{name}: {limit}", "--max-megabytes N lifts it")
    text = decode(bytes(content), name=name).text
    with Asker(order.choice, apart=False) as asker:
        found = asker.describe(text)
    Notices().tell(found)
    if order.strict and found["failures"]:
        return 1
    _print(lines_of(None, text, found, order), order)
    return 0


def _analyze_lines(chunks: Iterator[bytes], total: int, name: str, order: Order) -> int:
    """JSON Lines, by several processes; returns the exit code."""
    from reader.analysis.asking import Asker
    from reader.cli.conveyor import Tools, in_order
    from reader.fetch.lines import read_lines

    notices = Notices()
    where = f"{name}, " if name else ""
    printed = skipped = 0
    shown = not output.is_terminal()
    apart = order.jobs > 1
    askers = Tools(lambda: Asker(order.choice, apart=apart))
    with closing(askers), progress_bar("analysing") as progress:
        outcomes = in_order(
            read_lines(chunks, order.max_bytes),
            lambda line: _analyze_line(line, askers, order),
            jobs=order.jobs,
            size=lambda line: len(line.content or b""),
            most=_MOST_WAITING,
            idle=output.flush,
        )
        with closing(outcomes):
            for outcome in outcomes:
                notices.tell(outcome.found)
                if outcome.why:
                    output.tell(f"reader: {where}line {outcome.line.number}: {outcome.why}")
                    skipped += 1
                _print(outcome.printed, order)
                printed += bool(outcome.printed)
                if order.strict and (outcome.why or (outcome.found and outcome.found["failures"])):
                    return 1
                if shown:
                    progress(outcome.line.ends_at if total else outcome.line.number, total)
    notices.tell_rest()
    if skipped:
        output.tell(f"reader: {skipped:,} of {skipped + printed:,} lines left out")
    return 1 if skipped and not printed else 0


def _analyze_line(line: Line, askers: Tools[Asker], order: Order) -> _Outcome:
    from reader.corpus.jsonl import read_text_line

    if line.content is None:
        limit = f"longer than the limit of {order.max_bytes / 1e6:g} MB"
        return _Outcome(line, why=f"{limit}: --max-megabytes N lifts it")
    if not line.content.strip():
        return _Outcome(line)
    try:
        given = read_text_line(line.content)
        with askers.one() as asker:
            found = asker.describe(given.text)
    except (InputError, EngineError) as error:
        return _Outcome(line, why=str(error))
    lines = lines_of(given.id, given.text, found, order, head=f"line {line.number}")
    return _Outcome(line, tuple(lines), found)


def lines_of(
    identity: Any, text: str, found: dict[str, Any], order: Order, *, head: str = ""
) -> Iterator[str]:
    """What is printed of one text: a line of JSON, or a table for people."""
    if order.as_json:
        from reader.datasets.jsonl import json_line

        said = {key: value for key, value in found.items() if key not in ("notices", "failures")}
        yield json_line({"id": identity, "text": text, **said})
        return
    from reader.cli.analysis_table import table

    yield from table(found, text, head if identity is None else f"{identity}")


def _print(lines: Iterable[str], order: Order) -> None:
    (output.put_lines if order.as_json else output.put_all)(lines)


class Notices:
    """Tells each sentence once, and of very many the first only."""

    def __init__(self) -> None:
        self._told: set[str] = set()
        self._left = 0

    def tell(self, found: Mapping[str, Any] | None) -> None:
        """Tell what is new about the engine of what was found."""
        for notice in (*found["failures"], *found["notices"]) if found else ():
            if notice in self._told:
                continue
            if len(self._told) < _MOST_NOTICES:
                self._told.add(notice)
                output.tell(f"reader: {notice}")
            else:
                self._left += 1

    def tell_rest(self) -> None:
        """Say how many were not told."""
        if self._left:
            output.tell(f"reader: and {self._left:,} more such sentences")
