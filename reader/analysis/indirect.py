"""Speech that is retold without quotation marks: `Moscow says the prisoners will be treated humanely`.

Only plain forms are taken, since others are guesses: a subject that can speak, a verb of saying and its
clause; a clause and behind its comma `X said`; and `according to X` before a clause.
"""

from __future__ import annotations

import re

from reader.analysis.attribution import FINITE, Attribution, by_according, find_tail
from reader.analysis.attribution_before import can_speak, leads_aside, stands_as_noun
from reader.analysis.cues import CUES
from reader.analysis.speech_lines import Line, Phrase
from reader.analysis.subjects import is_passive, subject_before
from reader.analysis.word_classes import (
    ADVERB,
    AUXILIARY,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    OBJECT,
    OCCASION,
    PREPOSITION,
    RELATIVE,
    SIGN,
    TIME,
    VERB,
)
from reader.corpus.wordlists import word_set

_PLAIN = word_set("say tell")
_WITH_THAT = word_set("""
    acknowledge add admit allege announce argue assert claim complain conclude confirm declare deny emphasise
    emphasize explain indicate insist maintain note predict reply report reveal state stress suggest testify
    tweet warn write
    """)
_BREAKS = word_set("but while although though adding saying calling citing whereas noting warning despite")
_HEARERS = word_set("reporters journalists lawmakers voters parliament mps senators cnn reuters congress")
_MARKS = frozenset('“”"«»„‘')
_FORMS = sorted(
    word
    for word, cue in CUES.items()
    if cue.form in FINITE and (cue.lemma in _PLAIN or cue.lemma in _WITH_THAT)
)
_VERBS = re.compile(rf"\b(?:{'|'.join(_FORMS)}|[Aa]ccording to)\b")
_SHORTEST = 5
_DEEP = 40
_TOLD = 12


def may_retell(text: str, start: int, end: int) -> bool:
    """Whether a stretch holds a verb of saying at all; to look costs much less than to read it."""
    return _VERBS.search(text, start, end) is not None


def find_retold(line: Line) -> list[tuple[Attribution, Phrase]]:
    """The sentences of a line that retell speech: who speaks, and the clause that was said."""
    found: list[tuple[Attribution, Phrase]] = []
    first = 0
    while first < len(line):
        last = line.last[first]
        if last - first >= _SHORTEST and not any(
            line.quotes[at] >= 0 or line.words[at] in _MARKS for at in range(first, last)
        ):
            one = _by_according(line, first, last) or _ahead(line, first, last) or _behind(line, first, last)
            if one is not None:
                found.append(one)
        first = last
    return found


def _by_according(line: Line, first: int, last: int) -> tuple[Attribution, Phrase] | None:
    """`According to Smith, the plan was dead.`"""
    own = by_according(line, first, last) if line.lows[first] == "according" else None
    if own is None or own.speaker.last >= last or line.words[own.speaker.last] != ",":
        return None
    start = own.speaker.last + 1
    return (own, Phrase(start, _clause_end(line, start, last))) if _is_clause(line, start, last) else None


def _ahead(line: Line, first: int, last: int) -> tuple[Attribution, Phrase] | None:
    """`Smith said on Friday that the plan was dead.`"""
    for at in range(first + 1, min(last - 2, first + _DEEP)):
        cue = line.cue(at)
        if cue is None or cue.form not in FINITE or (cue.lemma not in _PLAIN and cue.lemma not in _WITH_THAT):
            continue
        if stands_as_noun(line, cue, at, first):
            continue
        subject, _ = subject_before(line, at, first)
        if subject is None or line.kinds[at - 1] & RELATIVE or is_passive(line, at, first):
            return None
        if not can_speak(line, subject) or not _opens(line, first, subject):
            return None
        start = _clause_start(line, at, last)
        that = start > 0 and "that" in (line.lows[start - 1], line.lows[start - 2])
        if start < 0 or (not that and cue.lemma not in _PLAIN) or not _is_clause(line, start, last):
            return None
        return Attribution(subject, at, at + 1), Phrase(start, _clause_end(line, start, last))
    return None


def _opens(line: Line, first: int, subject: Phrase) -> bool:
    """Whether a subject begins its sentence, behind a time, a place or a dateline at most."""
    if subject.first == first:
        return True
    if line.lows[first] in ("but", "and", "meanwhile") and subject.first == first + 1:
        return True
    lead = range(first, subject.first)
    if line.words[subject.first - 1] not in (",", "–", "—", "-"):
        return False
    leads = line.kinds[first] & (PREPOSITION | TIME | ADVERB | CAPITAL)
    return bool(leads) and not any(line.kinds[at] & (AUXILIARY | VERB) for at in lead)


def _clause_start(line: Line, at: int, last: int) -> int:
    """Where the clause behind the verb of saying at `at` begins; -1 where none does."""
    start = at + 1
    if line.lows[at] in ("told", "tells"):
        start = _behind_hearer(line, start, last)
        if start < 0:
            return -1
    start = _behind_time(line, start, last)
    start = _behind_occasion(line, start, last)
    if start + 1 >= last:
        return -1
    if line.lows[start] == "that":
        return start + 1 + (line.words[start + 1] == ",")
    kinds = line.kinds[start]
    clash = kinds & (SIGN | PREPOSITION | CONJUNCTION | AUXILIARY | VERB | OCCASION)
    return -1 if clash and not kinds & (CAPITAL | DETERMINER) else start


def _behind_time(line: Line, start: int, last: int) -> int:
    """Behind `on Friday`, `earlier this month`; `this week’s meeting` is none."""
    while start + 1 < last:
        low, kinds = line.lows[start], line.kinds[start]
        leads = low in ("on", "this", "last", "next", "late", "early")
        if not (line.kinds[start + 1] & TIME if leads else kinds & (TIME | ADVERB)):
            break
        start += 1
    return start


def _behind_hearer(line: Line, start: int, last: int) -> int:
    """Behind whom something was told: `reporters`, `him`, all that stands before `that`; else -1."""
    if start < last and (line.lows[start] in _HEARERS or line.kinds[start] & OBJECT):
        return start + 1
    for at in range(start, min(last, start + _TOLD)):
        if line.lows[at] == "that":
            return at
        if line.kinds[at] & (VERB | AUXILIARY):
            return -1
    return -1


def _behind_occasion(line: Line, start: int, last: int) -> int:
    """Behind `in a statement on Friday`, where the clause goes on."""
    if line.lows[start] not in ("in", "at", "during"):
        return start
    for at in range(start + 1, min(last, start + 5)):
        if line.kinds[at] & OCCASION and at + 1 < last and not line.kinds[at + 1] & OCCASION:
            at += 1
            while at < last and (line.kinds[at] & TIME or line.lows[at] == "on"):
                at += 1
            return at
    return start


def _is_clause(line: Line, first: int, last: int) -> bool:
    """Whether the tokens hold a finite verb behind a subject."""
    return last - first >= 3 and any(
        line.kinds[at] & (AUXILIARY | VERB) or line.lows[at].endswith("ed") for at in range(first + 1, last)
    )


def _clause_end(line: Line, first: int, last: int) -> int:
    for at in range(first + 3, last - 1):
        if line.words[at] == ";" or (line.words[at] == "," and line.lows[at + 1] in _BREAKS):
            return at
        if line.lows[at] == "and" and any(
            line.lows[one] in ("said", "says") for one in range(at + 2, min(at + 5, last))
        ):
            # Somebody else speaks from here on.
            return at
    while last > first + 1 and line.words[last - 1] in (".", "!", "?", ","):
        last -= 1
    return last


def _behind(line: Line, first: int, _: int) -> tuple[Attribution, Phrase] | None:
    """`The plan was dead, Smith said on Friday.`"""
    own = find_tail(line, first)
    if own is None:
        return None
    start = min(own.speaker.first, own.cue_first)
    cue = line.cue(own.cue_first)
    if cue is not None and cue.lemma not in _PLAIN and cue.lemma not in _WITH_THAT:
        return None
    if line.words[start - 1] != "," or not can_speak(line, own.speaker):
        return None
    whole = _is_clause(line, first, start - 1) and line.lows[first] not in ("but", "and")
    if line.kinds[start - 2] & CONJUNCTION or (line.lows[first].endswith("ing") and leads_aside(line, first)):
        return None
    return (own, Phrase(first, start - 1)) if whole else None
