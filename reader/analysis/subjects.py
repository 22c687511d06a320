"""The subject of a verb of saying: the noun phrase that ends before it, found without a parser."""

from __future__ import annotations

from reader.analysis.cues import CUES, Form
from reader.analysis.noun_phrases import phrase_start, whole_phrase
from reader.analysis.speech_lines import GAP, Line, Phrase
from reader.analysis.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    OCCASION,
    ORGANISATION,
    PERSON,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    QUOTED,
    RELATIVE,
    ROLE,
    SAYING,
    SIGN,
    TIME,
    TITLE,
    VERB,
    WEEKDAY,
)
from reader.corpus.wordlists import word_set

_WIDEST = 60
_DASHES = frozenset("—–-―")
_JOINERS = frozenset(("and", "but", "or", "then", "yet", ";", ":"))
_APPOSITIVES = word_set("a an the who whose which one his her its their himself herself")
_TIME_LEADS = word_set("on in of the a at two three four five six several few last this next late early")
_OCCASION_LEADS = frozenset(("in", "at", "during", "on", "to", "via", "through"))
_PARTIES = frozenset(("r-", "d-", "i-"))
_PASSIVES = word_set("is are was were be been being am wasn't weren't wasn’t weren’t get got gets")

Subject = tuple[Phrase | None, str]
"""A phrase, or None and why: `infinitive`, `joined` (behind `and` or a comma) or `none`."""


def subject_before(line: Line, verb: int, floor: int) -> Subject:
    """The subject that ends before the verb at `verb`, looking back no further than the token `floor`."""
    at = _skip_back(line, verb - 1, floor)
    if at < floor:
        return None, "joined" if verb > floor else "none"
    low, kinds = line.lows[at], line.kinds[at]
    if low == "to":
        return None, "infinitive"
    if low in _JOINERS:
        return None, "joined"
    if kinds & PRONOUN and not (low in ("one", "others") and at > floor):
        return Phrase(at, at + 1), ""
    if kinds & RELATIVE:
        return _before_relative(line, at, floor)
    if low == "," or low == ")" or low in _DASHES:
        return _before_aside(line, at, floor)
    if kinds & (QUOTED | CONJUNCTION | PREPOSITION) or (kinds & SIGN and low not in "’'."):
        return None, "none"
    if kinds & DETERMINER and not kinds & (QUANTITY | ROLE):
        return None, "none"
    phrase = whole_phrase(line, at, floor)
    return _named_before(line, phrase, floor) or phrase, ""


def _named_before(line: Line, phrase: Phrase, floor: int) -> Phrase | None:
    """The name before an aside whose second comma is missing: `Joe Votel, commander of the fleet said`."""
    comma = phrase.first - 1
    if comma <= floor or line.words[comma] != "," or not line.kinds[comma - 1] & PERSON:
        return None
    lead = phrase.first + (line.lows[phrase.first] in ("a", "an"))
    bare = line.kinds[phrase.first] & (CAPITAL | DETERMINER) and lead == phrase.first
    if bare or not line.kinds[lead] & ROLE or line.lows[lead].endswith("s"):
        return None
    return Phrase(phrase_start(line, comma - 1, floor), comma)


# -- between the subject and its verb


def _skip_back(line: Line, at: int, floor: int) -> int:
    """Steps over adverbs, auxiliaries, times and occasions that stand between subject and verb."""
    while at >= floor:
        kinds = line.kinds[at]
        if kinds & (ADVERB | AUXILIARY) and not kinds & CAPITAL:
            at -= 1
        elif kinds & TIME and _is_time(line, at, floor):
            at = _skip_time(line, at - 1, floor)
        elif kinds & OCCASION or line.lows[at] in ("reporters", "journalists"):
            back = _occasion_start(line, at, floor)
            if back < 0:
                return at
            at = back - 1
        else:
            return at
    return at


def _is_time(line: Line, at: int, floor: int) -> bool:
    if line.kinds[at] & WEEKDAY or line.lows[at] in ("earlier", "later", "recently", "ago"):
        return True
    return at - 1 >= floor and line.lows[at - 1] in _TIME_LEADS | {"that", "one"}


def _skip_time(line: Line, at: int, floor: int) -> int:
    while at >= floor and (line.kinds[at] & TIME or line.lows[at] in _TIME_LEADS or line.words[at].isdigit()):
        at -= 1
    return at


def _occasion_start(line: Line, at: int, floor: int) -> int:
    """Where `in a statement` begins that ends with the token `at`; -1 where it is the subject."""
    for back in range(at - 1, max(floor, at - 7), -1):
        low = line.lows[back]
        if low in _OCCASION_LEADS:
            before = line.kinds[back - 1]
            if before & ROLE and not before & (TITLE | PERSON) and low == "at":
                return -1
            return back
        if low in ("for", "of", "from") or line.kinds[back] & SIGN:
            return -1
    return -1


# -- relatives and asides


def _before_relative(line: Line, at: int, floor: int) -> Subject:
    back = at - 1
    if back >= floor and (line.lows[back] in (",", "(") or line.lows[back] in _DASHES):
        back -= 1
    if back < floor or line.kinds[back] & (SIGN | CONJUNCTION | VERB | AUXILIARY):
        return None, "none"
    if line.lows[at] == "that" and not line.kinds[back] & ROLE:
        return None, "none"
    few = range(back, max(floor, back - 4), -1)
    tag = next((one for one in few if line.lows[one][:2].lower() in _PARTIES), -1)
    if tag - 2 >= floor and line.words[tag - 1] == ",":
        back = tag - 2
    return Phrase(phrase_start(line, back, floor), back + 1), ""


def _before_aside(line: Line, at: int, floor: int) -> Subject:
    """The phrase before `, a farmer,`, `(R-Ohio)` or `— a farmer —` that stands between subject and verb."""
    if line.lows[at] == ")":
        for back in range(at - 1, max(floor, at - 12) - 1, -1):
            if line.lows[back] == "(":
                return subject_before(line, back, floor)
        return None, "none"
    chosen = _choose_comma(line, at, floor)
    if isinstance(chosen, Phrase):
        return chosen, ""
    if chosen < 0:
        return None, "joined"
    head = line.kinds[chosen - 1]
    if head & PRONOUN:
        return Phrase(chosen - 1, chosen), ""
    phrase = whole_phrase(line, chosen - 1, floor)
    lone = phrase.last - phrase.first == 1 and head & (ADVERB | CONJUNCTION | TIME) and not head & PERSON
    led = phrase.first > floor and line.kinds[phrase.first - 1] & PREPOSITION and not head & PERSON
    return (None, "joined") if lone or led else (phrase, "")


def _choose_comma(line: Line, at: int, floor: int) -> int | Phrase:
    """The comma or dash behind the subject, or the name that the aside itself is; -1 for neither."""
    dash = line.lows[at] in _DASHES
    chosen = -1
    for back in range(at - 1, max(floor, at - _WIDEST), -1):
        low = line.lows[back]
        if low in (";", ":") or line.words[back] == GAP:
            break
        if not (low in _DASHES if dash else low == ",") or not _ends_phrase(line, back - 1):
            continue
        person = bool(line.kinds[back - 1] & PERSON) and line.ends_mention(back - 1)
        person = person and not _is_object(line, back - 1, at)
        if chosen < 0 and not person and (named := _named_aside(line, back + 1, at)) is not None:
            return named
        if person:
            return back
        if chosen < 0 or _is_better(line, back, chosen):
            chosen = back
    return chosen


def _is_object(line: Line, at: int, last: int) -> bool:
    """Whether a person’s name is part of a description, before the name of whom it describes:
    `a spokesman for Mr. Smith, Joe Doe,`."""
    first = at
    while first > 0 and line.mentions[first - 1] == line.mentions[at]:
        first -= 1
    while first > 0 and (line.kinds[first - 1] & TITLE or line.words[first - 1] == "."):
        first -= 1
    led = first > 0 and line.kinds[first - 1] & PREPOSITION
    return bool(led) and _named_aside(line, at + 2, last) is not None


def _ends_phrase(line: Line, at: int) -> bool:
    kinds = line.kinds[at]
    if kinds & SIGN:
        return line.words[at] in (".", ")")
    if kinds & PERSON:
        return True
    return not kinds & (ADVERB | PREPOSITION | TIME) and not (kinds & SAYING and kinds & VERB)


def _named_aside(line: Line, first: int, last: int) -> Phrase | None:
    """The name that a description before it introduces: `the head of the agency, John Smith, said`."""
    if not 0 < last - first <= 7:
        return None
    if line.kinds[last - 1] & PERSON and all(
        line.kinds[at] & (PERSON | TITLE | CAPITAL) or line.words[at] == "." for at in range(first, last)
    ):
        return Phrase(first, last)
    plain = last - first <= 3 and all(
        line.kinds[at] == CAPITAL and line.labels[at] is None for at in range(first, last)
    )
    head = line.kinds[first - 2] if first > 1 else 0
    return Phrase(first, last) if plain and head & ROLE and not head & (CAPITAL | ORGANISATION) else None


def _is_better(line: Line, back: int, chosen: int) -> bool:
    if line.lows[chosen + 1] in _APPOSITIVES or line.kinds[chosen + 1] & RELATIVE:
        # An aside is open already; only a name before another one is better.
        return line.lows[back + 1] in _APPOSITIVES and line.is_name(back - 1)
    return line.is_name(back - 1) or bool(line.kinds[back - 1] & ROLE) or line.lows[back + 1] in _APPOSITIVES


def takes_base(line: Line, subject: Phrase, verb: int) -> bool:
    """Whether a base form has this subject: `they say`, `would say`, `critics say`."""
    if verb > subject.last:
        return line.lows[verb - 1] != "to"
    last = line.lows[subject.last - 1]
    if line.lows[subject.first] in ("a", "an") or (last.endswith(("us", "ss", "is")) and len(last) > 3):
        return False
    if last in ("i", "we", "they", "you", "police", "people", "men", "women") or last.endswith("s"):
        return True
    return any(line.lows[at] == "and" for at in range(subject.first, subject.last))


def is_passive(line: Line, verb: int, floor: int) -> bool:
    """Whether the verb is passive: `was told`, `is described`."""
    cue = CUES.get(line.lows[verb])
    if cue is None or cue.form in (Form.PRESENT, Form.ING):
        return False
    back = verb - 1
    while back >= floor and line.kinds[back] & ADVERB:
        back -= 1
    return back >= floor and line.lows[back] in _PASSIVES
