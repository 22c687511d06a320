"""Keys that give labels, flags and the like to whatever a screen says that a decision is about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from reader.annotations.choices import Act, Choice
from reader.annotations.model import State
from reader.annotations.scheme import Label, LabelTarget
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import LabelKeys
from reader.tui.screens.base import ReaderScreen
from reader.tui.subjects import Subject
from reader.workspace.deed import ASK_ABOVE

if TYPE_CHECKING:
    from reader.tui.screens.labelling import Layer


class GivingScreen(ReaderScreen):
    """Adds label keys and the layer of letters; its screen says what they are about, and decides."""

    letters: Layer | None = None

    @property
    def subject(self) -> Subject:
        """What a decision is about now."""
        raise NotImplementedError

    @property
    def layer_keys(self) -> LabelKeys:
        """The keys of the labels that can be given to that."""
        raise NotImplementedError

    def decide(self, choice: Choice, *, stay: bool = False) -> None:
        """Decide about that; with `stay` nothing moves or closes by it."""
        raise NotImplementedError

    @property
    def context(self) -> str:
        """The layer of letters takes the keys while it is open."""
        return keys.LABELS if self.letters is not None and not self.confirming else super().context

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The letters of the layer while it is open."""
        if self.letters is None:
            return super().hints()
        from reader.tui.screens.labelling import layer_hints

        looks, ellipsis = self.desktop.looks, self.desktop.signs.ellipsis
        width, key = self.app.size.width, partial(self.key, context=keys.LABELS)
        return layer_hints(self.letters, self.layer_keys, looks, ellipsis, width, key)

    def step_back(self) -> bool:
        """Close the layer first."""
        if self.letters is None:
            return super().step_back()
        self.letters = None
        return True

    def sure(self, count: int, question: str, work: Callable[[], None]) -> None:
        """Do what touches so many; of a great many ask first: the answer is no unless one says yes."""
        if count > ASK_ABOVE:
            self.ask(question, work)
        else:
            work()

    def label(self, label: Label, *, reject: bool = False, stay: bool = False) -> None:
        """Give a label, or say that this is not the label."""
        choice = Choice(Act.SET, label.id, State.REJECT) if reject else Choice(Act.TOGGLE, label.id)
        self.decide(choice, stay=stay)

    def act_label_nth(self, digit: str) -> None:
        """The label with this digit."""
        if self.letters is not None:
            self.act_label_key(digit)
            return
        label = self.layer_keys.bare.get(digit)
        if label is None:
            self.word = self._nothing(digit)
        else:
            self.label(label)

    def act_label_bare(self, letter: str) -> None:
        """The label with this letter, if there is one."""
        label = self.layer_keys.bare.get(letter)
        if label is not None:
            self.label(label)
        elif letter in self.layer_keys.layer:
            label = self.layer_keys.layer[letter]
            pressed = self.layer_keys.press[label.id] or self.key("label.pick")
            self.word = f"{label.name}: press {pressed}"
        else:
            self.word = f"{letter}: no command and no label has this key"

    def act_label_none(self) -> None:
        """None of the labels."""
        if self.letters is not None and self.letters.rejecting:
            self.word = "which label is it not?"
            return
        if self.letters is not None and not self.letters.latched:
            self.letters = None
        self.decide(Choice(Act.NONE))

    def act_label_layer(self) -> None:
        """Every letter is a label now, for one label."""
        from reader.tui.screens.labelling import Layer

        self.letters = Layer()

    def act_label_latch(self) -> None:
        """The layer of letters stays open."""
        if self.letters is not None:
            self.letters = replace(self.letters, latched=not self.letters.latched, typed="", page=0)

    def act_label_page(self) -> None:
        """Show more labels."""
        if self.letters is not None:
            self.letters = replace(self.letters, page=self.letters.page + 1)

    def act_label_reject(self) -> None:
        """The next label is one that this has not."""
        from reader.tui.screens.labelling import Layer

        self.letters = Layer(rejecting=True)
        self.word = "not which label?"

    def act_label_key(self, letter: str) -> None:
        """A letter in the layer."""
        if self.letters is None:
            return
        from reader.tui.screens.labelling import Outcome, press

        pressed = press(self.letters, letter, self.layer_keys)
        rejecting = self.letters.rejecting
        self.letters = pressed.layer
        if pressed.outcome is Outcome.NOTHING:
            self.word = self._nothing(letter)
        if pressed.outcome is not Outcome.MORE and not self.letters.latched:
            self.letters = None
        if pressed.label is not None:
            self.label(pressed.label, reject=rejecting)

    def act_decision_ignore(self) -> None:
        """Leave it out: neither a yes nor a no."""
        self.decide(Choice(Act.IGNORE))

    def act_decision_flag(self) -> None:
        """Mark it, to come back to it."""
        self.decide(Choice(Act.FLAG))

    def _nothing(self, key: str) -> str:
        of = " for whole articles" if self.subject.kind is LabelTarget.DOCUMENT else ""
        return f"no label{of} has {key}"
