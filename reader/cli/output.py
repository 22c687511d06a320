"""How things are printed: data on stdout, words on stderr, and nothing from outside is obeyed."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING

import click

from reader.datasets.jsonl import json_line
from reader.errors import ReaderError, RequestError

if TYPE_CHECKING:
    from reader.workspace.problems import Problem

WIDTH = 80
"""The columns of a text that is set for reading, and of a terminal that does not say its own."""
_SIGN = "\ufffd"
_STEERING = (range(0x20), range(0x7F, 0xA0), range(0x202A, 0x202F), range(0x2066, 0x206A))
_INERT: dict[int, str] = {code: _SIGN for codes in _STEERING for code in codes}
_INERT.update(dict.fromkeys((ord("\t"), ord("\n"), ord("\r"), 0x2028, 0x2029), " "))
_INERT.update(dict.fromkeys(range(0xD800, 0xE000), _SIGN))


def inert(text: str) -> str:
    """A text on one line that steers no terminal: what would is shown as a sign, line ends as spaces."""
    return text.translate(_INERT)


def put(line: str = "") -> None:
    """Print a line of data for people."""
    put_all([line])


def put_all(lines: Iterable[str]) -> None:
    """Print lines of data for people as they come."""
    stream, encoding = _stdout(), getattr(sys.stdout, "encoding", None) or "utf-8"
    for line in lines:
        stream.write(inert(line).encode(encoding, "replace") + b"\n")


def put_json(objects: Iterable[Mapping[str, object]]) -> None:
    """Print objects as JSON Lines, in UTF-8 whatever the terminal's own encoding."""

    put_lines(json_line(one) for one in objects)


def put_lines(lines: Iterable[str]) -> None:
    """Print lines of JSON as they are, in UTF-8."""
    stream = _stdout()
    for line in lines:
        stream.write(line.encode() + b"\n")


def tell(words: str) -> None:
    """Say something on stderr, after what was printed before it."""
    flush()
    click.echo(inert(words), err=True)


def tell_error(error: ReaderError | Problem) -> None:
    """Say what is wrong and, on a line of its own, what to do."""
    tell(f"reader: {error.message}")
    if error.hint:
        tell(f"        {error.hint}")


def flush() -> None:
    """Put what was printed on its way. Raises OSError."""
    if sys.stdout is not None and not sys.stdout.closed:
        sys.stdout.flush()


def is_terminal() -> bool:
    """Whether data goes to a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def columns() -> int:
    """How wide the terminal is."""
    given = os.environ.get("COLUMNS", "")
    if given.isdecimal() and int(given):
        return int(given)
    try:
        return os.get_terminal_size(sys.stdout.fileno()).columns or WIDTH
    except (OSError, ValueError):
        return WIDTH


def can_print(signs: str) -> bool:
    """Whether the encoding of stdout has these signs."""
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def width_of(text: str) -> int:
    """How many columns an inert text takes."""
    return len(text) if text.isascii() else sum(map(_width_of_sign, text))


def crop(text: str, width: int) -> str:
    """The text in at most `width` columns, with an ellipsis where something was cut."""
    text = inert(text)
    if width_of(text) <= width:
        return text
    end, used = 0, 1
    while end < len(text) and used + _width_of_sign(text[end]) <= width:
        used += _width_of_sign(text[end])
        end += 1
    return text[:end].rstrip() + "…"


def pad(text: str, width: int) -> str:
    """The inert text, with spaces up to `width` columns."""
    text = inert(text)
    return text + " " * (width - width_of(text))


def wrap(text: str, width: int) -> Iterator[str]:
    """The lines of a paragraph, broken at spaces and inside of words that fit no line."""
    line, used = "", 0
    for word in inert(text).split():
        size = width_of(word)
        if line and used + 1 + size <= width:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            yield line
        pieces = [word] if size <= width else list(_pieces(word, width))
        yield from pieces[:-1]
        line, used = pieces[-1], width_of(pieces[-1])
    if line:
        yield line


def _pieces(word: str, width: int) -> Iterator[str]:
    start, used = 0, 0
    for nth, sign in enumerate(word):
        size = _width_of_sign(sign)
        if used + size > width:
            yield word[start:nth]
            start, used = nth, 0
        used += size
    yield word[start:]


def _width_of_sign(sign: str) -> int:
    if sign.isascii():
        return 1
    if unicodedata.category(sign) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(sign) in "WF" else 1


def _stdout() -> IO[bytes]:
    if sys.stdout is None:
        raise RequestError("standard output is closed", "nothing can be printed there")
    return sys.stdout.buffer
