"""Choosing by letters that are drawn on the page: what is offered, and what is done with the one chosen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.hinting import NO_LABELS, Lettered
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen


@dataclass(frozen=True, slots=True)
class Choosing:
    """A choice by letters that is open: its name in the footer, what is offered, what to do with it."""

    name: str
    offered: Lettered[Any]
    take: Callable[[Any], None]
    context: str = keys.HINTS
    hints: tuple[Hint, ...] = ()
    """Other keys that its context has, for the footer."""


class HintingScreen(DecidingScreen):
    """Adds the letters: every key is one of them while they are shown, or is said to be none."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.choosing: Choosing | None = None

    @property
    def context(self) -> str:
        """The letters take the keys while they are shown."""
        asked = self.choosing is not None and not self.confirming
        return self.choosing.context if self.choosing is not None and asked else super().context

    def choose_by_letters(self, choosing: Choosing) -> None:
        """Draw the letters of a choice; `take` is called with what is chosen, after they are gone."""
        self.choosing = choosing
        self.article.labels = choosing.offered.labels

    def end_choosing(self) -> Choosing | None:
        """Take the letters away; returns the choice that was open."""
        choosing, self.choosing = self.choosing, None
        self.article.labels = NO_LABELS
        return choosing

    def act_hint_choose(self, letter: str) -> None:
        """A letter: what has it is taken; the first of two leaves those that go on with it."""
        if self.choosing is None:
            return
        offered = self.choosing.offered.press(letter)
        if offered is None:
            self.word = f"nothing has {self.choosing.offered.typed}{letter} here"
        elif offered.chosen is None:
            self._show_letters(offered)
        else:
            choosing = self.end_choosing()
            if choosing is not None:
                choosing.take(offered.chosen.what)

    def act_hint_back(self) -> None:
        """Take the letter typed last away."""
        if self.choosing is not None:
            self._show_letters(self.choosing.offered.back())

    def _show_letters(self, offered: Lettered[Any]) -> None:
        if self.choosing is not None:
            self.choose_by_letters(replace(self.choosing, offered=offered))

    def step_back(self) -> bool:
        """Take the letters away first."""
        return self.end_choosing() is not None or super().step_back()

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """What was typed, and that a letter chooses."""
        if self.choosing is None:
            return super().hints()
        typed = self.choosing.offered.typed
        out = keys.first_key(self.choosing.context, "step.out", self.desktop.key_set)
        name, level = f" {self.choosing.name} {typed}".rstrip() + " ", self.desktop.looks.level
        head = Hint(name, "a letter chooses", 9, level)
        return ((head, *self.choosing.hints), (Hint(out, "cancel", 9),))
