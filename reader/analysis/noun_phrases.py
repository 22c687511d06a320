"""Where a noun phrase begins that ends at a place, found without a parser."""

from __future__ import annotations

from reader.analysis.speech_lines import Line, Phrase
from reader.analysis.speech_words import ABBREVIATIONS, CLOSE, REDUCED_LINKS
from reader.analysis.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CHAINING,
    CONJUNCTION,
    DETERMINER,
    OBJECT,
    OCCASION,
    ORGANISATION,
    PARTICIPLE,
    PERSON,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    ROLE,
    SIGN,
    TIME,
    VERB,
    WEEKDAY,
)
from reader.corpus.wordlists import word_set

_LONGEST = 24
_PARTICLES = word_set("von van de der den del della bin ibn ben al el la le du da dos di ter zu")
_NAME_ENDINGS = frozenset(("jr", "sr", "inc", "ii", "iii", "llc"))
_PLACED = frozenset(
    ("in", "at", "to", "on", "from", "behind", "near", "between", "with", "inside", "outside")
)
_STOPS = CONJUNCTION | WEEKDAY | AUXILIARY | OBJECT | ADVERB


def whole_phrase(line: Line, at: int, floor: int) -> Phrase:
    """The phrase that ends at `at`, without `seen by Sky News`, `published on Monday` behind its head."""
    for _ in range(3):
        while at > floor and line.kinds[at] & PARTICIPLE and not line.kinds[at] & CAPITAL:
            at -= 1
        start = phrase_start(line, at, floor)
        if not (
            start - 2 > floor
            and line.lows[start - 1] in REDUCED_LINKS
            and line.kinds[start - 2] & PARTICIPLE
            and not line.kinds[start - 2] & CAPITAL
        ):
            break
        at = start - 3
        if line.kinds[at] & (SIGN | PREPOSITION | CONJUNCTION | AUXILIARY):
            return Phrase(start, max(start + 1, at + 1))
    return Phrase(start, at + 1)


def phrase_start(line: Line, at: int, floor: int) -> int:
    """The first token of the noun phrase that ends with the token at `at`."""
    fence = max(floor, at - _LONGEST)
    while at > fence:
        stepped = _step(line, at, fence)
        if stepped == at:
            return at
        at = stepped
        if line.kinds[at] & DETERMINER and not line.kinds[at] & ORGANISATION:
            chained = _chain_before(line, at, fence)
            if chained == at:
                return at
            at = chained
    return at


def _step(line: Line, at: int, fence: int) -> int:
    """One token further to the left where it belongs to the phrase, else `at`."""
    back = at - 1
    low, kinds = line.lows[back], line.kinds[back]
    if line.mentions[at] >= 0 and line.mentions[back] == line.mentions[at]:
        return back
    if kinds & SIGN:
        return _step_sign(line, back, at, fence)
    if low == "and":
        return _step_and(line, back, at, fence)
    if kinds & PERSON:
        return back
    if low in _PARTICLES and line.kinds[at] & CAPITAL:
        return back
    if line.kinds[at] & PERSON and not kinds & ~PARTICIPLE and not line.is_agent(back):
        # `a position Smith described`: a thing before a name is not part of it.
        return at
    if low == "that":
        return at
    if kinds & DETERMINER:
        return back
    if kinds & PREPOSITION:
        takes = back > fence and kinds & CHAINING and _takes(line, low, back - 1)
        return back - 1 if takes else at
    if kinds & TIME and not kinds & CAPITAL:
        return at
    if kinds & (_STOPS | PRONOUN | VERB) and not (kinds & CAPITAL and kinds & ROLE):
        return back if low in ("first", "now", "then") and line.kinds[at] & ROLE else at
    return back


def _takes(line: Line, low: str, noun: int) -> bool:
    """Whether the noun before a preposition takes it, with what follows, into the phrase."""
    kinds = line.kinds[noun]
    if low == "of":
        return not kinds & (
            SIGN | VERB | AUXILIARY | CONJUNCTION | PREPOSITION | ADVERB | TIME | OBJECT
        ) or bool(kinds & (QUANTITY | ROLE))
    return line.takes_more(noun) or line.lows[noun] in CLOSE


def _step_sign(line: Line, back: int, at: int, fence: int) -> int:
    if back <= fence:
        return at
    sign, before = line.words[back], line.lows[back - 1].lower()
    if line.is_nickname(back) or (
        # `the “alt-right” figure`
        line.quotes[back] >= 0
        and line.kinds[back - 1] & DETERMINER
        and line.ends[back] - line.starts[back] < 30
    ):
        return back - 1
    if sign == "." and line.is_tight(back) and (before in ABBREVIATIONS or len(before) == 1):
        return back - 1
    if sign in "’'" and line.is_tight(back):
        return back - 1
    if sign in "&/-" and line.kinds[back - 1] & CAPITAL and line.kinds[at] & CAPITAL:
        return back - 1
    if sign == "," and line.lows[at].lower() in _NAME_ENDINGS:
        return back - 1
    return at


def _step_and(line: Line, back: int, at: int, fence: int) -> int:
    """Over `and`, where both sides name speakers: `Smith and Jones`, `doctors and nurses`."""
    if back <= fence:
        return at
    before = back - 1
    left, right = line.kinds[before], line.kinds[at]
    if left & CAPITAL and right & CAPITAL and not left & TIME:
        return before if bool(left & PERSON) == bool(right & PERSON) else at
    if left & CAPITAL:
        return at
    plural = line.lows[before].endswith("s") and line.takes_more(before)
    return before if plural or (left & ROLE and right & ROLE and not left & OCCASION) else at


def _chain_before(line: Line, at: int, fence: int) -> int:
    """From a determiner to before `a spokesman for the`, or the first determiner itself."""
    first = at
    while first > fence and line.kinds[first - 1] & DETERMINER and line.lows[first - 1] != "that":
        first -= 1
    link = first - 1
    if link > fence and line.lows[link] == "and" and line.kinds[link - 1] & PERSON:
        return link - 1
    if link <= fence or not line.kinds[link] & CHAINING:
        return first if first == at or line.kinds[first] & DETERMINER else at
    noun = link - 1
    if not _takes(line, line.lows[link], noun):
        return first
    if line.lows[link] in _PLACED and line.lows[noun] not in CLOSE and not line.kinds[noun] & (ROLE | PERSON):
        return first
    return noun
