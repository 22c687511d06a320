"""What decisions about marks come to: the choices that a key makes, each about its words. Pure.

A mark of the machine that is accepted names the machine as its origin; what a person says else is theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reader.annotations.choices import Act, Choice, Wish
from reader.annotations.model import HUMAN, Layer, Origin, State, Target
from reader.annotations.scheme import QUOTE
from reader.spans import Span
from reader.workspace.marks import Mark, Verdict
from reader.workspace.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Judge:
    """Makes choices about marks of one article; `engine` is who suggested them, such as `fast 1`."""

    sheet: Sheet
    engine: str = ""

    def accept(self, mark: Mark) -> list[Wish]:
        """It is what it is taken for; a quote's suggested speaker is accepted with it."""
        origin = self._origin(mark)
        if not mark.is_quote:
            return [Wish(self._at(mark.spans[0]), Choice(Act.SET, mark.label, origin=origin))]
        wishes = self._quote(mark, origin)
        if mark.speaker is not None and not mark.spoken:
            wishes.append(self._speaker(mark, mark.speaker, origin))
        return wishes

    def reject(self, mark: Mark) -> list[Wish]:
        """It is not that."""
        wishes = [Wish(self._at(mark.spans[0]), _not(mark.label))]
        for part in mark.spans[1:]:
            standing = self.sheet.spans.get(part)
            if standing is not None and QUOTE in standing.accepted:
                wishes.append(_cleared(self._at(part), QUOTE))
        if mark.spoken:
            wishes.append(Wish(self._at(mark.spans[0]), Choice(Act.SPEAKER, state=State.REJECT)))
        return wishes

    def retype(self, mark: Mark, label: str) -> list[Wish]:
        """It is of another type. A type that does not exclude the first takes its place all the same."""
        target = self._at(mark.spans[0])
        given = Wish(target, Choice(Act.SET, label))
        if mark.label == label or mark.is_quote or self._excludes(label, mark.label):
            return [given]
        return [Wish(target, _not(mark.label)), given] if mark.of else [_cleared(target, mark.label), given]

    def mark(self, span: Span, label: str) -> list[Wish]:
        """These words are a name of a type, or a quote."""
        return [Wish(self._at(span), Choice(Act.SET, label))]

    def move(self, mark: Mark, span: Span) -> list[Wish]:
        """It has other edges: what the machine saw is rejected, what a person has marked goes along."""
        first = self._at(mark.spans[0])
        gone = [Wish(first, _not(mark.label))] if mark.of else [_cleared(first, mark.label)]
        if not mark.is_quote:
            return [*gone, *self.mark(span, mark.label)]
        target = self._at(span)
        # A part that lies in the new first one is said with it.
        gone += [_cleared(self._at(part), QUOTE) for part in mark.spans[1:] if part.overlaps(span)]
        rest = [
            Wish(self._at(part), Choice(Act.SET, QUOTE, link=target))
            for part in mark.spans[1:]
            if not part.overlaps(span)
        ]
        wishes = [*gone, Wish(target, Choice(Act.SET, QUOTE)), *rest]
        if mark.spoken:
            wishes.append(Wish(first, Choice(Act.SPEAKER, state=State.REJECT)))
        if mark.spoken or mark.speaker is not None:
            link = self._at(mark.speaker) if mark.speaker is not None else self._said_speaker(mark)
            wishes.append(Wish(target, Choice(Act.SPEAKER, link=link)))
        return wishes

    def speak(self, mark: Mark, speaker: Span | None) -> list[Wish]:
        """A quote is spoken by whom these words name, or by nobody who is named; it is a quote by that."""
        said = mark.verdict is Verdict.ACCEPTED
        return [*([] if said else self._quote(mark, HUMAN)), self._speaker(mark, speaker, HUMAN)]

    def about(self, mark: Mark, act: Act) -> list[Wish]:
        """Ignore a mark, or flag it; asked again, take that back."""
        return [Wish(self._at(mark.spans[0]), Choice(act))]

    def complete(self, number: int, marks: Iterable[Mark]) -> list[Wish]:
        """All names and quotes of a block are marked: what is only suggested there is none of them.

        Asked again, it is not complete any more; what was rejected stays so.
        """
        block = self.sheet.target_of_block(number)
        if Layer.NAMES in self.sheet.block(number).complete:
            return [Wish(block, Choice(Act.COMPLETE, Layer.NAMES, State.REJECT))]
        rejected = [wish for mark in marks if mark.is_open for wish in self.reject(mark)]
        return [*rejected, Wish(block, Choice(Act.COMPLETE, Layer.NAMES))]

    def _quote(self, mark: Mark, origin: Origin) -> list[Wish]:
        first = self._at(mark.spans[0])
        rest = [
            Wish(self._at(span), Choice(Act.SET, QUOTE, link=first, origin=origin)) for span in mark.spans[1:]
        ]
        return [Wish(first, Choice(Act.SET, QUOTE, origin=origin)), *rest]

    def _speaker(self, mark: Mark, speaker: Span | None, origin: Origin) -> Wish:
        link = None if speaker is None else self._at(speaker)
        return Wish(self._at(mark.spans[0]), Choice(Act.SPEAKER, link=link, origin=origin))

    def _said_speaker(self, mark: Mark) -> Target | None:
        """Who was said to speak a quote, also where the text does not have those words any more."""
        standing = self.sheet.spans.get(mark.spans[0])
        return self.sheet.shard.targets.get(standing.speaker or "") if standing is not None else None

    def _at(self, span: Span) -> Target:
        return self.sheet.target_of_span(span)

    def _origin(self, mark: Mark) -> Origin:
        if mark.of is None or not self.engine:
            return HUMAN
        name, _, version = self.engine.rpartition(" ")
        return Origin(name or self.engine, version if name else None)

    def _excludes(self, label: str, other: str) -> bool:
        """Whether two labels are of a group of which only one is given."""
        found, standing = self.sheet.scheme.label(label), self.sheet.scheme.label(other)
        group = self.sheet.scheme.group(found.group) if found is not None else None
        return bool(group and group.exclusive and standing and standing.group == group.id)


def _not(label: str) -> Choice:
    return Choice(Act.SET, label, State.REJECT)


def _cleared(target: Target, label: str) -> Wish:
    return Wish(target, Choice(Act.CLEAR, label))


def words_for(verb: str, marks: Sequence[Mark], where: str) -> str:
    """What was done to several marks in words, such as `3 names and 1 quote accepted on 7`."""
    quotes = sum(mark.is_quote for mark in marks)
    names = len(marks) - quotes
    parts = [
        f"{count} {one}{'' if count == 1 else 's'}"
        for count, one in ((names, "name"), (quotes, "quote"))
        if count
    ]
    return f"{' and '.join(parts)} {verb} {where}".strip()
