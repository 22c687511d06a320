"""The noun phrase that begins at a place: the speaker behind `said`, `according to` and `by`."""

from __future__ import annotations

from reader.analysis.speech_lines import Line, Phrase
from reader.analysis.speech_words import ABBREVIATIONS, CLOSE
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
    SAYING,
    SIGN,
    TIME,
    VERB,
    WEEKDAY,
)
from reader.corpus.wordlists import word_set

_LONGEST = 24
_NAME_ENDINGS = frozenset(("jr", "sr", "inc", "ii", "iii", "llc"))
_TIME_LEADS = frozenset(("last", "this", "late", "early", "earlier", "next", "later"))
_MEDIA = word_set("television radio newspaper court parliament tv x press twitter facebook")
_NOT_FIRST = CONJUNCTION | PREPOSITION | AUXILIARY | SIGN
_INDEFINITE = word_set("one others someone somebody everyone everybody nobody")


def phrase_after(line: Line, at: int, ceiling: int) -> Phrase | None:
    """The noun phrase that begins with the token at `at` and ends before `ceiling`, or None."""
    ceiling = min(ceiling, at + _LONGEST, len(line))
    while at < ceiling and line.kinds[at] & ADVERB and not line.kinds[at] & CAPITAL:
        at += 1
    if at >= ceiling:
        return None
    kinds = line.kinds[at]
    if kinds & PRONOUN and (line.lows[at] not in _INDEFINITE or _ends_here(line, at + 1, ceiling)):
        return Phrase(at, at + 1)
    if kinds & _NOT_FIRST and not (kinds & CAPITAL and kinds & ROLE):
        return None
    last = _phrase_end(line, at, ceiling)
    while (
        last > at + bool(line.kinds[at] & QUANTITY)
        and line.kinds[last - 1] & (PREPOSITION | DETERMINER | CONJUNCTION)
        and not (line.kinds[last - 1] & ROLE)
    ):
        last -= 1
    return Phrase(at, last) if last > at else None


def _ends_here(line: Line, at: int, ceiling: int) -> bool:
    return at >= ceiling or line.words[at] in ".,;"


def _phrase_end(line: Line, first: int, ceiling: int) -> int:
    at = first
    named = False
    while at < ceiling:
        if line.kinds[at] & PERSON and line.ends_mention(at):
            at += 1
            if line.words[at - 1].endswith(("’s", "'s")):
                continue
            named = True
            if at < ceiling and not _goes_on(line, at, ceiling):
                return at
            continue
        if not _belongs(line, at, first, ceiling, named):
            return at
        at += 1
    return at


def _belongs(line: Line, at: int, first: int, ceiling: int, named: bool) -> bool:
    """Whether the token belongs to the phrase that began at `first`."""
    kinds, low = line.kinds[at], line.lows[at]
    if line.mentions[at] >= 0 and at > first and line.mentions[at - 1] == line.mentions[at]:
        return True
    if kinds & SIGN:
        return _keeps_sign(line, at, first, ceiling)
    if low == "and":
        return _joins(line, at, ceiling)
    if kinds & PREPOSITION:
        return _chains(line, at, first, ceiling, named)
    if at == first:
        return True
    if kinds & OBJECT and line.kinds[at - 1] & PREPOSITION:
        return True
    if kinds & (CONJUNCTION | AUXILIARY | OBJECT | WEEKDAY) or (kinds & PRONOUN and low != "one"):
        return bool(kinds & CAPITAL and kinds & ROLE)
    if low in _TIME_LEADS:
        return bool(line.kinds[at - 1] & PREPOSITION)
    return bool(kinds & CAPITAL) or not _is_verb(line, at, ceiling)


def _is_verb(line: Line, at: int, ceiling: int) -> bool:
    """Whether a word in lower case ends the phrase as its verb, its participle or an adverb."""
    kinds, low = line.kinds[at], line.lows[at]
    if low in CLOSE:
        return False
    if kinds & SAYING and line.lows[at - 1].endswith("s") and not kinds & (ROLE | CAPITAL):
        # `officials tell the agency`
        cue = line.cue(at)
        return cue is not None and not cue.noun
    if kinds & (VERB | ADVERB):
        # `the burly farmer`, `her elderly aunt`
        return not (low.endswith("ly") and line.kinds[at - 1] & DETERMINER)
    if low.endswith("ing") and not kinds & ROLE:
        return not line.kinds[at - 1] & DETERMINER
    if kinds & PARTICIPLE and not line.kinds[at - 1] & DETERMINER:
        following = line.kinds[at + 1] if at + 1 < ceiling else SIGN
        return bool(
            following & (SIGN | DETERMINER | PREPOSITION | ADVERB | OBJECT | CONJUNCTION | CAPITAL | TIME)
        )
    return False


def _goes_on(line: Line, at: int, ceiling: int) -> bool:
    """Whether a phrase goes on behind a person's name: `Trump spokeswoman Sarah Sanders`, `Doe of Yale`."""
    kinds, low = line.kinds[at], line.lows[at]
    if low in ("and", "of", "from", "’", "'", "&", ",", "."):
        return _belongs(line, at, at - 1, ceiling, named=True)
    if low in ("at", "with", "for"):
        return at + 1 < ceiling and bool(line.kinds[at + 1] & CAPITAL) and not line.kinds[at + 1] & TIME
    if kinds & PERSON:
        return True
    if kinds & TIME or kinds & SIGN:
        return False
    return bool(kinds & ROLE) or bool(kinds & CAPITAL and not kinds & (CONJUNCTION | PREPOSITION | PRONOUN))


def _keeps_sign(line: Line, at: int, first: int, ceiling: int) -> bool:
    if at == first or at + 1 >= ceiling:
        return False
    sign, before = line.words[at], line.lows[at - 1].lower()
    if line.is_nickname(at):
        return True
    following = line.kinds[at + 1]
    if sign == ".":
        return (
            line.is_tight(at) and (before in ABBREVIATIONS or len(before) == 1) and bool(following & CAPITAL)
        )
    if sign in "’'":
        return line.is_tight(at) and not following & SIGN
    if sign in "&/-":
        return bool(following & CAPITAL)
    return sign == "," and line.lows[at + 1].lower() in _NAME_ENDINGS


def _joins(line: Line, at: int, ceiling: int) -> bool:
    if at + 1 >= ceiling or at == 0:
        return False
    left, right = line.kinds[at - 1], line.kinds[at + 1]
    if left & CAPITAL and right & CAPITAL and not right & PRONOUN:
        return not any(line.kinds[one] & (VERB | AUXILIARY) for one in range(at + 1, min(at + 4, ceiling)))
    return (
        not left & CAPITAL and bool(right & ROLE) and (line.lows[at - 1].endswith("s") or bool(left & ROLE))
    )


def _chains(line: Line, at: int, first: int, ceiling: int, named: bool) -> bool:
    """Whether a preposition belongs to the phrase: `a spokesman for the ministry`, not `in a statement`."""
    low, before = line.lows[at], line.kinds[at - 1]
    if at == first or at + 1 >= ceiling or not line.kinds[at] & CHAINING:
        return False
    if low == "of":
        return True
    following = line.kinds[at + 1]
    if following & TIME or _is_occasion(line, at + 1, ceiling):
        return False
    if named:
        return low == "from" or (low in ("at", "with", "for") and bool(following & CAPITAL))
    if line.lows[at - 1] in CLOSE:
        return True
    if low in ("to", "on"):
        return (
            bool(before & ROLE)
            and not before & ORGANISATION
            and bool(following & CAPITAL or (low == "to" and before & ROLE and following & DETERMINER))
        )
    if low in ("in", "at") and (line.mentions[at - 1] >= 0 or before & ORGANISATION):
        return False
    return line.takes_more(at - 1) or bool(before & PRONOUN)


def _is_occasion(line: Line, at: int, ceiling: int) -> bool:
    for one in range(at, min(at + 5, ceiling)):
        if line.kinds[one] & OCCASION and line.lows[one] not in _MEDIA:
            return True
        if line.kinds[one] & (SIGN | PREPOSITION):
            return False
    return False
