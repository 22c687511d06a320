"""Lines of a file or a pipe as they come, none longer than a limit, with memory for one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARK = b"\xef\xbb\xbf"
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """A line by its number, from 1, without its end; `content` is None for one above the limit.

    `ends_at` says how many bytes of the input end with it.
    """

    number: int
    content: bytes | None
    ends_at: int


def read_chunks(descriptor: int) -> Iterator[bytes]:
    """What comes from an open file or pipe, as it comes. Raises OSError.

    Python's own buffer is passed by: a thread that waits in it would keep the process from ending.
    """
    while chunk := os.read(descriptor, _CHUNK):
        yield chunk


def peek_line(chunks: Iterator[bytes], max_bytes: int) -> tuple[bytes, list[bytes]]:
    """The first line that is not blank, as far as `max_bytes`, and the chunks that were taken to see it."""
    taken: list[bytes] = []
    seen = bytearray()
    for chunk in chunks:
        taken.append(chunk)
        seen += chunk
        if b"\n" in chunk or len(seen) > max_bytes:
            bare = seen.removeprefix(_MARK).lstrip()
            if b"\n" in bare or (bare and len(seen) > max_bytes):
                break
    return bytes(seen.removeprefix(_MARK).lstrip().partition(b"\n")[0]), taken


def read_lines(chunks: Iterable[bytes], max_bytes: int) -> Iterator[Line]:
    """The lines of a stream; only LF ends one (a CR before it goes too), and a byte order mark is dropped."""
    pending = bytearray()
    number, taken, skipping = 1, 0, False
    for chunk in chunks:
        searched = len(pending)
        pending += chunk
        start = 0
        while (end := pending.find(b"\n", max(start, searched))) >= 0:
            taken += end + 1 - start
            yield _line(number, pending[start:end], taken, max_bytes, skipping)
            number, start, skipping = number + 1, end + 1, False
        del pending[:start]
        if len(pending) > max_bytes + len(_MARK) + 1:
            taken += len(pending)
            pending.clear()
            skipping = True
    if pending or skipping:
        yield _line(number, pending, taken + len(pending), max_bytes, skipping)


def _line(number: int, content: bytearray, ends_at: int, max_bytes: int, skipped: bool) -> Line:
    whole = bytes(content.removesuffix(b"\r"))
    if number == 1:
        whole = whole.removeprefix(_MARK)
    return Line(number, None if skipped or len(whole) > max_bytes else whole, ends_at)
