"""What next: choosing in the list in what order the undecided paragraphs come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.glyphs import fit, inert
from reader.tui.screens.base import Desktop
from reader.tui.screens.holding import HoldingScreen
from reader.tui.widgets.article_list import ArticleList
from reader.workspace.ids import iso_time

if TYPE_CHECKING:
    from reader.tui.widgets.what_next import WhatNext
    from reader.workspace.queue_kept import Kept

_MAX_SEED = 999_999_999
_TITLE_WIDTH = 24
_NARROW = 60


class StartingScreen(HoldingScreen):
    """Adds the choice of a queue, below the list."""

    articles: ArticleList

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self.choice: WhatNext | None = None
        self._asked = ""

    @property
    def context(self) -> str:
        """The choice takes the keys while it is open."""
        if self.choice is None or self.confirming:
            return super().context
        return keys.QUEUE_TEXT if self._asked else keys.QUEUE

    def choice_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the choice."""
        where = self.context
        if self._asked:
            return (
                (
                    self.hint("queue.begin", "begin", 9, context=where),
                    self.hint("step.out", "cancel", 8, context=where),
                ),
            )
        return (
            (
                self.hint("queue.choose", "choose", 9, context=where),
                Hint(self.key("queue.down", "queue.up", context=where), "move", 6),
                self.hint("step.out", "close", 8, context=where),
            ),
        )

    def step_back(self) -> bool:
        """Close what is open, one thing; False when nothing is."""
        if self.choice is None:
            return super().step_back()
        if self._asked:
            self._asked = ""
            self.choice.close_field()
            self.set_focus(None)
        else:
            self.close_choice()
        return True

    def close_choice(self) -> None:
        """Take the choice away."""
        if self.choice is not None:
            self.choice.remove()
            self.choice, self._asked = None, ""
            self.set_focus(None)

    def act_queue_open(self) -> None:
        """Offer what may come next."""
        # The list is on the screen before any of this is wanted.
        from reader.tui.widgets.what_next import WhatNext

        if self.choice is not None:
            return
        self.choice = WhatNext(self.desktop.looks, self.desktop.signs)
        self.mount(self.choice, after=self.articles)
        self._offer()

    def _offer(self) -> None:
        from reader.tui.queue_words import Here, offers

        workspace, signs = self.workspace, self.desktop.signs
        row = self.articles.current
        press = {
            row.action: self.key(row.action, context=keys.QUEUE)
            for row in keys.KEYS
            if row.context == keys.QUEUE
        }
        title = fit(inert(row.title), _TITLE_WIDTH, signs.ellipsis).rstrip() if row else ""
        others = any(name != workspace.annotator for name in workspace.decisions.annotators())
        flagged = workspace.waiting.count_flagged()
        from reader.workspace.queue_kept import kept_queue

        here = Here(kept_queue(workspace), workspace.habits.seed, title, flagged, others)
        if self.choice is not None:
            self.choice.show(offers(here, press, signs, narrow=self.app.size.width < _NARROW))

    def on_resize(self, _: events.Resize) -> None:
        """What fits beside the offers depends on the width."""
        if self.choice is not None:
            action = self.choice.action
            self._offer()
            self.choice.go_to(action)

    def on_choices_chosen(self) -> None:
        """The mouse was pressed twice."""
        self.perform(keys.Binding("queue.choose"))

    def act_queue_down(self) -> None:
        """One row down."""
        if self.choice is not None:
            self.choice.choices.move(1)

    def act_queue_up(self) -> None:
        """One row up."""
        if self.choice is not None:
            self.choice.choices.move(-1)

    def act_queue_choose(self) -> None:
        """What the row under the cursor says."""
        if self.choice is not None and self.choice.action:
            getattr(self, f"act_{self.choice.action.replace('.', '_')}")()

    def act_queue_resume(self) -> None:
        """Go on where a queue was left, at the same paragraph."""
        from reader.workspace.queue_kept import kept_queue

        kept = kept_queue(self.workspace)
        if kept is None:
            self.word = "there is nothing to go on with: choose an order"
        else:
            self._begin(kept)

    def act_queue_reading(self) -> None:
        """What is undecided in the order of the list, from the article under the cursor on."""
        row = self.articles.current
        self._begin(self._plan("reading", start=row.id if row else None))

    def act_queue_random(self) -> None:
        """What is undecided in the random order of the seed."""
        self._begin(self._plan("random"))

    def act_queue_flagged(self) -> None:
        """What was flagged."""
        self._begin(self._plan("flagged"))

    def act_queue_disagreeing(self) -> None:
        """What was decided, and by others otherwise."""
        self._begin(self._plan("disagreeing"))

    def act_queue_seed(self) -> None:
        """Ask for another seed."""
        self._ask("queue.random", "seed:", str(self.workspace.habits.seed))

    def act_queue_words(self) -> None:
        """Ask for words."""
        from reader.workspace.queue_kept import kept_queue

        kept = kept_queue(self.workspace)
        self._ask("queue.words", "words:", kept.plan.words if kept else "")

    def _ask(self, action: str, question: str, text: str) -> None:
        if self.choice is not None:
            self._asked = action
            self.choice.go_to(action)
            self.choice.ask(question, text)

    def act_queue_type(self, sign: str) -> None:
        """Type a sign; a seed is made of digits."""
        if self.choice is not None and (self._asked == "queue.words" or sign in "0123456789"):
            self.choice.type(sign)

    def act_queue_erase(self) -> None:
        """Take the last sign away."""
        if self.choice is not None:
            self.choice.erase()

    def act_queue_begin(self) -> None:
        """Begin with what was written."""
        text = self.choice.text.strip() if self.choice is not None else ""
        if self._asked == "queue.words":
            if text:
                self._begin(self._plan("words", words=text))
            else:
                self.word = "which words?"
        elif text.isdecimal() and int(text) <= _MAX_SEED:
            self.workspace.habits.keep_seed(int(text))
            self.act_queue_random()
        else:
            self.word = f"a seed is a number up to {_MAX_SEED:,}"

    def _plan(self, order: str, *, words: str = "", start: str | None = None) -> Kept:
        from reader.workspace.queue import Order, Plan
        from reader.workspace.queue_kept import Kept

        now = iso_time(self.workspace.now())
        return Kept(Plan(Order(order), self.workspace.habits.seed, words, start, now))

    def _begin(self, kept: Kept) -> None:
        self.close_choice()
        self.reader.begin_queue(kept)
