"""The first screens of an empty folder: what they ask, and what was answered so far. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from rich.style import Style

from reader.annotations.scheme import Scheme
from reader.tui.asides import Ink, guide_lines
from reader.tui.bars import BarLine, Piece
from reader.tui.glyphs import cells, fit, inert
from reader.workspace.beginning import Missing, Start

_CURSOR = Style(reverse=True)


class Step(Enum):
    """What is asked now."""

    ARTICLES = "articles"
    SOURCE = "source"
    WHO = "who"
    SCHEME = "scheme"

    @property
    def typing(self) -> bool:
        """Whether keys are text."""
        return self is not Step.ARTICLES


@dataclass(frozen=True, slots=True)
class Beginning:
    """The answers so far; `path` is what is typed for a file, `source` and `scheme` are those given."""

    step: Step
    name: str
    missing: tuple[Missing, ...]
    count: int = 0
    row: int = 0
    path: str = ""
    source: str = ""
    scheme: str = ""
    shown: bool = False
    proposed: bool = True
    """Whether nobody has touched the name yet: what is typed then takes its place."""

    @property
    def start(self) -> Start:
        """The labels that the cursor is on."""
        return tuple(Start)[self.row] if self.step is Step.WHO else Start.FILE

    def moved(self, rows: int) -> Beginning:
        """The cursor on another row, up to the ends."""
        last = {Step.ARTICLES: 1, Step.WHO: 2}.get(self.step, 0)
        return replace(self, row=max(0, min(self.row + rows, last)))

    def typed(self, text: str) -> Beginning:
        """With more text where text goes."""
        if self.step is Step.WHO:
            return replace(self, name=text if self.proposed else self.name + text, proposed=False)
        return replace(self, path=self.path + text)

    def erased(self) -> Beginning:
        """Without the last sign."""
        if self.step is Step.WHO:
            return replace(self, name=self.name[:-1], proposed=False)
        return replace(self, path=self.path[:-1])

    def back(self) -> Beginning | None:
        """One step back; None where this was the first."""
        if self.step is Step.SOURCE:
            return replace(self, step=Step.ARTICLES, row=1)
        if self.step is Step.SCHEME:
            return replace(self, step=Step.WHO, row=1)
        if self.step is Step.WHO and Missing.ARTICLES in self.missing:
            return replace(self, step=Step.ARTICLES, row=1 if self.source else 0, source="")
        return None


def beginning(missing: tuple[Missing, ...], name: str, count: int) -> Beginning:
    """Where to begin; `count` is how many articles there are."""
    step = Step.ARTICLES if Missing.ARTICLES in missing else Step.WHO
    return Beginning(step, name, missing, count)


def beginning_lines(at: Beginning, topics: Scheme, ink: Ink, add_key: str, see_key: str) -> list[BarLine]:
    """What the screen asks."""
    looks = ink.looks
    if at.step is Step.ARTICLES:
        first = (("try the sample article", ""), ("add a file or folder…", add_key))
        title = BarLine((("No articles in this folder.", looks.strong),))
        return [title, BarLine(), *_rows(first, at.row, ink)]
    if at.step is Step.SOURCE:
        return _field("The path of a text file, or of a folder with text files:", at.path, ink)
    if at.step is Step.SCHEME:
        return _field("The path of a labels.toml:", at.path, ink)
    lines: list[BarLine] = []
    if Missing.ARTICLES not in at.missing:
        articles = "1 article" if at.count == 1 else f"{at.count:,} articles"
        lines = [BarLine(((f"{articles} here, and no labels yet.", looks.strong),)), BarLine()]
    lines += _field("Your name on decisions:", at.name, ink, proposed=at.proposed)
    lines += [BarLine(), BarLine((("Start with labels:", looks.text),))]
    see = f"{'hide' if at.shown else 'see'} them: {see_key}" if see_key else ""
    offers = (
        (f"news topics ({len(topics.labels)})", see),
        (at.scheme or "a file of mine…", ""),
        ("none yet, I only read", ""),
    )
    lines += _rows(offers, at.row, ink)
    if at.shown:
        press = {label.id: label.key for label in topics.labels}
        lines += [BarLine(), *guide_lines(topics, press, None, ink)]
    return lines


def _rows(offers: Sequence[tuple[str, str]], row: int, ink: Ink) -> list[BarLine]:
    looks, signs = ink.looks, ink.signs
    lines = []
    for nth, (words, beside) in enumerate(offers):
        current = nth == row
        style = looks.cursor if current else looks.text
        room = max(8, ink.width - 2 - (cells(beside) + 2 if beside else 0))
        shown = inert(words) if cells(words) <= room else fit(words, room, signs.ellipsis)
        if signs.ascii:
            shown = shown.replace("…", "...")
        left: list[Piece] = [(f"{signs.bar if current else ' '} ", looks.bar), (shown, style)]
        if beside:
            left.append((f"  {beside}", looks.quiet))
        lines.append(BarLine(tuple(left)))
    return lines


def _field(question: str, value: str, ink: Ink, *, proposed: bool = False) -> list[BarLine]:
    """A question and what is typed; beside it where there is room, else below it.

    What is only proposed is drawn as chosen: the first sign that is typed takes its place.
    """
    looks = ink.looks
    room = ink.width - cells(question) - 2
    beside = room >= min(24, cells(value) + 1)
    room = room if beside else ink.width - 3
    shown = inert(value)
    while cells(shown) > max(1, room) and shown:
        # The end is where one writes.
        shown = shown[1:]
    typed: tuple[Piece, ...] = ((shown, looks.strong), (" ", _CURSOR))
    if proposed and shown:
        typed = ((shown, looks.strong + _CURSOR),)
    if beside:
        return [BarLine(((f"{question} ", looks.text), *typed))]
    return [BarLine(((question, looks.text),)), BarLine((("  ", looks.text), *typed))]


def greeting_lines(key: str, name: str, key_of: dict[str, str], ink: Ink) -> list[BarLine]:
    """What to do in the first article; `key` presses the first label, which is called `name`."""
    if key:
        first = (
            f"Press {key} for “{inert(name)}”: it is labelled and saved, and the next undecided one comes."
        )
    else:
        first = f"{key_of['label.pick']} makes a label by its name: what you label is saved at once."
    rest = (
        f" {key_of['edit.undo']} undoes. {key_of['highlight.next']} looks at names."
        f" {key_of['guide.toggle']} shows what labels mean, {key_of['help.show']} every key."
    )
    text = first + rest
    if ink.signs.ascii:
        text = text.replace("“", '"').replace("”", '"')
    return ink.prose(text, ink.looks.strong)
