"""The lines of a text: which are blank, which only separate, and which are broken at a column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.corpus.sentences import ends_sentence

_SIGNS = frozenset("*-_=~•·—–―#+.…⁂✱✳◆◇■□▪●○►❖✦✧★☆|/\\<>^")
_END_MARK = re.compile(r"[-–—*#\s(\[]{1,8}(?:30|ends?)[-–—*#\s)\]]{0,8}|ENDS?\.?|Ends", re.IGNORECASE)
_LINK_START = re.compile(r"https?://|www\.|pic\.|t\.co/|@|#")
# A wrapped line is rarely longer than this; a paragraph on one line seldom shorter.
_WIDEST = 120
_NARROWEST = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A line with something on it: its trimmed range in code points, and the white space before it.

    `chunk` counts the groups that blank lines and separators make; `underlined` means that a row of
    `===` or `---` stood right below.
    """

    start: int
    end: int
    indent: int
    chunk: int
    text: str
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Wrapping:
    """The column a text is broken at, and whether every break is there because a word did not fit."""

    width: int
    strict: bool


def is_separator(line: str) -> bool:
    """Whether a line holds only signs that part or end texts, or nothing visible: `* * *`, `-30-`."""
    bare = line.strip()
    if not bare:
        return True
    if bare[0] in _SIGNS or not bare[0].isalnum():
        if len(bare) < 400 and all(char in _SIGNS or char.isspace() for char in bare):
            return True
        if bare[0] not in _SIGNS and all(_is_invisible(char) for char in bare[:64]):
            return all(_is_invisible(char) for char in bare)
    return len(bare) <= 12 and _END_MARK.fullmatch(bare) is not None and (not bare.isalpha() or bare != "end")


def _is_invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Cf")


def read_lines(text: str) -> list[Line]:
    """Every line with something on it, in order; separators are left out and part the chunks."""
    lines: list[Line] = []
    position, chunk = 0, 0
    for raw in text.splitlines(keepends=True):
        bare = raw.strip()
        if not bare or is_separator(bare):
            if lines and lines[-1].chunk == chunk:
                if _is_underline(bare) and _may_be_underlined(lines):
                    lines[-1] = _underlined(lines[-1])
                chunk += 1
        else:
            lead = len(raw) - len(raw.lstrip())
            start = position + lead
            lines.append(Line(start, start + len(bare), _indent(raw[:lead]), chunk, bare))
        position += len(raw)
    return lines


def _indent(blanks: str) -> int:
    return len(blanks.expandtabs(4)) if "\t" in blanks else len(blanks)


def _is_underline(bare: str) -> bool:
    return len(bare) >= 3 and set(bare) in ({"="}, {"-"}, {"~"})


def _may_be_underlined(lines: Sequence[Line]) -> bool:
    last = lines[-1]
    alone = len(lines) == 1 or lines[-2].chunk != last.chunk
    return alone and len(last.text) <= 120 and not ends_sentence(last.text)


def _underlined(line: Line) -> Line:
    return Line(line.start, line.end, line.indent, line.chunk, line.text, underlined=True)


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    for before, after in pairwise(lines):
        if before.chunk != after.chunk:
            continue
        # Signs of Chinese or Japanese take two columns.
        least = _NARROWEST if before.text[-1].isascii() else _NARROWEST // 2
        if least <= len(before.text) <= _WIDEST:
            yield before, after


def find_wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The column this text is hard-wrapped at, or None when its line ends mean something.

    A line that goes on in lower case was broken for its length. In a text of one paragraph a line there is
    hardly one; in a wrapped text most are. Scripts without case are judged by lines of nearly one length.
    """
    pairs = list(_pairs(lines))
    if not pairs:
        return None
    longest = max(len(before.text) for before, _ in pairs)
    sure = [
        (before, after)
        for before, after in pairs
        if _goes_on(before, after) or _is_full(before, after, longest)
    ]
    if not sure or len(sure) * 10 < len(pairs) * 3:
        return None
    width = max(before.indent + len(before.text) for before, _ in sure)
    fitting = sum(_would_fit(before, after, width) for before, after in sure)
    return Wrapping(width, strict=len(sure) >= 3 and fitting * 12 <= len(sure))


def _goes_on(before: Line, after: Line) -> bool:
    return after.text[0].islower() and not ends_sentence(before.text) and not _LINK_START.match(after.text)


def _is_full(before: Line, after: Line, longest: int) -> bool:
    caseless = before.text[-1].isalpha() and not _has_case(before.text[-8:]) and not _has_case(after.text[:8])
    return caseless and len(before.text) * 10 >= longest * 8 and not ends_sentence(before.text)


def _has_case(text: str) -> bool:
    return text.lower() != text.upper()


def _would_fit(before: Line, after: Line, width: int) -> bool:
    word = (
        after.text.split(None, 1)[0] if after.text[0].isascii() or " " in after.text[:40] else after.text[0]
    )
    return before.indent + len(before.text) + 1 + len(word) <= width


def continues(before: Line, after: Line, wrapping: Wrapping | None) -> bool:
    """Whether `after` goes on with the paragraph of the line right above it."""
    if _goes_on(before, after):
        return True
    if wrapping is None:
        return False
    length = before.indent + len(before.text)
    if length > _WIDEST and length * 4 > wrapping.width * 5:
        return False
    if not _would_fit(before, after, wrapping.width):
        return True
    if wrapping.strict:
        return False
    # Text wrapped by hand breaks early now and then: only a clearly short line ends its paragraph.
    return length * 4 >= wrapping.width * 3
