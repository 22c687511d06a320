"""Deciding about the paragraph under the cursor: labels by key, none, ignore, flag, again."""

from __future__ import annotations

from functools import partial

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Kind, Operation, State
from reader.annotations.scheme import Label
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import LabelKeys
from reader.tui.screens.base import Desktop
from reader.tui.screens.labelling import Layer, Outcome, layer_hints, press
from reader.tui.screens.panelling import PanelScreen
from reader.workspace.attention import Attention

_ADVANCE = ("off", "label", "enter")


class DecidingScreen(PanelScreen):
    """Adds the keys that decide: one key decides, saves and goes on."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.letters: Layer | None = None
        self.repeatable: Choice | None = None
        self._attention = Attention(self.article.number, self.workspace.now())

    @property
    def context(self) -> str:
        """The layer of letters takes the keys while it is open."""
        return keys.LABELS if self.letters is not None and not self.confirming else super().context

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The letters of the layer while it is open."""
        if self.letters is None:
            return super().hints()
        looks, ellipsis = self.desktop.looks, self.desktop.signs.ellipsis
        width, key = self.app.size.width, partial(self.key, context=keys.LABELS)
        return layer_hints(self.letters, self.layer_keys, looks, ellipsis, width, key)

    def step_back(self) -> bool:
        """Close the layer first."""
        if self.letters is None:
            return super().step_back()
        self.letters = None
        return True

    def perform(self, binding: keys.Binding) -> None:
        """Count the time up to this key for the paragraph under the cursor, then do the action."""
        self._attention = self._attention.key(self.article.number, self.workspace.now())
        super().perform(binding)

    @property
    def layer_keys(self) -> LabelKeys:
        """The labels that the layer of letters gives."""
        return self.keys

    def spent(self) -> float:
        """The active seconds that were spent on the paragraph; a decision begins them anew."""
        seconds = round(self._attention.seconds, 1)
        self._attention = self._attention.decided()
        return seconds

    # -- deciding ----------------------------------------------------------------------------------------

    def decide(self, choice: Choice, number: int | None = None) -> None:
        """Decide about the paragraph under the cursor, or another, and go on when that settles it."""
        number = number or self.article.number
        deed = self.workspace.decide(self.here, self.here.target_of_block(number), choice, self.spent())
        self.sheet = deed.sheet
        if choice.act not in (Act.CLEAR, Act.NOTE):
            self.repeatable = Choice(Act.SET, choice.label, choice.state) if choice.label else choice
        if deed.operation is None:
            self.word = f"{number} has that already"
            return
        self.note_save()
        self.word = deed.operation.words
        if self.advance == "label" and self._settles(deed.operation, number):
            before = self.word
            if self.go_on():
                self.word = f"{before} → {self.article.number}"

    def _settles(self, operation: Operation, number: int) -> bool:
        """Whether a decision moves on: it gave something, and nothing that is required is open any more."""
        gave = any(
            edit.after is not None
            and edit.after.kind not in (Kind.FLAG, Kind.NOTE)
            and edit.after.state is not State.REJECT
            for edit in operation.edits
        )
        return gave and self.here.block(number).decided

    def label(self, label: Label, *, reject: bool = False) -> None:
        """Label the paragraph, or say that this is not its label."""
        if reject:
            self.decide(Choice(Act.SET, label.id, State.REJECT))
        else:
            self.decide(Choice(Act.TOGGLE, label.id))

    def act_label_nth(self, digit: str) -> None:
        """The label with this digit."""
        if self.letters is not None:
            self.act_label_key(digit)
            return
        label = self.keys.bare.get(digit)
        if label is None:
            self.word = f"no label has {digit}"
        else:
            self.label(label)

    def act_label_bare(self, letter: str) -> None:
        """The label with this letter, if there is one."""
        label = self.keys.bare.get(letter)
        if label is not None:
            self.label(label)
        elif letter in self.keys.layer:
            label = self.keys.layer[letter]
            self.word = f"{label.name}: press {self.keys.press[label.id] or self.key('label.pick')}"
        else:
            self.word = f"{letter}: no command and no label has this key"

    def act_label_none(self) -> None:
        """None of the labels."""
        self._leave_layer()
        self.decide(Choice(Act.NONE))

    def act_label_layer(self) -> None:
        """Every letter is a label now, for one label."""
        self.letters = Layer()

    def act_label_latch(self) -> None:
        """The layer of letters stays open."""
        if self.letters is not None:
            self.letters = Layer(latched=not self.letters.latched, rejecting=self.letters.rejecting)

    def act_label_page(self) -> None:
        """Show more labels."""
        if self.letters is not None:
            self.letters = Layer(
                self.letters.latched, self.letters.rejecting, self.letters.typed, self.letters.page + 1
            )

    def act_label_reject(self) -> None:
        """The next label is one that this paragraph has not."""
        self.letters = Layer(rejecting=True)
        self.word = "not which label?"

    def act_label_key(self, letter: str) -> None:
        """A letter in the layer."""
        if self.letters is None:
            return
        pressed = press(self.letters, letter, self.layer_keys)
        rejecting = self.letters.rejecting
        self.letters = pressed.layer
        if pressed.outcome is Outcome.NOTHING:
            self.word = f"no label has {letter}"
        if pressed.outcome is not Outcome.MORE and not self.letters.latched:
            self.letters = None
        if pressed.label is not None:
            self.label(pressed.label, reject=rejecting)

    def _leave_layer(self) -> None:
        if self.letters is not None and not self.letters.latched:
            self.letters = None

    def act_label_repeat(self) -> None:
        """Decide the same again."""
        if self.repeatable is None:
            self.word = "nothing to repeat yet"
        elif self.repeatable.act is Act.SET or not self._stands(self.repeatable):
            self.decide(self.repeatable)
        else:
            self.word = f"{self.article.number} has that already"

    def _stands(self, choice: Choice) -> bool:
        standing = self.here.block(self.article.number)
        stands = {Act.NONE: standing.none, Act.IGNORE: standing.ignored, Act.FLAG: standing.flagged}
        return stands.get(choice.act, False)

    def act_decision_ignore(self) -> None:
        """Leave this paragraph out: neither a yes nor a no."""
        self.decide(Choice(Act.IGNORE))

    def act_decision_flag(self) -> None:
        """Mark it, to come back to it."""
        self.decide(Choice(Act.FLAG))

    def act_auto_toggle(self) -> None:
        """Auto-advance: off, on a label, on Enter."""
        self.advance = _ADVANCE[(_ADVANCE.index(self.advance) + 1) % len(_ADVANCE)]
        self.workspace.habits.keep_advance(self.advance, self.workspace.settings.advance)
        self.word = {
            "off": "auto-advance is off",
            "label": "a decision goes on to the next undecided",
            "enter": f"labels stay, {self.key('undecided.next')} goes on",
        }[self.advance]
