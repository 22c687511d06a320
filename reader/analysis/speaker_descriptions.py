"""What `the ministry` or `the spokesman` means: the fullest description above, or the person described."""

from __future__ import annotations

import re
from bisect import bisect_left

from reader.analysis.cues import CUES
from reader.analysis.marks import EntityType, Mention
from reader.analysis.speech_lines import People
from reader.analysis.speech_words import (
    ADVERBS,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    DOCUMENTS,
    ORGANISATIONS,
    POSSESSIVES,
    PREPOSITIONS,
    ROLES,
    TIMES,
)
from reader.spans import Span

_WORD = re.compile(r"\w++(?:[’'\-]\w++)*+|[^\w\s]")
_LEFT = 70
_LOOKS = 16
_STOP = DETERMINERS | POSSESSIVES | PREPOSITIONS | CONJUNCTIONS | AUXILIARIES | ADVERBS | TIMES
_THINGS = ORGANISATIONS | DOCUMENTS
_LEAD = 40
_ASIDE = 60
_CLAUSE = re.compile(r"[.;:]| said")
_OF_NAME = re.compile(r" of (?:the )?[A-Z][\w ]{1,28}, ")
_OF = re.compile(r" (?:of|for) (?:the )?[^\W\d_a-z]\w*(?: [^\W\d_a-z]\w*){0,3}")


class Descriptions:
    """Finds what a definite description goes back to, by its head noun."""

    __slots__ = ("_people", "_places", "_text")

    def __init__(self, text: str, people: People) -> None:
        self._text = text
        self._people = people
        self._places: dict[str, list[int]] | None = None

    def find(self, span: Span) -> Span | None:
        """The span of the name or of the fuller description that a phrase like `the ministry` means."""
        words = self._text[span.start : min(span.end, span.start + 80)].split()
        if len(words) < 2 or len(words) > 3 or words[0].lower() not in ("the", "this", "that"):
            return None
        head = words[-1].lower()
        if head not in ROLES and head not in ORGANISATIONS:
            return None
        places = self._index().get(head, [])
        last = bisect_left(places, span.start)
        described: Span | None = None
        # `The French president` is nobody who was called the Chinese president.
        kind = words[1] if len(words) == 3 and words[1][0].isupper() else ""
        for at in reversed(places[max(0, last - _LOOKS) : last]):
            if kind and kind not in self._text[max(0, at - _LEFT) : at].rsplit("\n", 1)[-1].split()[-3:]:
                continue
            person = self._person_beside(at, at + len(head)) if head not in _THINGS else None
            if person is not None:
                return person.span
            if described is None:
                described = self._describe(at, at + len(head))
        return described

    def _index(self) -> dict[str, list[int]]:
        if self._places is None:
            self._places = {}
            for match in re.finditer(r"[^\W\d_]{3,20}", self._text):
                low = match.group().lower()
                if low in ROLES or low in ORGANISATIONS:
                    self._places.setdefault(low, []).append(match.start())
        return self._places

    def _person_beside(self, start: int, end: int) -> Mention | None:
        """The person of `President Joe Biden`, `the president, Joe Biden`, `Joe Biden, the president`."""
        mentions = self._people.mentions
        index = bisect_left(self._people.starts, end)
        if index < len(mentions) and self._introduces(end, mentions[index]):
            return mentions[index]
        for one in reversed(mentions[max(0, index - 3) : index]):
            if one.label is EntityType.PER and 0 <= start - one.span.end <= _ASIDE:
                between = self._text[one.span.end : start]
                if between.startswith(", ") and between.count(",") == 1 and not _CLAUSE.search(between):
                    return one
        return None

    def _introduces(self, end: int, one: Mention) -> bool:
        """Whether a head noun that ends at `end` stands before the name of whom it describes."""
        if one.label is not EntityType.PER or one.span.start - end > _LEAD:
            return False
        between = self._text[end : one.span.start]
        return between in (" ", ", ") or _OF_NAME.fullmatch(between) is not None

    def _describe(self, start: int, end: int) -> Span | None:
        """The noun phrase with a name in it that ends with the head noun: `Russia’s defense ministry`."""
        left = max(0, start - _LEFT)
        first = -1
        for match in reversed(list(_WORD.finditer(self._text, left, start))[-6:]):
            word = match.group()
            low = word.lower()
            if (match.start() == left and left > 0) or not word[0].isalnum():
                break
            if low in _STOP or (low in CUES and not word[0].isupper()):
                break
            if word[0].isupper():
                first = match.start()
        of = _OF.match(self._text, end, min(len(self._text), end + 80))
        if of is not None:
            return Span(first if first >= 0 else start, of.end())
        return Span(first, end) if first >= 0 else None
