"""Texts changed as editors and parsers change them, with the place that each target then truly has. Pure."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from reader.spans import Span


class Gone(Enum):
    """What becomes of a target that has no place of its own any more."""

    GONE = "gone"
    """Its words were taken out or rewritten: whatever it is attached to is wrong."""
    TORN = "torn"
    """Only a part of its words was rewritten: nobody can say where it is, and it is not counted."""


Truth = Span | Gone


@dataclass(frozen=True, slots=True)
class Piece:
    """A range of the text and what is there now; `faithful` where it is still the same, otherwise written."""

    start: int
    end: int
    new: str
    faithful: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """A range of the text that now begins elsewhere, as the code point `start` of the new text."""

    old: Span
    start: int


@dataclass(frozen=True, slots=True)
class Mutated:
    """A changed text, and where things have gone; `pieces` are in order and do not overlap."""

    text: str
    pieces: tuple[Piece, ...] = ()
    moved: Moved | None = None

    def truth(self, span: Span) -> Truth:
        """Where the words of a range of the old text are now."""
        if self.moved is not None and self.moved.old.covers(span):
            start = self.moved.start + span.start - self.moved.old.start
            return Span(start, start + len(span))
        start, end = span.start, span.end
        for piece in self.pieces:
            change = len(piece.new) - (piece.end - piece.start)
            if piece.end <= span.start:
                start += change
            if piece.start < span.end or piece.end <= span.start:
                end += change
            if piece.faithful or piece.end <= span.start or piece.start >= span.end:
                continue
            if piece.start <= span.start and span.end <= piece.end:
                return Gone.GONE
            if not (span.start <= piece.start and piece.end <= span.end):
                return Gone.TORN
        return Span(start, end) if start < end else Gone.GONE

    def touches(self, span: Span, around: int) -> bool:
        """Whether anything has changed in a range or so many code points around it."""
        near = Span(max(0, span.start - around), span.end + around)
        if self.moved is not None and self.moved.old.overlaps(near):
            return True
        return any(piece.start <= near.end and near.start <= piece.end for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Chain:
    """Several changes, one after the other."""

    steps: tuple[Mutated, ...]

    @property
    def text(self) -> str:
        """The text in the end."""
        return self.steps[-1].text

    def truth(self, span: Span) -> Truth:
        """Where the words of a range of the first text are in the last."""
        place: Truth = span
        for step in self.steps:
            if not isinstance(place, Span):
                break
            place = step.truth(place)
        return place

    def touches(self, span: Span, around: int) -> bool:
        """Whether any of the changes has touched a range or what is around it."""
        place: Truth = span
        for step in self.steps:
            if not isinstance(place, Span) or step.touches(place, around):
                return True
            place = step.truth(place)
        return False


Mutate = Callable[[str, Sequence[Span], random.Random], Mutated]
"""From a text, the ranges of its blocks and a source of chance."""

_WORD = re.compile(r"\w{4,}")
_SENTENCE = re.compile(r"[^.!?。！？\n][^.!?。！？]*[.!?。！？]+[”\"’']?", re.DOTALL)
_STRAIGHT = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "’": "'", "‘": "'"}
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_ELSEWHERE = (
    "Officials in the capital said on Sunday that the talks would go on next week, whatever the outcome.",
    "“We shall not leave,” one resident told reporters by telephone. “Where should we go?”",
    "Prices rose again in April, the statistics office said, driven by food and fuel.",
    "Ukraine and Russia have both denied it. Neither side gave figures, and none could be confirmed.",
)


def splice(text: str, pieces: Sequence[Piece]) -> Mutated:
    """The text with these pieces in it."""
    parts: list[str] = []
    done = 0
    ordered = tuple(sorted(pieces, key=lambda piece: (piece.start, piece.end)))
    for piece in ordered:
        parts += text[done : piece.start], piece.new
        done = piece.end
    return Mutated("".join([*parts, text[done:]]), ordered)


def put_in(text: str, blocks: Sequence[Span], chance: random.Random) -> Mutated:
    """A new paragraph before one, or at the end: of other words, or of words that are there."""
    new = chance.choice(_ELSEWHERE)
    if chance.random() < 0.5:
        new = _reworded(text, chance, chance.randint(12, 40))
    return _insert(text, blocks, new, chance.randint(0, len(blocks)))


def take_out(text: str, blocks: Sequence[Span], chance: random.Random) -> Mutated:
    """A paragraph less."""
    nth = chance.randrange(len(blocks))
    start, end = _with_gap(blocks, nth)
    return splice(text, [Piece(start, end, "", faithful=False)])


def move(text: str, blocks: Sequence[Span], chance: random.Random) -> Mutated:
    """A paragraph elsewhere."""
    if len(blocks) < 2:
        return Mutated(text)
    nth, to = chance.sample(range(len(blocks)), 2)
    start, end = _with_gap(blocks, nth)
    block, gap = blocks[nth], _gap(text, blocks)
    # Before the paragraph `to` when it goes up, after it when it goes down.
    at = blocks[to].start if to < nth else blocks[to].end
    new = block.of(text) + gap if to < nth else gap + block.of(text)
    mutated = splice(text, [Piece(start, end, "", faithful=False), Piece(at, at, new)])
    begins = at if to < nth else at - (end - start) + len(gap)
    return Mutated(mutated.text, mutated.pieces, Moved(block, begins))


def double(text: str, blocks: Sequence[Span], chance: random.Random) -> Mutated:
    """A paragraph twice: side by side, where the first or the second may be the new one, or far apart."""
    nth = chance.randrange(len(blocks))
    at = chance.choice([nth, nth + 1, chance.randint(0, len(blocks))])
    return _insert(text, blocks, blocks[nth].of(text), at)


def mend_typo(text: str, _: Sequence[Span], chance: random.Random) -> Mutated:
    """One to three letters of a word otherwise: swapped, changed, left out or put in."""
    words = [match.span() for match in _WORD.finditer(text)]
    if not words:
        return Mutated(text)
    start, end = chance.choice(words)
    word = text[start:end]
    return splice(text, [Piece(start, end, _misspelt(word, chance))])


def rewrite_sentence(text: str, blocks: Sequence[Span], chance: random.Random) -> Mutated:
    """A sentence in other words throughout, or with some of its words replaced."""
    block = chance.choice(list(blocks))
    sentences = [match.span() for match in _SENTENCE.finditer(block.of(text))]
    if not sentences:
        return Mutated(text)
    first, last = chance.choice(sentences)
    start, end = block.start + first, block.start + last
    if chance.random() < 0.5:
        words = len(text[start:end].split())
        return splice(text, [Piece(start, end, _reworded(text, chance, max(4, words)), faithful=False)])
    vocabulary = _WORD.findall(text)
    pieces: list[Piece] = []
    for match in _WORD.finditer(text[start:end]):
        new = chance.choice(vocabulary)
        if new.casefold() != match[0].casefold() and chance.random() < 0.35:
            pieces.append(Piece(start + match.start(), start + match.end(), new, faithful=False))
    return splice(text, pieces)


def straighten_quotes(text: str, *_: object) -> Mutated:
    """Typographic quotes become straight ones, or straight ones typographic."""
    straight = [Piece(nth, nth + 1, _STRAIGHT[char]) for nth, char in enumerate(text) if char in _STRAIGHT]
    if straight:
        return splice(text, straight)
    return splice(text, [Piece(nth, nth + 1, "”") for nth, char in enumerate(text) if char == '"'])


def change_spaces(text: str, _: Sequence[Span], chance: random.Random) -> Mutated:
    """White space otherwise: doubled or wide spaces, lines broken anew, more blank lines."""
    style = chance.choice(["double", "wide", "wrap", "blank lines", "mixed"])
    pieces: list[Piece] = []
    for match in re.finditer(r"\s+", text):
        found = match[0]
        new = found
        if found.count("\n") > 1:
            new = found + "\n" * chance.randint(1, 2) if style in ("blank lines", "mixed") else found
        elif found == " " and style in ("double", "wide", "mixed", "wrap") and chance.random() < 0.3:
            new = {"double": "  ", "wide": "\u00a0", "wrap": "\n"}.get(style) or chance.choice(
                ["  ", "\u00a0", "\u2009", "\t"]
            )
        if new != found:
            pieces.append(Piece(match.start(), match.end(), new))
    return splice(text, pieces)


def _insert(text: str, blocks: Sequence[Span], new: str, at: int) -> Mutated:
    gap = _gap(text, blocks)
    if at == len(blocks):
        end = blocks[-1].end
        return splice(text, [Piece(end, end, gap + new)])
    start = blocks[at].start
    return splice(text, [Piece(start, start, new + gap)])


def _gap(text: str, blocks: Sequence[Span]) -> str:
    """What stands between two paragraphs."""
    gap = text[blocks[0].end : blocks[1].start] if len(blocks) > 1 else ""
    return gap if gap and gap.isspace() else "\n\n"


def _with_gap(blocks: Sequence[Span], nth: int) -> tuple[int, int]:
    """A paragraph with what parts it from the next, or at the end from the one before."""
    if nth + 1 < len(blocks):
        return blocks[nth].start, blocks[nth + 1].start
    return (blocks[nth - 1].end if nth else blocks[nth].start), blocks[nth].end


def _reworded(text: str, chance: random.Random, count: int) -> str:
    words = re.findall(r"\w+", text)
    return " ".join(chance.choice(words) for _ in range(count)).capitalize() + "."


def _misspelt(word: str, chance: random.Random) -> str:
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        nth = chance.randrange(len(word) - 1)
        kind = chance.randrange(4)
        if kind == 0:
            word = word[:nth] + word[nth + 1] + word[nth] + word[nth + 2 :]
        elif kind == 1:
            word = word[:nth] + chance.choice(_LETTERS) + word[nth + 1 :]
        elif kind == 2 and len(word) > 3:
            word = word[:nth] + word[nth + 1 :]
        else:
            word = word[: nth + 1] + chance.choice(_LETTERS) + word[nth + 1 :]
    return word


MUTATIONS: dict[str, Mutate] = {
    "paragraph put in": put_in,
    "paragraph taken out": take_out,
    "paragraph moved": move,
    "paragraph doubled": double,
    "typo mended": mend_typo,
    "sentence rewritten": rewrite_sentence,
    "quotes straightened": straighten_quotes,
    "white space changed": change_spaces,
}
