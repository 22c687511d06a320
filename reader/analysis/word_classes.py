"""What kind of word a word is, as bits: enough to find where a phrase ends, without a parser."""

from __future__ import annotations

from reader.analysis import speech_words as words
from reader.analysis.cues import CUES, Form

DETERMINER = 1
PREPOSITION = 1 << 1
CONJUNCTION = 1 << 2
AUXILIARY = 1 << 3
BE = 1 << 4
ADVERB = 1 << 5
TIME = 1 << 6
WEEKDAY = 1 << 7
PRONOUN = 1 << 8
POSSESSIVE = 1 << 9
ROLE = 1 << 10
TITLE = 1 << 11
ORGANISATION = 1 << 12
OCCASION = 1 << 13
VERB = 1 << 14
PARTICIPLE = 1 << 15
CHAINING = 1 << 16
OBJECT = 1 << 17
SIGN = 1 << 18
CAPITAL = 1 << 19
PERSON = 1 << 20
QUOTED = 1 << 21
RELATIVE = 1 << 22
QUANTITY = 1 << 23
SAYING = 1 << 24

_LISTS = (
    (words.DETERMINERS, DETERMINER),
    (words.POSSESSIVES, POSSESSIVE | DETERMINER),
    (words.PREPOSITIONS, PREPOSITION),
    (words.CHAINING, CHAINING | PREPOSITION),
    (words.CONJUNCTIONS, CONJUNCTION),
    (words.AUXILIARIES, AUXILIARY),
    (words.BE, BE | AUXILIARY),
    (words.ADVERBS, ADVERB),
    (words.TIMES, TIME),
    (words.WEEKDAYS, WEEKDAY | TIME),
    (words.SUBJECT_PRONOUNS, PRONOUN),
    (words.OBJECT_PRONOUNS, OBJECT),
    (words.ROLES, ROLE),
    (words.TITLES, TITLE | ROLE),
    (words.ORGANISATIONS, ORGANISATION | ROLE),
    (words.OCCASIONS, OCCASION),
    (words.VERBS, VERB),
    (words.PARTICIPLES, PARTICIPLE),
    (words.RELATIVES, RELATIVE | CONJUNCTION),
    (words.QUANTITIES, QUANTITY),
)
_FINITE = (Form.PAST, Form.PRESENT)


def _gather() -> dict[str, int]:
    classes: dict[str, int] = {}
    for each, bits in _LISTS:
        for word in each:
            classes[word] = classes.get(word, 0) | bits
    for word, cue in CUES.items():
        bits = VERB if cue.form in _FINITE and not cue.noun else 0
        classes[word] = classes.get(word, 0) | bits | SAYING
    return classes


CLASSES: dict[str, int] = _gather()
"""The bits of every listed word, by its lower case."""


def classify(word: str, low: str) -> int:
    """The bits of a token; a capitalised word is no verb and no adverb by its ending."""
    bits = CLASSES.get(low, 0)
    first = word[0]
    if first.isupper():
        return (bits & ~VERB) | CAPITAL
    if not first.isalnum():
        return bits | SIGN
    if bits == 0 and len(low) > 4:
        if low.endswith("ly"):
            return ADVERB
        if low.endswith("ed"):
            return PARTICIPLE
    return bits
