"""Labels that are suggested: shown when they come, taken or refused with one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.message import Message

from reader.analysis.suggest import Guess
from reader.annotations.deciding import Act, Choice, Wish
from reader.annotations.model import State
from reader.tui import keys
from reader.tui.screens.base import Desktop
from reader.tui.screens.judging import JudgingScreen
from reader.tui.subjects import Subject
from reader.workspace.sheet import Sheet
from reader.workspace.suggesting import Guesses, origin_of


class SuggestingScreen(JudgingScreen):
    """Adds what a machine has learnt: it decides nothing, and changes nothing under one's hands."""

    @dataclass
    class Guessed(Message, bubble=False):
        """Other labels are suggested in this article."""

        guesses: Guesses

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self._newest: Guesses = {}
        self._begun = False

    def ask_for_guesses(self) -> None:
        """Have labels suggested in this article, from now on."""
        if self.workspace.settings.suggest.labels:
            self.workspace.suggesting.want(self.here.article.id, self._hear)

    def _hear(self, article_id: str, guesses: Guesses) -> None:
        if article_id == self.here.article.id:
            self.post_message(self.Guessed(guesses))

    def on_suggesting_screen_guessed(self, message: Guessed) -> None:
        """Show them, in place."""
        self._newest = message.guesses
        self._show_guesses()
        self.refresh_bars()

    def _show_guesses(self) -> None:
        """Show what is suggested; the paragraph under the cursor keeps what it had while one looks at it."""
        here, shown = self.article.number, dict(self._newest)
        if self._begun:
            shown.pop(here, None)
            if here in self.article.guesses:
                shown[here] = tuple(self.article.guesses[here])
        sheet = self.here
        self.article.show_guesses({one: shown[one] for one in shown if not sheet.block(one).decided})

    def perform(self, binding: keys.Binding) -> None:
        """Do an action; from the first on, nothing is suggested where the cursor stands already."""
        self._begun = True
        super().perform(binding)

    def on_article_view_moved(self) -> None:
        """What was left behind may show what is suggested now."""
        self._show_guesses()

    def watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """Learn from what was decided, and suggest nothing where all is said."""
        super().watch_sheet(before, now)
        if before is None or now is None or before.blocks == now.blocks:
            return
        changed = [one for one in self.article.guesses if before.block(one) != now.block(one)]
        if changed:
            left = {one: guesses for one, guesses in self.article.guesses.items() if one not in changed}
            self.article.show_guesses(left)
        if self.workspace.settings.suggest.labels:
            self.workspace.suggesting.learn(now.article.id)

    # -- taking and refusing -------------------------------------------------------------------------------

    @property
    def guesses_here(self) -> dict[int, Sequence[Guess]]:
        """The labels suggested for the paragraphs meant, by number."""
        found = self.article.guesses
        return {number: found[number] for number in self.subject.numbers if number in found}

    def act_suggestion_accept(self) -> None:
        """Take the labels that are suggested; without any, the names and quotes."""
        if not self.guesses_here:
            self.accept_highlights()
        else:
            self._settle_guesses("", lambda one: Choice(Act.SET, one.label, origin=origin_of(one)))

    def act_suggestion_reject(self) -> None:
        """Refuse the labels that are suggested; without any, the names and quotes."""
        if not self.guesses_here:
            self.reject_highlights()
        else:
            self._settle_guesses("not ", lambda one: Choice(Act.SET, one.label, State.REJECT))

    def _settle_guesses(self, before: str, choose: Callable[[Guess], Choice]) -> None:
        """Decide as suggested, as one step, and go on when that settles the paragraphs."""
        guesses = self.guesses_here
        wishes = [
            Wish(self.here.target_of_block(number), choose(one))
            for number, suggested in guesses.items()
            for one in suggested
        ]
        ids = dict.fromkeys(one.label for suggested in guesses.values() for one in suggested)
        labels = [label.name for one in ids if (label := self.workspace.scheme.label(one)) is not None]
        subject = Subject(tuple(guesses))
        words = f"{before}{', '.join(labels)} on {subject.words}"

        def work() -> None:
            seconds = round(self.spent() / max(1, len(guesses)), 1)
            self.decided(self.workspace.decide_each(self.here, wishes, seconds, words), subject)

        self.sure(len(wishes), f"{words}?", work)
