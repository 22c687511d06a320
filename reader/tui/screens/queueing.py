"""An article in a queue: going on leads to the next paragraph that waits, in whatever article."""

from __future__ import annotations

from textual.await_complete import AwaitComplete

from reader.tui.bars import BarLine, Hint
from reader.tui.queue_words import count_words, plan_words, time_words
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.screens.holding import HoldingScreen
from reader.workspace.queue import Item
from reader.workspace.queueing import Queue
from reader.workspace.sheet import Sheet


class QueueScreen(HoldingScreen, DecidingScreen):
    """Adds the queue, while one is open; without one nothing here does anything."""

    @property
    def queue(self) -> Queue | None:
        """The queue that is open; an article that was opened over the one in the queue is none of its own."""
        lowest = next((one for one in self.app.screen_stack if isinstance(one, QueueScreen)), self)
        return self.reader.queue if lowest is self else None

    @property
    def item(self) -> Item:
        """The paragraph under the cursor."""
        return Item(self.here.article.id, self.article.number)

    def _watch_sheet(self, before: Sheet | None, now: Sheet | None) -> None:
        """Count what was decided, whoever did it."""
        if self.queue is not None and before is not None and now is not None:
            self.queue.saw(before, now)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Leaving the article is leaving the queue; its place is kept."""
        queue = self.queue
        if queue is not None:
            if not queue.ended:
                done = count_words(queue.kept.done, queue.total, self.desktop.signs)
                self.reader.list.word = f"left at {done} · {self.reader.list.key('queue.open')} goes on there"
            self.reader.leave_queue()
        return super().dismiss(result)

    # -- header and footer -------------------------------------------------------------------------------

    def progress_words(self) -> str:
        """The order, and how many are done."""
        queue, signs = self.queue, self.desktop.signs
        if queue is None:
            return super().progress_words()
        done = count_words(queue.kept.done, queue.total, signs)
        if self.app.size.width < 60:
            return f"next: {done}"
        return f"next: {plan_words(queue.plan, signs)} {signs.dot} {done}"

    def header_lines(self) -> tuple[BarLine, ...]:
        """The pace and the time left stand beside what is known of the article."""
        lines = super().header_lines()
        queue = self.queue
        words = time_words(queue.pace, queue.left, self.desktop.signs) if queue else ""
        if not words or len(lines) < 2:
            return lines
        first, second = lines
        right = second.right and ((f" {self.desktop.signs.dot} ", self.quiet), *second.right)
        return (first, BarLine(second.left, ((words, self.quiet), *right)))

    def queue_hints(self) -> tuple[Hint, ...]:
        """The keys that lead through the queue, in the place of those that lead through an article."""
        if self.queue is None:
            return (self.hint("undecided.next", "next undecided", 8),)
        wide = self.app.size.width >= 60
        return (
            self.hint("undecided.next", "next in the queue" if wide else "next", 8),
            self.hint("article.previous", "back", 7),
            self.hint("article.next", "pass over", 5),
        )

    # -- going on ----------------------------------------------------------------------------------------

    def go_on(self) -> bool:
        """Go to the next item; where it is in another article, that opens."""
        return super().go_on() if self.queue is None else self.reader.go_on_in_queue(self.item)

    def act_undecided_next(self) -> None:
        """The next item that waits."""
        if self.queue is None:
            super().act_undecided_next()
        else:
            self.go_on()

    def act_undecided_previous(self) -> None:
        """The item before that waits."""
        if self.queue is None:
            super().act_undecided_previous()
        else:
            self.reader.show_item(self.queue.step_open(-1), "nothing before it waits")

    def act_article_next(self) -> None:
        """The next item, whatever was decided of this one."""
        if self.queue is None:
            super().act_article_next()
        elif (item := self.queue.step(1)) is not None:
            self.reader.show_item(item)
        else:
            self.reader.take_next()

    def act_article_previous(self) -> None:
        """The item before."""
        if self.queue is None:
            super().act_article_previous()
        else:
            self.reader.show_item(self.queue.step(-1), "this is where it began")

    def act_decided_last(self) -> None:
        """Back to what was decided last, in whatever article."""
        if self.queue is None:
            super().act_decided_last()
            return
        item = self.queue.last_decided()
        if item is not None:
            self.queue.go_to(item)
        self.reader.show_item(item, "nothing was decided yet")
