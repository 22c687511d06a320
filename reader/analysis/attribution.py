"""Whose words a quote holds, told by what stands behind it: `“…,” said Smith`, `“…,” Smith said`."""

from __future__ import annotations

from dataclasses import dataclass

from reader.analysis.cues import Form
from reader.analysis.noun_phrases import phrase_start
from reader.analysis.phrases import phrase_after
from reader.analysis.speech_lines import GAP, QUOTE, Line, Phrase
from reader.analysis.subjects import is_passive, subject_before, takes_base
from reader.analysis.word_classes import (
    ADVERB,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    OBJECT,
    PREPOSITION,
    PRONOUN,
    RELATIVE,
    SIGN,
    TIME,
    VERB,
)
from reader.corpus.wordlists import word_set

REACH = 60
"""How many tokens around a quote are looked at."""
FINITE = (Form.PAST, Form.PRESENT)
MARKS = "“”„‟\"«»‹›‘’‚‛'「」『』` "
SIGNS_OF_SPEECH = frozenset(".!?…,—–-")
DASHES = frozenset("—–-―")
_NO_INVERSION = word_set("tell call describe remind accuse want see")
_CLAUSES = frozenset(("that", "when", "as", "after", "reporters", "how", "if"))


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of a quote and its verb or noun of saying, tokens `[cue_first, cue_last)` of its line."""

    speaker: Phrase
    cue_first: int
    cue_last: int

    @property
    def has_cue(self) -> bool:
        """Whether a verb or noun of saying was found."""
        return self.cue_last > self.cue_first


def find_behind(line: Line, quote: int) -> Attribution | None:
    """The attribution that follows the quote at the token `quote` at once, in its sentence."""
    ceiling = line.last[quote]
    at = quote + 1
    if at < ceiling and (
        line.words[at] == ","
        or (line.words[at] in DASHES and (line.first[quote] == quote or speaks(line, quote)))
    ):
        at += 1
    if at >= ceiling:
        return None
    found = by_according(line, at, ceiling) or by_inversion(line, at, ceiling) or _by_order(line, at, ceiling)
    return found or _by_signature(line, quote, at, ceiling)


def _by_signature(line: Line, quote: int, at: int, ceiling: int) -> Attribution | None:
    """`“…” — Winston Churchill`, with a dash and nothing else behind a quote that opens its sentence."""
    if line.words[at - 1] not in DASHES or line.first[quote] != quote or not line.kinds[at] & CAPITAL:
        return None
    phrase = phrase_after(line, at, ceiling)
    if phrase is None or phrase.last - phrase.first > 6:
        return None
    ends = phrase.last >= ceiling or line.words[phrase.last] in (",", ".", "(")
    return Attribution(phrase, at, at) if ends else None


def by_according(line: Line, at: int, ceiling: int) -> Attribution | None:
    """`according to Smith`, beginning at `at`."""
    if at + 2 >= ceiling or (line.lows[at], line.lows[at + 1]) not in (("according", "to"), ("words", "of")):
        return None
    phrase = phrase_after(line, at + 2, ceiling)
    return (
        None if phrase is None else Attribution(phrase, at, at + (2 if line.lows[at] == "according" else 1))
    )


def by_inversion(line: Line, at: int, ceiling: int) -> Attribution | None:
    """`said Smith`, beginning at `at`."""
    while at < ceiling and (line.kinds[at] & (ADVERB | TIME) or line.lows[at] == "on"):
        at += 1
    if at + 1 >= ceiling:
        return None
    cue = line.cue(at)
    if cue is None or cue.form not in FINITE or cue.lemma in _NO_INVERSION:
        return None
    if not cue.strong and cue.form is not Form.PAST:
        return None
    if line.kinds[at + 1] & PREPOSITION or line.lows[at + 1] in _CLAUSES:
        return None
    phrase = phrase_after(line, at + 1, ceiling)
    if phrase is None or (phrase.last < ceiling and line.kinds[phrase.last] & VERB and cue.noun):
        return None
    return Attribution(phrase, at, at + 1)


def _by_order(line: Line, start: int, ceiling: int) -> Attribution | None:
    """`Smith said`, `Smith, a farmer who said he was ill, told reporters`, from `start` on."""
    relative: Attribution | None = None
    if not _may_lead(line, start):
        return None
    for at in range(start + 1, min(ceiling, start + REACH)):
        low = line.lows[at]
        if line.words[at] == GAP or low in (";", ":") or (line.words[at] == QUOTE and speaks(line, at)):
            break
        cue = line.cue(at)
        if cue is None or cue.form > Form.BASE:
            continue
        subject, _ = subject_before(line, at, start)
        if subject is None or not (_leads(line, start, subject.first) or _is_described(line, start, subject)):
            continue
        if cue.form is Form.BASE and not takes_base(line, subject, at):
            continue
        if (cue.noun or not cue.strong) and not _stands_as_verb(line, subject, at, ceiling):
            continue
        if not cue.strong and not (at + 1 >= ceiling or line.words[at + 1] in ".,"):
            continue
        if is_passive(line, at, start) and low != "quoted":
            continue
        found = Attribution(subject, at, at + 1)
        if not line.kinds[at - 1] & RELATIVE:
            return found
        relative = relative or found
    return relative


def speaks(line: Line, quote: int) -> bool:
    """Whether a quote ends or is long as speech is, and no name of something."""
    long = line.ends[quote] - line.starts[quote] > 40
    return (
        long
        or line.text[max(line.starts[quote], line.ends[quote] - 4) : line.ends[quote]].strip(MARKS)[-1:]
        in SIGNS_OF_SPEECH
    )


def _may_lead(line: Line, start: int) -> bool:
    """Whether a speaker may begin at `start`: a quote without a comma before a noun only describes this."""
    if line.lows[start] == "that":
        return False
    if line.kinds[start] & (CAPITAL | PRONOUN | DETERMINER | ADVERB) or line.words[start - 1] != QUOTE:
        return True
    quote = start - 1
    return (
        line.text[max(line.starts[quote], line.ends[quote] - 4) : line.ends[quote]].strip(MARKS)[-1:]
        in SIGNS_OF_SPEECH
    )


def _stands_as_verb(line: Line, subject: Phrase, at: int, ceiling: int) -> bool:
    """Whether a word that may be a noun is a verb here, by what stands around it."""
    if line.kinds[subject.last - 1] & PRONOUN:
        return True
    if at + 1 >= ceiling or line.words[at + 1] in ".,:—" or line.words[at + 1] == QUOTE:
        return True
    following = line.kinds[at + 1]
    return bool(following & (TIME | PREPOSITION | DETERMINER | OBJECT)) or line.lows[at + 1] in _CLAUSES


def _is_described(line: Line, start: int, subject: Phrase) -> bool:
    """Whether a name follows its description, `his widow, Jane,`, and this follows the quote."""
    comma = subject.first - 1
    return comma > start and line.words[comma] == "," and phrase_start(line, comma - 1, start) == start


def _leads(line: Line, start: int, first: int) -> bool:
    """Whether only adverbs, `as`, times or a comma stand between the quote and its speaker."""
    return all(
        line.kinds[at] & (ADVERB | TIME) or line.lows[at] in ("as", ",", "on", "is", "was", "how", "what")
        for at in range(start, first)
    )


def find_tail(line: Line, quote: int) -> Attribution | None:
    """`It was “a disaster” for the town, Smith said.`: the attribution that closes the quote's sentence."""
    ceiling = line.last[quote]
    start = quote + 1
    for at in range(min(ceiling, start + REACH) - 1, start, -1):
        cue = line.cue(at)
        if cue is None or cue.form not in FINITE or not cue.strong:
            if line.lows[at] == "according" and (found := by_according(line, at, ceiling)) is not None:
                return found
            continue
        if _ends_clause(line, at, ceiling) or cue.lemma == "tell":
            subject, _ = subject_before(line, at, start)
            if (
                subject is not None
                and subject.first > start
                and line.words[subject.first - 1] in (",", "—", "–")
            ):
                return Attribution(subject, at, at + 1)
        elif cue.lemma in ("say", "add") and line.words[at - 1] == ",":
            found = by_inversion(line, at, ceiling)
            if found is not None and (
                found.speaker.last >= ceiling or line.words[found.speaker.last] in ".,"
            ):
                return found
    return None


def _ends_clause(line: Line, at: int, ceiling: int) -> bool:
    """Whether no clause of its own follows the verb at `at`."""
    if at + 1 >= ceiling or line.words[at + 1] in (".", ",", ";", QUOTE, "?", "!"):
        return True
    following = line.kinds[at + 1]
    return bool(following & (PREPOSITION | TIME | ADVERB)) and not following & (CONJUNCTION | SIGN | PRONOUN)
