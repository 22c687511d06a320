"""Names guessed from capitals, for a text that no engine has read."""

from __future__ import annotations

import re

from reader.analysis.marks import EntityType, Mention
from reader.analysis.speech_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    ORGANISATIONS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
    TIMES,
    TITLES,
)
from reader.corpus.wordlists import word_set
from reader.spans import Span

_RUN = re.compile(r"(?<![\w’'])[^\W\d_a-z]\w*+(?:[’'\-]\w++)*+")
_NO_PERSONS = ORGANISATIONS | word_set("""
    act affairs airport american avenue british chinese city county court daily democratic democrats
    district east eastern european facebook federal international island islands journal kingdom lake
    national new news north northern ocean park post province region republic republican republicans river
    road russian sea south southern square stadium state states street times twitter united war west western
    white
    """)
_NO_NAMES = CONJUNCTIONS | AUXILIARIES | ADVERBS | DETERMINERS | PREPOSITIONS | SUBJECT_PRONOUNS | TIMES
_PLACE_LEADS = word_set("the in at from near to across of outside")


def guess_mentions(text: str) -> list[Mention]:
    """Two or more capitalised words that read as a person's name, and that person's surname later on.

    The cost is linear in the text.
    """
    surnames: set[str] = set()
    mentions: list[Mention] = []
    run: list[tuple[int, int, str]] = []
    for match in _RUN.finditer(text):
        word = match.group()
        if word.endswith(("’s", "'s")):
            word = word[:-2]
        if run and (len(run) > 4 or not _adjoins(text, run[-1][1], match.start())):
            _close(text, run, mentions, surnames)
            run = []
        low = word.lower()
        if low in _NO_NAMES or low in TITLES:
            if run:
                _close(text, run, mentions, surnames)
                run = []
            continue
        run.append((match.start(), match.start() + len(word), low))
        if len(word) < len(match.group()):
            _close(text, run, mentions, surnames)
            run = []
    if run:
        _close(text, run, mentions, surnames)
    return mentions


def _adjoins(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    return between == " " or (between == ". " and text[end - 2 : end - 1] in (" ", ""))


def _close(text: str, run: list[tuple[int, int, str]], mentions: list[Mention], surnames: set[str]) -> None:
    lows = [low for _, _, low in run]
    span = Span(run[0][0], run[-1][1])
    if len(run) == 1:
        if lows[0] in surnames:
            mentions.append(Mention(span, EntityType.PER))
        return
    if any(low in _NO_PERSONS for low in lows) or text[span.start : span.end].isupper():
        return
    lead = text[max(0, span.start - 9) : span.start].split()
    if lead and lead[-1] in _PLACE_LEADS:
        return
    surnames.add(lows[-1])
    mentions.append(Mention(span, EntityType.PER))
