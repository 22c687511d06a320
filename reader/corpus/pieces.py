"""Lines joined to the pieces that become blocks, before anything is said about their kinds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.corpus.bylines import is_byline, is_meta, is_note
from reader.corpus.captions import is_credit, is_link
from reader.corpus.lines import Line, Wrapping, continues, find_wrapping, read_lines
from reader.corpus.posts import is_attribution, is_post, is_post_footer, is_post_header
from reader.corpus.sentences import ends_sentence

_BULLETS = "-*•–—·‣◦▪▫●○■□►➤➢✓✔"
_BULLET = re.compile(rf"([{_BULLETS}])\s+(?=\S)|([•‣◦▪●►➤✓✔])(?=\S)")
_NUMBER = re.compile(r"[(\[]?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)\]]{1,2}\s+(?=\S)")
_MARKDOWN = re.compile(r"#{1,6}\s+\S")
_GALLERY = re.compile(r"\[\d{1,2}/\d{1,2}\]\s?\S")
# A post or a caption whose signature stands in a line of its own is rarely longer.
_LONGEST_SIGNED = 900


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of lines that belong together; `alone` when nothing else stands in its chunk.

    `marker` is the sign or number it begins with as an item of a list would.
    """

    lines: tuple[Line, ...]
    flat: str
    marker: str | None
    alone: bool
    first: bool

    @property
    def start(self) -> int:
        """Where it begins, in code points."""
        return self.lines[0].start

    @property
    def end(self) -> int:
        """Where it ends, in code points."""
        return self.lines[-1].end

    @property
    def chunk(self) -> int:
        """The group of lines it stands in, counted between blank lines."""
        return self.lines[0].chunk


def find_marker(text: str) -> str | None:
    """The bullet or number that a line begins with, bare: `•`, `1`, `b`, `iv`; or None."""
    head = text[:16]
    if head.startswith("--") and head[2:].lstrip()[:1].isalnum():
        return "—"
    match = _BULLET.match(head)
    if match is not None:
        return match[1] or match[2]
    match = _NUMBER.match(head)
    return match[1] if match is not None else None


def follows(before: str | None, marker: str | None) -> bool:
    """Whether a marker is the next of a list: the same bullet, or the number or letter after."""
    if before is None or marker is None:
        return False
    if marker in _BULLETS or before in _BULLETS:
        return before == marker
    if marker.isdigit() and before.isdigit():
        return int(marker) == int(before) + 1
    if len(marker) == len(before) == 1 and ord(marker) == ord(before) + 1:
        return True
    numerals = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    low, high = before.lower(), marker.lower()
    return low in numerals and high in numerals and numerals.index(high) == numerals.index(low) + 1


def split_pieces(text: str) -> list[Piece]:
    """The text's pieces in order; together they hold every line that is no separator."""
    lines = read_lines(text)
    wrapping = find_wrapping(lines)
    pieces: list[Piece] = []
    start = 0
    chunked = bool(lines) and lines[0].chunk != lines[-1].chunk
    while start < len(lines):
        end = start + 1
        while end < len(lines) and lines[end].chunk == lines[start].chunk:
            end += 1
        groups = _group(lines[start:end], wrapping)
        if len(groups) > 1:
            groups = _sign(groups, chunked)
        pieces.extend(
            Piece(tuple(group), _flat(group), find_marker(group[0].text), len(groups) == 1, at == 0)
            for at, group in enumerate(groups)
        )
        start = end
    return pieces


def _flat(group: Sequence[Line]) -> str:
    return group[0].text if len(group) == 1 else " ".join(line.text for line in group)


def _group(chunk: Sequence[Line], wrapping: Wrapping | None) -> list[list[Line]]:
    """One chunk's lines, parted where a paragraph, an item or a line of its own kind begins."""
    groups = [[chunk[0]]]
    marker = find_marker(chunk[0].text)
    hanging = _is_hanging(chunk)
    for before, line in pairwise(chunk):
        own = find_marker(line.text)
        if _begins(groups[-1], line, own, marker, wrapping, hanging):
            groups.append([line])
            marker = own or (marker if line.indent > before.indent else None)
        else:
            groups[-1].append(line)
    return groups


def _begins(
    group: Sequence[Line],
    line: Line,
    own: str | None,
    marker: str | None,
    wrapping: Wrapping | None,
    hanging: bool,
) -> bool:
    """Whether `line` begins a piece of its own after `group`; `marker` is that of the item before."""
    before = group[-1]
    if (before.text[0] == ">") != (line.text[0] == ">"):
        return True
    if line.text[0] == ">":
        return False
    if _is_open_note(group):
        return False
    if _stands_alone(line.text) or _stands_alone(before.text) or _is_closed_note(group):
        return True
    if own is not None and _is_item(own, marker, before, line, wrapping):
        return True
    if find_marker(group[0].text) is not None and line.indent > group[0].indent and own is None:
        return False
    if line.indent > before.indent and not hanging:
        return True
    return not continues(before, line, wrapping)


def _is_hanging(chunk: Sequence[Line]) -> bool:
    """Whether only the first line stands out to the left: the rest hangs below it."""
    return (
        len(chunk) > 2 and len({line.indent for line in chunk[1:]}) == 1 and chunk[0].indent < chunk[1].indent
    )


def _is_item(own: str, marker: str | None, before: Line, line: Line, wrapping: Wrapping | None) -> bool:
    if follows(marker, own):
        return True
    # A wrapped line may by chance begin with a dash, or with a number and a full stop.
    if own in _BULLETS:
        return own not in "-–—·" or not continues(before, line, wrapping)
    return own.lower() in ("1", "a", "i") or not continues(before, line, wrapping)


def _stands_alone(text: str) -> bool:
    if len(text) > 300:
        return False
    return (
        _MARKDOWN.match(text) is not None
        or _GALLERY.match(text) is not None
        or (is_byline(text) and not is_note(text))
        or is_meta(text)
        or is_link(text)
    )


def _is_closed_note(group: Sequence[Line]) -> bool:
    return group[0].text[0] in "([" and group[-1].text.rstrip(".")[-1:] in ")]" and is_note(_flat(group))


def _is_open_note(group: Sequence[Line]) -> bool:
    """Whether a bracket that opens a piece is still open: a closing note goes on over any line end."""
    if group[0].text[0] not in "([" or len(group) > 8 or len(group[0].text) > 300:
        return False
    closer = ")" if group[0].text[0] == "(" else "]"
    return not any(closer in line.text for line in group)


def _sign(groups: list[list[Line]], chunked: bool) -> list[list[Line]]:
    """Joins the signature of a post, or the credit of a caption, with the lines it signs."""
    signed: list[list[Line]] = []
    opened = False
    for group in groups:
        text = group[0].text
        if is_post_header(text) or (opened and not is_attribution(text)):
            opened = True
            if is_post_header(text) or not signed:
                signed.append(list(group))
            else:
                signed[-1].extend(group)
            continue
        footer = len(group) == 1 and (is_attribution(text) or is_post_footer(text))
        credit = (
            len(group) == 1 and chunked and len(groups) <= 3 and is_credit(text) and _may_be_credited(signed)
        )
        if not signed or not (footer or credit):
            signed.append(list(group))
            continue
        while footer and chunked and len(signed) > 1 and _may_precede(signed, group):
            signed[-2].extend(signed.pop())
        signed[-1].extend(group)
    return signed


def _may_be_credited(signed: Sequence[Sequence[Line]]) -> bool:
    if not signed:
        return False
    last = signed[-1][-1].text
    return (len(last) > 60 or ends_sentence(last)) and not _stands_alone(last)


def _may_precede(signed: Sequence[Sequence[Line]], group: Sequence[Line]) -> bool:
    before, last = signed[-2], signed[-1]
    if group[-1].end - before[0].start > _LONGEST_SIGNED or is_post_footer(last[-1].text):
        return False
    return not (_stands_alone(before[-1].text) or is_attribution(before[-1].text) or is_post(before[-1].text))
