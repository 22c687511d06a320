"""Whom the words that name a speaker mean: a surname, a pronoun, `the ministry`, the author of a post."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from reader.analysis.given_names import gender_of
from reader.analysis.marks import EntityType, Mention, Name
from reader.analysis.speaker_descriptions import Descriptions
from reader.analysis.speech_lines import People
from reader.analysis.speech_words import PREPOSITIONS, ROLES, TITLES
from reader.corpus.article import Block
from reader.corpus.wordlists import word_set
from reader.spans import Span

_SIGNED = re.compile(r"(?:—|–|--|―|-)[ \t]?([^()\n@—–]{1,80})\(@")
_HEADED = re.compile(r"([^()\n@—–·|]{1,80})\(?@\w")
_WORD = re.compile(r"\w++(?:[’'\-.]\w++)*+")
_TAILS = frozenset(("of", "from", "at", "with", "for", "in", "and"))
_AGED = re.compile(r"the \d{1,3}-year-old$")
_HE = word_set("he him his himself")
_SHE = word_set("she her hers herself")
_THEY = word_set("they them their we us our")
_SENTENCE = 400
_FAR = 40


def _without_capital(words: str) -> str:
    """The words without the capital that a sentence gave to their article."""
    lead = words.split(" ", 1)[0]
    return (
        words[0].lower() + words[1:] if lead in ("The", "A", "An", "Some", "One", "Two", "Several") else words
    )


class Speakers:
    """Resolves speakers; asked in the order of the quotes, since a pronoun may mean the last speaker."""

    __slots__ = (
        "_blocks",
        "_descriptions",
        "_full",
        "_last",
        "_last_group",
        "_names",
        "_quoted",
        "_quoted_starts",
        "_starts",
        "_text",
        "people",
    )

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        people: People,
        names: Sequence[Name],
        quoted: Sequence[tuple[int, int]],
    ) -> None:
        self._text = text
        self._blocks = blocks
        self._starts = [block.span.start for block in blocks]
        self.people = people
        self._names = {name.id: name.name for name in names}
        self._full: dict[str, str] | None = None
        self._last: tuple[str, int] | None = None
        self._last_group: str | None = None
        self._descriptions = Descriptions(text, people)
        self._quoted = quoted
        self._quoted_starts = [start for start, _ in quoted]

    def author(self, block: Block) -> Span | None:
        """The name in the signature of a post, or in its head."""
        start, end = block.span.start, block.span.end
        matches = list(_SIGNED.finditer(self._text, max(start, end - 300), end))
        match = matches[-1] if matches else _HEADED.match(self._text, start, min(end, start + 120))
        if match is None:
            return None
        name = match.group(1)
        left = match.start(1) + len(name) - len(name.lstrip())
        right = match.start(1) + len(name.rstrip())
        return Span(left, right) if right > left else None

    def name(self, span: Span) -> str:
        """The canonical name of the speaker that the words at `span` name, or the words themselves."""
        words = _without_capital(self._text[span.start : span.end])
        low = words.lower()
        if self._last is not None and (_AGED.match(low) or self._is_national(span, low)):
            return self._last[0]
        person = self._person_in(span) or self._by_surname(words)
        if person is not None:
            self._last = (person, span.start)
            return person
        if low in _HE or low in _SHE:
            return self._by_pronoun(span, "m" if low in _HE else "f")
        if low in _THEY:
            return self._last_group or words
        if low in ("it", "its"):
            return self._organisation_before(span.start) or self._last_group or words
        if (person := self._in_apposition(span)) is not None:
            self._last = (person, span.start)
            return person
        found = self._thing_in(span) or self._descriptions.find(span)
        if found is not None and (index := self._mention_at(found)) is not None:
            named = self.canonical(index)
        elif found is not None:
            named = self._text[found.start : found.end]
        else:
            named = words
        self._last_group = named
        return named

    def canonical(self, mention: Mention) -> str:
        """The name of the entity of a mention, else the fullest form of it in the text."""
        if mention.entity is not None and mention.entity in self._names:
            return self._names[mention.entity]
        words = self._text[mention.span.start : mention.span.end]
        if mention.label is not EntityType.PER:
            return words
        return self._fullest().get(words.rsplit(None, 1)[-1].lower(), words) if words.split() else words

    def _fullest(self) -> dict[str, str]:
        if self._full is None:
            self._full = {}
            for one in self.people.mentions:
                words = self._text[one.span.start : one.span.end]
                parts = words.split()
                if one.label is EntityType.PER and 2 <= len(parts) <= 6:
                    self._full.setdefault(parts[-1].lower(), words)
        return self._full

    def _inside(self, span: Span) -> list[Mention]:
        first = bisect_left(self.people.starts, span.start)
        last = bisect_left(self.people.starts, span.end)
        return [
            one for one in self.people.mentions[first : min(last, first + 12)] if one.span.end <= span.end
        ]

    def _mention_at(self, span: Span) -> Mention | None:
        return next((one for one in self._inside(span) if one.span == span), None)

    def _person_in(self, span: Span) -> str | None:
        """The person that a phrase names itself: not `Smith’s lawyer`, `a spokesman for Smith`."""
        persons: list[Mention] = []
        for one in self._inside(span):
            if one.label is not EntityType.PER or not self._is_named(span, one):
                continue
            after = self._text[one.span.end : min(span.end, one.span.end + 24)]
            if after[:2] in ("’s", "'s") or (after[:1] in "’'" and after):
                continue
            following = after.split()
            if following and after[:1] == " " and following[0].islower() and following[0] not in _TAILS:
                # `one Smith donor` is not Smith.
                continue
            persons.append(one)
        if not persons:
            return None
        names = list(dict.fromkeys(self.canonical(one) for one in persons))
        if len(names) > 1 and " and " in self._text[persons[0].span.end : persons[-1].span.start]:
            return " and ".join(names[:3])
        return names[-1] if not self._precedes_of(persons[0], span) else names[0]

    def _precedes_of(self, one: Mention, span: Span) -> bool:
        return self._text[one.span.end : span.end].startswith((" of ", " from ", " at ", ", "))

    def _is_named(self, span: Span, one: Mention) -> bool:
        """Whether no preposition makes the person a part of somebody else's description."""
        before = [match.group() for match in _WORD.finditer(self._text, span.start, one.span.start)]
        while before and (
            before[-1].lower() in TITLES or before[-1][0].isupper() or before[-1].endswith("’s")
        ):
            before.pop()
        if not before or before[-1].lower() not in PREPOSITIONS:
            return True
        # `Secretary of State John Kerry` is a title, `a spokesman for John Kerry` is somebody else.
        return len(before) >= 2 and before[-2][0].isupper() and before[-2].lower() in ROLES

    def _in_apposition(self, span: Span) -> str | None:
        """The person whose name follows the description behind a comma: `said his lawyer, Anna Lee.`"""
        if self._text[span.end : span.end + 2] != ", ":
            return None
        at = bisect_left(self.people.starts, span.end + 2)
        if at == len(self.people.mentions):
            return None
        one = self.people.mentions[at]
        after = self._text[one.span.end : one.span.end + 1]
        if (
            one.label is not EntityType.PER
            or one.span.start != span.end + 2
            or after not in (",", ".", ";", "")
        ):
            return None
        return self.canonical(one)

    def _by_surname(self, words: str) -> str | None:
        """The person whose surname the words are, whatever an engine took them for: `Mr. Dell` said."""
        parts = words.split()
        if parts and parts[0].rstrip(".").lower() in TITLES:
            del parts[0]
        return self._fullest().get(parts[0].lower()) if len(parts) == 1 and parts[0][0].isupper() else None

    def _is_national(self, span: Span, low: str) -> bool:
        """Whether the words are `the Italian`, somebody named before."""
        nation = Span(span.start + 4, span.end) if low.startswith("the ") else span
        one = self._mention_at(nation) if nation != span and not low.endswith("s") else None
        return one is not None and one.label is EntityType.NORP

    def _thing_in(self, span: Span) -> Span | None:
        """The organisation or place that the phrase is, an article aside."""
        for one in self._inside(span):
            lead = self._text[span.start : one.span.start].strip().lower()
            if one.span.end == span.end and lead in ("", "the", "a") and one.label is not EntityType.NORP:
                return one.span
        return None

    # -- pronouns

    def _by_pronoun(self, span: Span, gender: str) -> str:
        found = self._person_before(span.start, gender)
        if found is None:
            if self._last is not None and self._fits_last(gender):
                return self._last[0]
            return self._text[span.start : span.end]
        self._last = (found, span.start)
        return found

    def _person_before(self, at: int, gender: str) -> str | None:
        """The person that a pronoun at `at` means: the subject of the nearest sentence that names one."""
        block = max(bisect_right(self._starts, at) - 1, 0)
        floor = self._starts[block] if self._starts else 0
        nearest: Mention | None = None
        sentence = at
        for one in self._back_from(at):
            if nearest is not None and one.span.start < sentence:
                break
            if (
                one.label is not EntityType.PER
                or self._in_quote(one.span.start)
                or not self._agrees(one, gender)
            ):
                continue
            if one.span.start < floor:
                if nearest is not None:
                    break
                floor = self._floor_of(one.span.start)
                if self._last is not None and self._last[1] >= floor and self._fits_last(gender):
                    # The last speaker was spoken of since: the pronoun goes on with them.
                    return self._last[0]
            if nearest is None:
                sentence = self._sentence_start(one.span.start)
            nearest = one
        return None if nearest is None else self.canonical(nearest)

    def _back_from(self, at: int) -> Iterator[Mention]:
        """The mentions before `at`, the nearest first, as far back as anybody looks."""
        last = bisect_left(self.people.starts, at)
        return reversed(self.people.mentions[max(0, last - _FAR) : last])

    def _fits_last(self, gender: str) -> bool:
        return self._last is not None and gender_of(self._last[0]) in ("", gender)

    def _floor_of(self, at: int) -> int:
        block = bisect_right(self._starts, at) - 1
        return self._starts[block] if block >= 0 else 0

    def _sentence_start(self, at: int) -> int:
        low = max(0, at - _SENTENCE)
        return (
            max(
                self._text.rfind(sign, low, at)
                for sign in (". ", "\n", "? ", "! ", ".” ", ",” ", '." ', '," ')
            )
            + 1
        )

    def _agrees(self, one: Mention, gender: str) -> bool:
        words = self._text[one.span.start : one.span.end]
        if words.endswith(("’s", "'s")):
            words = words[:-2]
        after = self._text[one.span.end : one.span.end + 1]
        known = self._gender_by_title(one) or gender_of(self.canonical(one))
        return known in ("", gender) and after != "-"

    def _gender_by_title(self, one: Mention) -> str:
        lead = self._text[max(0, one.span.start - 12) : one.span.start].split()
        title = lead[-1].rstrip(".").lower() if lead else ""
        if title in ("mr", "sir", "king", "prince", "lord", "congressman", "chairman", "father", "pope"):
            return "m"
        return (
            "f"
            if title in ("mrs", "ms", "miss", "queen", "princess", "lady", "dame", "congresswoman", "sister")
            else ""
        )

    def _in_quote(self, start: int) -> bool:
        index = bisect_right(self._quoted_starts, start) - 1
        return index >= 0 and start < self._quoted[index][1]

    def _organisation_before(self, at: int) -> str | None:
        nearest: Mention | None = None
        sentence = at
        for one in self._back_from(at):
            if nearest is not None and one.span.start < sentence:
                break
            if one.label not in (EntityType.ORG, EntityType.LOC) or self._in_quote(one.span.start):
                continue
            if nearest is None:
                sentence = self._sentence_start(one.span.start)
                nearest = one
            elif one.label is EntityType.ORG or nearest.label is not EntityType.ORG:
                nearest = one
        return None if nearest is None else self.canonical(nearest)
