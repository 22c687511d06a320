"""Whose words a quote holds, told by what stands before it: `Smith said: “…”`, `Smith called it “…”`."""

from __future__ import annotations

from reader.analysis.attribution import FINITE, MARKS, REACH, Attribution, by_according
from reader.analysis.cues import CUES, REPORTING_NOUNS, Cue, Form
from reader.analysis.marks import EntityType
from reader.analysis.phrases import phrase_after
from reader.analysis.speech_lines import QUOTE, Line, Phrase
from reader.analysis.subjects import is_passive, subject_before, takes_base
from reader.analysis.word_classes import (
    ADVERB,
    AUXILIARY,
    BE,
    CAPITAL,
    CONJUNCTION,
    DETERMINER,
    ORGANISATION,
    PARTICIPLE,
    PERSON,
    PREPOSITION,
    PRONOUN,
    QUANTITY,
    RELATIVE,
    ROLE,
    SIGN,
    TIME,
    VERB,
)
from reader.corpus.wordlists import word_set

_SUBORDINATORS = word_set("after when as because although though if while since before whenever once until")
_LEADS = frozenset(("but", "and", "so", "yet", "still", "then", ","))
_NAMES = (EntityType.ORG, EntityType.LOC, EntityType.NORP)
_ASPECTS = word_set("kept keeps started began stopped")
_ATTITUDES = word_set("""
    believe consider doubt expect fear feel hope mean regard think understand view want welcome
    """)
_WITNESSED = frozenset(("with", "show", "shows", "showed", "heard", "hear"))
_CAUSES = word_set("""
    allowed allows asked caused causes causing compelled drove forced forces forcing got inspired invited
    leading leads led moved prompted prompting prompts pushed urged wanted wants
    """)
_EARLIER = frozenset(("earlier", "recent", "new", "such", "other", "initial", "false"))
_NEAR = 12
_BESIDE = frozenset(("reporters", "journalists", "and", "by"))


def find_before(line: Line, quote: int) -> Attribution | None:
    """The attribution by a verb of saying before the quote at the token `quote`, in its sentence."""
    first = line.first[quote]
    weak: Attribution | None = None
    noun = -1
    for at in range(quote - 1, max(first, quote - REACH) - 1, -1):
        if line.lows[at] in ("according", "words") and (found := by_according(line, at, quote)) is not None:
            return found
        cue = line.cue(at)
        if cue is None or stands_as_noun(line, cue, at, first):
            if noun < 0 and line.lows[at] in REPORTING_NOUNS:
                noun = at
            continue
        if cue.beside and not _is_beside(line, at, quote):
            continue
        found = _governed(line, cue, at, first, quote)
        if found is None:
            continue
        near = line.lows[quote - 1] == "as" or (
            quote - at <= _NEAR
            and all(line.quotes[one] >= 0 or not line.kinds[one] & SIGN for one in range(at + 1, quote - 1))
        )
        if (cue.noun or not cue.strong) and not can_speak(line, found.speaker):
            continue
        if cue.strong or _is_complement(line, at, quote):
            return found
        weak = weak or (found if near else None)
    return weak or _without_verb(line, quote, first, noun)


def is_bound(line: Line, quote: int, found: Attribution) -> bool:
    """Whether a quote is the object of a finite verb close before it, whatever stands behind it."""
    cue = line.cue(found.cue_first)
    if cue is None or cue.form is Form.ING or found.speaker.first > found.cue_first:
        return False
    if quote == found.cue_last or line.words[quote - 1] == ":":
        return True
    if quote == found.cue_last + 1 and line.words[quote - 1] == ",":
        return True
    lower = line.text[line.starts[quote] : line.starts[quote] + 3].strip(MARKS)[:1].islower()
    return lower and not any(line.quotes[at] >= 0 for at in range(found.cue_last, quote))


def _is_complement(line: Line, at: int, quote: int) -> bool:
    """Whether the quote is what a verb like `called` makes of its object: `what he called the “…”`."""
    if CUES[line.lows[at].lower()].lemma in _ATTITUDES:
        return False
    return quote - at <= 8 and not any(
        line.words[one] != "." and line.kinds[one] & (VERB | AUXILIARY | CONJUNCTION | SIGN)
        for one in range(at + 1, quote)
    )


def _is_beside(line: Line, at: int, quote: int) -> bool:
    """Whether little but adverbs and a comma or colon stands between a verb and the quote."""
    if line.text[line.starts[quote] : line.starts[quote] + 3].strip(MARKS)[:1].islower():
        return line.words[quote - 1] in (",", ":") and quote - at <= 3
    if line.words[quote - 1] in (",", ":") and quote - at <= 12:
        return True
    return all(
        line.kinds[one] & (ADVERB | PREPOSITION) or line.lows[one] in _BESIDE for one in range(at + 1, quote)
    )


def stands_as_noun(line: Line, cue: Cue, at: int, first: int) -> bool:
    """Whether a form that may be a noun, `report`, `claims`, is one here."""
    if at == first:
        return cue.noun and cue.form is not Form.PAST
    kinds, before = line.kinds[at - 1], line.lows[at - 1]
    determined = bool(kinds & DETERMINER) and not kinds & QUANTITY and before not in ("that", "those")
    if cue.form is Form.ING:
        return determined
    if not cue.noun:
        return determined and cue.form is not Form.PAST
    participle = before.endswith("ed") and not kinds & CAPITAL
    if participle or before in _EARLIER or kinds & DETERMINER or (kinds & PREPOSITION and before != "to"):
        return True
    if kinds & (ADVERB | AUXILIARY | PRONOUN | RELATIVE) or before in ("to", "and", ","):
        return False
    if before.endswith(("’s", "'s")):
        return True
    if cue.form is Form.BASE:
        return not (before.endswith("s") or before in ("people", "police"))
    # `the report claims`: a noun in the singular before an -s form is its subject.
    return before.endswith("s") and not kinds & CAPITAL and line.lows[at].endswith("s")


def _governed(line: Line, cue: Cue, at: int, first: int, quote: int) -> Attribution | None:
    """The attribution by the verb at `at` of a quote behind it."""
    if is_passive(line, at, first):
        return _by_agent(line, at, quote)
    if cue.form is Form.ING and line.lows[at - 1] == "as":
        return _by_quoting(line, at, first)
    subject, why = subject_before(line, at, first)
    if subject is not None and cue.form is Form.ING and not _owns_participle(line, subject, at, first):
        subject, why = None, "joined"
    if subject is not None:
        if (
            cue.noun
            and cue.form is not Form.ING
            and subject.first > first
            and line.kinds[subject.first - 1] & (VERB | PREPOSITION)
        ):
            return None
        if cue.form is Form.BASE and not takes_base(line, subject, at):
            return None
        return Attribution(subject, at, at + 1) if _reaches(line, subject, at, quote) else None
    if cue.form in FINITE:
        behind = max(at - 2 if line.words[at - 1] == "," else at - 1, first)
        opens = at == first or line.words[behind] == QUOTE
        if opens and (phrase := phrase_after(line, at + 1, quote)) is not None:
            return Attribution(phrase, at, at + 1)
        if why == "none":
            return None
    main = _made_to(line, at, first) if why == "infinitive" else None
    main = main or _earlier_subject(line, at, first)
    return None if main is None else Attribution(main, at, at + 1)


def _made_to(line: Line, at: int, first: int) -> Phrase | None:
    """Whoever was made to say something: `led Smith to say`."""
    to = next((one for one in range(at - 1, max(first, at - 4), -1) if line.lows[one] == "to"), -1)
    if to <= first or not line.kinds[to - 1] & PERSON:
        return None
    subject, _ = subject_before(line, to, first)
    if subject is None or subject.first == first or line.lows[subject.first - 1] not in _CAUSES:
        return None
    return subject


def _owns_participle(line: Line, subject: Phrase, at: int, first: int) -> bool:
    """Whether a form in -ing has a subject of its own: `Smith is saying`, `with Smith saying`."""
    back = at - 1
    while back >= first and line.kinds[back] & ADVERB:
        back -= 1
    if back >= first and (line.kinds[back] & BE or line.lows[back] in _ASPECTS):
        return True
    lead = line.lows[subject.first - 1] if subject.first > first else ""
    return subject.last == back + 1 and (
        lead in _WITNESSED or (lead in (",", "and") and is_speaker(line, subject))
    )


def _by_quoting(line: Line, at: int, first: int) -> Attribution | None:
    """`quoted Smith as saying`, `Smith was quoted as saying`."""
    for back in range(at - 2, max(first, at - 24), -1):
        cue = line.cue(back)
        if cue is None or cue.lemma not in ("quote", "cite", "report", "describe"):
            continue
        if is_passive(line, back, first) or line.kinds[back - 1] & BE:
            subject, _ = subject_before(line, back, first)
        else:
            subject = phrase_after(line, back + 1, at - 1)
        return None if subject is None else Attribution(subject, at, at + 1)
    return None


def _reaches(line: Line, subject: Phrase, at: int, quote: int) -> bool:
    """Whether the clause of a verb goes on to the quote: not in `after Smith said no, the “…” began`."""
    if not any(line.words[one] == "," for one in range(at + 1, quote - 1)):
        return True
    if subject.first > line.first[at] and line.lows[subject.first - 1] in _SUBORDINATORS:
        return False
    return not line.kinds[at - 1] & RELATIVE


def _by_agent(line: Line, at: int, quote: int) -> Attribution | None:
    """`was described by Smith as “…”`: the phrase behind `by`."""
    for one in range(at + 1, min(quote, at + 12)):
        if line.lows[one] == "by":
            phrase = phrase_after(line, one + 1, quote)
            return (
                Attribution(phrase, at, at + 1) if phrase is not None and is_speaker(line, phrase) else None
            )
    return None


def _earlier_subject(line: Line, at: int, first: int) -> Phrase | None:
    """The subject of the sentence's main verb before `at`: of a verb of saying, else its first phrase."""
    for back in range(at - 1, max(first, at - REACH), -1):
        cue = line.cue(back)
        if cue is None or cue.form not in FINITE or not cue.strong:
            continue
        if stands_as_noun(line, cue, back, first):
            continue
        if is_passive(line, back, first) and line.lows[back] != "quoted":
            continue
        subject, _ = subject_before(line, back, first)
        if subject is not None:
            return subject
        if line.words[back - 1] == QUOTE or line.words[max(back - 2, first)] == QUOTE:
            return phrase_after(line, back + 1, at)
    return main_subject(line, first, at)


def _without_verb(line: Line, quote: int, first: int, noun: int) -> Attribution | None:
    """`Smith: “…”`, and `He had one message: “…”`, where no verb of saying stands."""
    if quote == first or line.words[quote - 1] != ":":
        return None
    cue = (noun, noun + 1) if noun >= 0 else (quote - 1, quote - 1)
    subject = main_subject(line, first, quote - 1)
    if subject is None:
        return None
    for at in range(subject.first, subject.last - 1):
        # `Smith’s answer: “…”` is Smith’s.
        thing = noun >= 0 or (line.kinds[at] & PERSON and not line.kinds[subject.last - 1] & (ROLE | CAPITAL))
        if thing and line.words[at].endswith(("’s", "'s")):
            return Attribution(Phrase(subject.first, at + 1), *cue)
    label = subject.last == quote - 1 and subject.last - subject.first <= 8
    if label and " " not in line.text[line.starts[quote] : min(line.ends[quote], line.starts[quote] + 60)]:
        return None
    return Attribution(subject, *cue) if label or is_speaker(line, subject) else None


# -- whole sentences


def main_subject(line: Line, first: int, ceiling: int) -> Phrase | None:
    """The first noun phrase of the sentence that may be its subject."""
    at = _behind_dateline(line, ceiling) if first == 0 else first
    for _ in range(3):
        while at < ceiling and (
            line.lows[at] in _LEADS or line.kinds[at] & ADVERB or line.words[at] in "—–-"
        ):
            at += 1
        if at >= ceiling:
            return None
        if not leads_aside(line, at):
            break
        comma = next((one for one in range(at, min(ceiling, at + 40)) if line.words[one] == ","), -1)
        if comma < 0:
            return None
        at = comma + 1
    return phrase_after(line, at, ceiling)


def _behind_dateline(line: Line, ceiling: int) -> int:
    """The token behind `KYIV, May 21 (Reuters) –`, or the first one."""
    for at in range(min(ceiling, 16)):
        if line.words[at] in "—–-―" and at:
            return at + 1
        kinds = line.kinds[at]
        if not (kinds & (CAPITAL | SIGN | TIME) or line.words[at].isdigit() or line.words[at] == "of"):
            return 0
    return 0


def leads_aside(line: Line, at: int) -> bool:
    """Whether the token begins a phrase that stands before the subject: `In Paris,`, `Speaking to CNN,`."""
    kinds, low = line.kinds[at], line.lows[at]
    if kinds & PERSON:
        return False
    if kinds & (PREPOSITION | TIME) or low in _SUBORDINATORS:
        return True
    return (
        low.endswith(("ing", "ed"))
        and len(low) > 4
        and not kinds & (ROLE | DETERMINER)
        and line.mentions[at] < 0
    )


def sentence_speaker(line: Line, first: int, ceiling: int) -> Phrase | None:
    """Who speaks or acts in a sentence: the subject of its last verb of saying, else its own."""
    for at in range(ceiling - 1, max(first, ceiling - REACH), -1):
        cue = line.cue(at)
        if cue is None or cue.form not in FINITE or not cue.strong:
            continue
        if stands_as_noun(line, cue, at, first) or is_passive(line, at, first):
            continue
        subject, why = subject_before(line, at, first)
        if subject is None and why == "joined":
            subject = main_subject(line, first, at)
        if subject is not None and (not cue.noun or is_speaker(line, subject)):
            return subject
    main = main_subject(line, first, ceiling)
    return main if main is not None and is_person_like(line, main) else None


def can_speak(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase can speak, or is a pronoun that may stand for one that can."""
    if line.kinds[phrase.first] & PRONOUN or is_speaker(line, phrase):
        return True
    return line.is_agent(phrase.last - 1)


def is_speaker(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase can speak: a name, a role, an office, a pronoun for a person."""
    if is_person_like(line, phrase):
        return True
    span = range(phrase.first, phrase.last)
    return any(line.kinds[at] & ORGANISATION or line.labels[at] in _NAMES for at in span)


def is_person_like(line: Line, phrase: Phrase) -> bool:
    """Whether a phrase names a person: by a mention, a pronoun or a role."""
    head, kinds = line.lows[phrase.last - 1], line.kinds[phrase.last - 1]
    if phrase.last - phrase.first == 1 and kinds & PRONOUN:
        return head in ("he", "she", "they", "i", "we")
    if any(line.kinds[at] & PERSON for at in range(phrase.first, phrase.last)):
        return True
    return bool(kinds & ROLE) and not kinds & (ORGANISATION | SIGN) and not kinds & PARTICIPLE
