"""Who may have spoken a quote, each with a letter that stays the same in an article. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reader.annotations.scheme import QUOTE
from reader.spans import Span
from reader.tui.highlights import Highlights
from reader.tui.naming import name_of
from reader.workspace.marks import Mark

_SPEAK = ("PER", "ORG", "NORP", "LOC")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who is named in the article, and where."""

    letter: str
    name: str
    label: str
    spans: tuple[Span, ...]

    def nearest(self, to: Mark) -> Span:
        """Where they are named nearest to a quote, before it rather than after it."""

        def distance(span: Span) -> tuple[int, int]:
            if span.start >= to.end:
                return (span.start - to.end, 1)
            return (max(0, to.start - span.end), 0)

        return min(self.spans, key=distance)


def voices_of(found: Highlights, text: str) -> tuple[Voice, ...]:
    """All who are named, persons first, then by place: the letter is the initial of the last name.

    Where that is taken it is another letter of the name, else any that is left, then capitals; those beyond
    have none, and are found by name.
    """
    named: dict[tuple[int | None, str], list[Mark]] = {}
    for mark in found.stops:
        if mark.shown and mark.label in _SPEAK:
            named.setdefault((mark.entity, name_of(mark, found, text)), []).append(mark)
    # Words that a machine took for a speaker and that are no name: "the ministry".
    for mark in found.stops:
        if mark.label == QUOTE and mark.speaker is not None and not _is_named(mark.speaker, named.values()):
            words = " ".join(mark.speaker.of(text).split())
            named.setdefault((None, words), []).append(Mark((mark.speaker,), "NORP"))
    people = sorted(named.items(), key=lambda item: (item[1][0].label != "PER", item[1][0].start))
    letters = _letters([name for (_, name), _ in people])
    return tuple(
        Voice(letter, name, marks[0].label, tuple(mark.spans[0] for mark in marks))
        for ((_, name), marks), letter in zip(people, letters, strict=True)
    )


def _is_named(span: Span, named: object) -> bool:
    assert not isinstance(named, str)  # noqa: S101
    return any(mark.spans[0] == span for marks in named for mark in marks)  # type: ignore[attr-defined]


def _letters(names: Sequence[str]) -> list[str]:
    taken: set[str] = set()
    given: list[str] = []
    for name in names:
        last = name.split()[-1].lower() if name.split() else ""
        own = [sign for sign in (last[:1] + name.lower() + last) if sign in _LETTERS]
        letter = next((sign for sign in (*own, *_LETTERS, *_LETTERS.upper()) if sign not in taken), "")
        taken.add(letter)
        given.append(letter)
    return given
