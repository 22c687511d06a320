"""Who may have spoken a quote, each with a letter that stays the same in an article. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reader.spans import Span
from reader.tui.bars import Hint, fill_lines
from reader.tui.highlights import Highlights
from reader.tui.hinting import Lettered, Offer, give_initials
from reader.tui.naming import name_of, speaker_of
from reader.workspace.marks import Mark

_SPEAK = ("PER", "ORG", "NORP", "LOC")
_LIKELY = ("PER", "ORG")
_DESCRIBED = ""
"""The label of those whom no name names."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is named in the article, and where."""

    name: str
    label: str
    spans: tuple[Span, ...]

    def nearest(self, to: Mark) -> Span:
        """Where they are named nearest to a quote, before it rather than after it."""

        def distance(span: Span) -> tuple[int, bool]:
            after = span.start >= to.end
            return (span.start - to.end if after else max(0, to.start - span.end), after)

        return min(self.spans, key=distance)


def voices_of(found: Highlights, text: str) -> tuple[Voice, ...]:
    """All who may speak, in the order of the text: persons, then organisations, then peoples and places.

    Words that a machine took for a speaker and that hold no name ("the ministry") are among them, under the
    name that they stand for.
    """
    named: dict[tuple[int | None, str], list[Mark]] = {}
    for mark in found.stops:
        if mark.shown and mark.label in _SPEAK:
            named.setdefault((mark.entity, name_of(mark, found, text)), []).append(mark)
    people = [mark.spans[0] for marks in named.values() for mark in marks if mark.label in _LIKELY]
    called = {name for _, name in named}
    for mark in found.stops:
        if not mark.is_quote or mark.speaker is None:
            continue
        words = speaker_of(mark, found, text)
        if words not in called and not any(mark.speaker.overlaps(span) for span in people):
            named.setdefault((None, words), []).append(Mark((mark.speaker,), _DESCRIBED))
    voices = [
        Voice(name, marks[0].label, tuple(mark.spans[0] for mark in marks))
        for (_, name), marks in named.items()
    ]
    return tuple(sorted(voices, key=lambda one: (_rank(one.label), one.spans[0].start)))


def _rank(label: str) -> int:
    return {"PER": 0, "ORG": 1, _DESCRIBED: 1}.get(label, 2)


def letter_voices(voices: Iterable[Voice], sight: Span, taken: str = "v") -> Lettered[Voice]:
    """A letter for each, the initial of the last name where it is free, drawn where they are in sight."""

    def offer(voice: Voice) -> Offer[Voice]:
        seen = next((span.start for span in voice.spans if sight.contains(span.start)), None)
        return Offer(voice, offset=seen)

    return give_initials(((_last_first(voice.name), offer(voice)) for voice in voices), taken)


def voice_hints(offered: Lettered[Voice], quote: Mark, width: int) -> tuple[Hint, ...]:
    """The letters and last names that fit in a line: who is suggested, then those named nearest to the quote.

    Peoples and places speak rarely: they come last.
    """

    def order(voice: Voice) -> tuple[int, int]:
        span = voice.nearest(quote)
        if quote.speaker is not None and any(quote.speaker.overlaps(one) for one in voice.spans):
            return (-1, _rank(voice.label))
        return (_rank(voice.label) // 2, max(quote.start - span.end, span.start - quote.end, 0))

    near = sorted(offered.offers.items(), key=lambda item: (order(item[1].what), item[0]))
    hints = [Hint(letter, _short(offer.what), 5) for letter, offer in near]
    # The level's name, and two blanks between hints.
    return tuple(fill_lines(hints, [width - 12])[0])


def _short(voice: Voice) -> str:
    words = voice.name.split()
    return words[-1] if voice.label == "PER" and words else voice.name


def _last_first(name: str) -> str:
    words = name.split()
    return " ".join((*words[-1:], *words[:-1]))
