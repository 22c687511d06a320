"""Deciding in an article: one key decides about what is meant, saves and goes on."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Kind, Operation, State
from reader.annotations.scheme import LabelTarget
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import LabelKeys, assign_keys
from reader.tui.many_words import asked
from reader.tui.screens.base import Desktop
from reader.tui.screens.giving import GivingScreen
from reader.tui.screens.labelling import label_hints
from reader.tui.screens.panelling import PanelScreen
from reader.tui.subjects import Subject
from reader.workspace.attention import Attention
from reader.workspace.deed import Deed

_ADVANCE = ("off", "label", "enter")


class DecidingScreen(GivingScreen, PanelScreen):
    """Adds the keys that decide: one key decides, saves and goes on."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.repeatable: Choice | None = None
        self._attention = Attention(self.article.number, self.workspace.now())

    @property
    def subject(self) -> Subject:
        """The paragraph under the cursor."""
        return Subject((self.article.number,))

    @property
    def layer_keys(self) -> LabelKeys:
        """The keys of the labels for paragraphs."""
        return self.keys

    def spent(self) -> float:
        """The active seconds that were spent on what is decided; a decision begins them anew."""
        seconds = round(self._attention.seconds, 1)
        self._attention = self._attention.decided()
        return seconds

    def perform(self, binding: keys.Binding) -> None:
        """Count the time up to this key for the paragraph under the cursor, then do the action."""
        self._attention = self._attention.key(self.article.number, self.workspace.now())
        super().perform(binding)

    # -- deciding ----------------------------------------------------------------------------------------

    def decide(
        self, choice: Choice, number: int | None = None, *, stay: bool = False, give: bool = False
    ) -> None:
        """Decide about the paragraphs meant, or another, and go on when that settles them.

        With `give` nothing is taken away from where it stands.
        """
        subject = self.subject if number is None else Subject((number,))
        count = len(subject.numbers)
        question = asked(choice, f"{count:,} paragraphs", self.workspace.scheme)
        self.sure(count, question, lambda: self._carry_out(choice, subject, stay=stay, give=give))

    def _carry_out(self, choice: Choice, subject: Subject, *, stay: bool, give: bool) -> None:
        seconds = round(self.spent() / max(1, len(subject.numbers)), 1)
        targets = subject.targets(self.here)
        deed = self.workspace.decide_together(self.here, targets, choice, seconds, give=give)
        if choice.act not in (Act.CLEAR, Act.NOTE) and subject.numbers:
            self.repeatable = Choice(Act.SET, choice.label, choice.state) if choice.label else choice
        self.decided(deed, subject, stay=stay)
        if (
            deed.operation is None
            and choice.act is Act.NONE
            and all(one.accepted for one in subject.standings(self.here))
        ):
            self.word = f"{subject.words} {subject.has} a label: none of them is for what has none"

    def decided(self, deed: Deed, subject: Subject, *, stay: bool = False) -> None:
        """Show what was decided about paragraphs, and go on when that settles them."""
        self.sheet = deed.sheet
        if deed.operation is None:
            self.word = f"{subject.words} {subject.has} that already"
            return
        self.note_save()
        self.word = deed.operation.words
        if stay:
            return
        self.settled()
        if self.advance == "label" and self._settles(deed.operation, subject):
            before = self.word
            if self.article.number != subject.numbers[-1]:
                self.article.go_to(subject.numbers[-1])
            if self.go_on():
                self.word = f"{before} → {self.article.number}"

    def label_hints(self) -> tuple[Hint, ...]:
        """The labels that a single key gives; groups are parted."""
        labels = self.workspace.scheme.of_target(LabelTarget.BLOCK)
        looks, signs = self.desktop.looks, self.desktop.signs
        return label_hints(labels, self.keys, looks, signs, self.app.size.width)

    def settled(self) -> None:
        """What a screen does when a decision was made."""

    def _settles(self, operation: Operation, subject: Subject) -> bool:
        """Whether a decision moves on: it gave something, and nothing that is required is open any more."""
        gave = any(
            edit.after is not None
            and edit.after.kind not in (Kind.FLAG, Kind.NOTE)
            and edit.after.state is not State.REJECT
            for edit in operation.edits
        )
        return gave and bool(subject.numbers) and all(one.decided for one in subject.standings(self.here))

    def act_label_repeat(self) -> None:
        """Decide the same again."""
        if self.repeatable is None:
            self.word = "nothing to repeat yet"
        else:
            self.decide(self.repeatable, give=True)

    def take_scheme(self) -> None:
        """Draw with the labels as they are now."""
        super().take_scheme()
        self.keys = assign_keys(self.workspace.scheme, self.desktop.key_set)
        self.article.setting = replace(self.article.setting, keys=self.keys)
        self.sheet = self.workspace.sheet(self.here.article.id)
        self.article.refresh()

    def act_auto_toggle(self) -> None:
        """Auto-advance: off, on a label, on Enter."""
        self.advance = _ADVANCE[(_ADVANCE.index(self.advance) + 1) % len(_ADVANCE)]
        self.workspace.habits.keep_advance(self.advance, self.workspace.settings.advance)
        self.word = {
            "off": "auto-advance is off",
            "label": "a decision goes on to the next undecided",
            "enter": f"labels stay, {self.key('undecided.next')} goes on",
        }[self.advance]
