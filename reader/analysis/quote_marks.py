"""Which quotation marks belong together: stretches between marks, block by block, nested and open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reader.corpus.article import Block, BlockKind
from reader.corpus.wordlists import word_set

_MARK = re.compile(
    # A run of marks says nothing; an apostrophe inside a word is none.
    r"(?P<junk>[\"'’‘“”„«»‹›`]{4,})|``|''|[“”„‟\"«»‹›‚「」『』]|[‘‛]|(?<!\w)['’]|['’](?!\w)"
)
_PARTNERS = {"“": "”", "‟": "”", "„": "“”", '"': '"', "``": "''", "''": "''", "”": "”"}
_DOUBLE = frozenset('“”„‟"') | {"``", "''"}
_SINGLE = frozenset("‘’‚‛'")
_ALWAYS = {"「": 1, "『": 1, "``": 1, "„": 1, "‟": 1, "」": -1, "』": -1}
_TURNED = {"„": "“", "«": "»", "»": "«", "‹": "›", "›": "‹"}
_FAMILY = (
    dict.fromkeys(_DOUBLE, "double")
    | dict.fromkeys(_SINGLE, "single")
    | dict.fromkeys("«»", "guillemet")
    | dict.fromkeys("‹›", "angle")
    | dict.fromkeys("「」", "corner")
    | dict.fromkeys("『』", "white corner")
)
_BEFORE_OPENING = frozenset("([{—–-―/“„‘\"'«‹「『=>")
_AFTER_CLOSING = frozenset(".,;:!?)]}—–-―/…”’\"'»›」』<")
_ENDS = frozenset(".,!?…;:—–")
_DEEPEST = 8
_ELISIONS = word_set("""
    bout cause cept coz cuz em gainst kay n neath nother nuff round til till tis tude twas twere twill
    twould
    """)
_WORD = re.compile(r"\w{1,9}")
_PRIME = re.compile(r"\d['’′]\s?\d{1,2}$")
_VOICE = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM, BlockKind.BLOCKQUOTE, BlockKind.POST})


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks, with these: `[start, end)` in code points, inside one block.

    `block` is the block's index, `outer` the index of the stretch that holds this one, `closed` whether a
    closing mark was found, `follows` the index of the stretch in an earlier paragraph that this one goes on
    with.
    """

    start: int
    end: int
    block: int
    family: str
    closed: bool
    outer: int | None = None
    follows: int | None = None


@dataclass(slots=True)
class _Opening:
    at: int
    mark: str
    family: str


@dataclass(slots=True)
class _Pair:
    start: int
    end: int
    family: str
    closed: bool


def find_marked(text: str, blocks: Sequence[Block]) -> tuple[Marked, ...]:
    """The stretches between quotation marks in all blocks, in order of their start, outer before inner.

    An opening double mark without its partner holds as far as its block, a single one is taken for an
    apostrophe. Stretches without a letter or a digit are left out. The cost is linear in the text.
    """
    found: list[Marked] = []
    pending: int | None = None
    skipped = 0
    for number, block in enumerate(blocks):
        start, end = block.span.start, min(block.span.end, len(text))
        goes_on = pending is not None and _closes_above(text, start, end, found[pending])
        pairs = _pair_block(text, start, end, goes_on)
        first = len(found)
        last = _nest(found, pairs, number)
        if block.kind not in _VOICE or block.kind is BlockKind.POST:
            skipped += 1
            pending = pending if skipped <= 2 else None
            continue
        if pending is not None:
            _follow(text, found, first, pending, block.span.start)
        pending, skipped = last, 0
    return tuple(found)


def _nest(found: list[Marked], pairs: list[_Pair], number: int) -> int | None:
    """Adds a block's pairs with their outer ones; gives the index of one that is open at the block's end."""
    stack: list[int] = []
    unclosed: int | None = None
    for pair in pairs:
        while stack and found[stack[-1]].end <= pair.start:
            stack.pop()
        outer = stack[-1] if stack else None
        if outer is not None and found[outer].end < pair.end:
            # Crossing stretches have no meaning: the first one counts.
            continue
        found.append(Marked(pair.start, pair.end, number, pair.family, pair.closed, outer))
        stack.append(len(found) - 1)
        if outer is None:
            unclosed = None if pair.closed else len(found) - 1
    return unclosed


def _closes_above(text: str, start: int, end: int, before: Marked) -> bool:
    """Whether a paragraph's first double mark only closes, and so ends what was opened above it."""
    if before.family != "double":
        return False
    marks = (match for match in _MARK.finditer(text, start, end) if match.group() in _DOUBLE)
    first = next(marks, None)
    if first is None or first.group() not in ("”", '"') or first.start() == start:
        return False
    after = text[first.end() : min(first.end() + 1, end)]
    return text[first.start() - 1] in _ENDS and (not after or after.isspace())


def _follow(text: str, found: list[Marked], first: int, pending: int, start: int) -> None:
    if first >= len(found):
        return
    one, before = found[first], found[pending]
    if one.outer is None and one.family == before.family and not text[start : one.start].strip():
        found[first] = Marked(one.start, one.end, one.block, one.family, one.closed, None, pending)


def _pair_block(text: str, start: int, end: int, goes_on: bool) -> list[_Pair]:
    """The pairs of one block, ordered by start; `goes_on` where a quote from above is open at its start."""
    marks = [
        (match.start(), match.group()) for match in _MARK.finditer(text, start, end) if not match["junk"]
    ]
    if not marks:
        return []
    stack = [_Opening(start, '"', "double")] if goes_on else []
    pairs: list[_Pair] = []
    for index, (at, mark) in enumerate(marks):
        before = text[at - 1] if at > start else ""
        after = text[at + len(mark)] if at + len(mark) < end else ""
        family = _FAMILY[mark]
        depth = _find_partner(stack, mark, family)
        turn = _choose(text, marks, index, before, after, "" if depth is None else stack[depth].mark)
        if turn < 0 and depth is not None:
            opening = stack[depth]
            # What was opened inside and never closed is no quote.
            del stack[depth:]
            pairs.append(_Pair(opening.at, at + len(mark), family, True))
        elif turn > 0:
            _make_room(stack)
            stack.append(_Opening(at, mark, family))
    return _finish(text, pairs, stack, end)


def _make_room(stack: list[_Opening]) -> None:
    """Keeps the stack short: the oldest single mark goes first, most likely an apostrophe."""
    if len(stack) >= _DEEPEST:
        del stack[next((depth for depth, one in enumerate(stack) if one.family == "single"), 0)]


def _finish(text: str, pairs: list[_Pair], stack: list[_Opening], end: int) -> list[_Pair]:
    """Orders the pairs by start, and lets what is open end with the block or where the next one begins."""
    pairs.sort(key=lambda pair: (pair.start, -pair.end))
    opened = [one for one in stack if one.family != "single" or one.mark == "‘"]
    for number, one in enumerate(opened):
        stop = end
        later = opened[number + 1].at if number + 1 < len(opened) else end
        for pair in pairs:
            if pair.start > one.at and pair.family == one.family:
                later = min(later, pair.start)
                break
        stop = min(stop, later)
        if one.family == "single" and (stop < end or not _starts_line(text, one.at)):
            continue
        kept = text[one.at : stop].rstrip()
        pairs.append(_Pair(one.at, one.at + len(kept), one.family, False))
    if opened:
        pairs.sort(key=lambda pair: (pair.start, -pair.end))
    return [pair for pair in pairs if _says_something(text, pair)]


def _starts_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] == "\n"


def _says_something(text: str, pair: _Pair) -> bool:
    if pair.end - pair.start > 40:
        return True
    return any(char.isalnum() for char in text[pair.start : pair.end])


def _find_partner(stack: list[_Opening], mark: str, family: str) -> int | None:
    """The index of the opening mark that this one may close: its own partner first, else its family's."""
    any_of_family: int | None = None
    for depth in range(len(stack) - 1, -1, -1):
        one = stack[depth]
        if one.family != family:
            continue
        if mark in _PARTNERS.get(one.mark, mark):
            return depth
        if any_of_family is None:
            any_of_family = depth
    return any_of_family


def _choose(text: str, marks: list[tuple[int, str]], index: int, before: str, after: str, opened: str) -> int:
    """1 where a mark opens, -1 where it closes what `opened`, 0 where it is none."""
    mark = marks[index][1]
    blank = not after or after.isspace()
    opens = (not before or before.isspace() or before in _BEFORE_OPENING) and not blank
    closes = bool(before) and not before.isspace() and (blank or after in _AFTER_CLOSING)
    if mark in _SINGLE:
        return _choose_single(text, marks, index, before, after, bool(opened))
    if mark in _ALWAYS:
        return _ALWAYS[mark]
    if mark == '"':
        return _choose_straight(text, marks, index, opens, closes, bool(opened))
    if _TURNED.get(opened) == mark:
        return -1
    if mark in "“«‹":
        return -1 if opened and closes and not opens else 1
    if opened:
        return 1 if mark in "»›" and opens and not closes else -1
    return 1 if opens and not closes else 0


def _choose_straight(
    text: str, marks: list[tuple[int, str]], index: int, opens: bool, closes: bool, is_open: bool
) -> int:
    at = marks[index][0]
    if at and text[at - 1].isdigit() and closes and _is_inch(text, marks, index, is_open):
        return 0
    if opens == closes:
        return -1 if is_open else 1
    if opens:
        return 1
    # Where spaces went astray, `said," We`, two marks in a row that only close are a pair.
    return -1 if is_open else int(_next_closes(text, marks, index))


def _next_closes(text: str, marks: list[tuple[int, str]], index: int) -> bool:
    if index + 1 == len(marks) or marks[index + 1][1] != '"':
        return False
    at = marks[index + 1][0]
    after = text[at + 1 : at + 2]
    return not text[at - 1].isspace() and (not after or after.isspace() or after in _AFTER_CLOSING)


def _is_inch(text: str, marks: list[tuple[int, str]], index: int, is_open: bool) -> bool:
    at = marks[index][0]
    if _PRIME.search(text, max(0, at - 6), at):
        return True
    if not is_open or index + 1 == len(marks):
        return not is_open
    # Behind a closing mark the next one opens; where the next one can only close, this was an inch.
    following, mark = marks[index + 1]
    return (
        mark == '"'
        and following > 0
        and not text[following - 1].isspace()
        and (following + 1 >= len(text) or not text[following + 1].isalnum())
    )


def _choose_single(
    text: str, marks: list[tuple[int, str]], index: int, before: str, after: str, is_open: bool
) -> int:
    at, mark = marks[index]
    led = not before or before.isspace() or before in _BEFORE_OPENING
    if mark == "‚":
        return 1 if led and after.isalnum() else 0
    if mark == "‘" and is_open and not led and not after.isalnum():
        return -1
    if (
        mark in "'‘‛"
        and led
        and after
        and not after.isspace()
        and (after.isalnum() or after not in ".,;:!?)")
    ):
        return 0 if _is_elision(text, at) else 1
    if not is_open or not before or before.isspace():
        return 0
    if after and not after.isspace() and after not in _AFTER_CLOSING:
        return 0
    if (
        before in "sS"
        and after == " "
        and text[at + 2 : at + 3].islower()
        and _closes_later(text, marks, index)
    ):
        return 0
    return -1


def _is_elision(text: str, at: int) -> bool:
    match = _WORD.match(text, at + 1)
    if match is None:
        return False
    word = match.group().lower()
    return word in _ELISIONS or (
        (word[:2].isdigit() and word[2:] in ("s", "")) and text[match.end() : match.end() + 1] not in "'’"
    )


def _closes_later(text: str, marks: list[tuple[int, str]], index: int) -> bool:
    """Whether one of the next marks closes a single quote for certain, so that this one is a possessive."""
    for at, mark in marks[index + 1 : index + 6]:
        if mark in "‘‛‚" or (mark == "'" and text[at - 1].isspace()):
            return False
        if mark in "'’" and not text[at - 1].isspace():
            return True
    return False
