"""The queue that is open in the app: from one paragraph that waits to the next, in whatever article."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.tui import keys
from reader.tui.glyphs import fit, inert
from reader.tui.reverting import RevertingApp
from reader.tui.screens.base import Desktop
from reader.tui.screens.holding import HoldingScreen
from reader.workspace.deed import Deed, Reverted
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.queue import Item
    from reader.workspace.queue_kept import Kept
    from reader.workspace.queueing import Queue

_TITLE_WIDTH = 32


class QueueingApp(RevertingApp, inherit_bindings=False):
    """Adds a queue over the list and the article that is shown."""

    desktop: Desktop
    _look_at_start: bool
    queue: Queue | None = None
    _held: HoldingScreen | None = None
    _said = ""
    """What the last decision was, until the next item is shown with it."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._left: list[Queue] = []

    def on_unmount(self) -> None:
        """End what looks ahead; the place of the queue is kept already."""
        self.leave_queue()
        for queue in self._left:
            queue.wait(2.0)

    def begin_queue(self, kept: Kept) -> None:
        """Open a queue at its first item, or go on with one at the item where it was left."""
        from reader.workspace.queueing import Queue

        self.leave_queue()
        queue = self.queue = Queue(self.workspace, kept, self._tell_found)
        queue.start()
        current = queue.current
        if current is not None and queue.is_open(current):
            self.show_item(current)
        else:
            self._go_on(queue)

    def leave_queue(self) -> None:
        """Close the queue."""
        queue, self.queue = self.queue, None
        self._held = None
        if queue is not None:
            # Nobody waits for what it is in the middle of.
            queue.close()
            self._left = [one for one in self._left if one.alive] + [queue]

    def go_on_in_queue(self, here: Item) -> bool:
        """Show the next item that waits; False when it is in another article, not known yet, or none."""
        queue = self.queue
        if queue is None:
            return False
        current = queue.current
        if current is not None and current != here and queue.is_open(current):
            # Somewhere else in the article was looked at: what was asked for waits still.
            return self.show_item(current)
        return self._go_on(queue)

    def _go_on(self, queue: Queue) -> bool:
        item = queue.step_open(1)
        return self.take_next() if item is None else self.show_item(item)

    def take_next(self) -> bool:
        """Show what comes after all that was shown."""
        queue, screen = self.queue, self.screen
        if queue is None:
            return False
        item = queue.take()
        if item is not None:
            return self.show_item(item)
        if queue.looking and isinstance(screen, HoldingScreen):
            self._held, self._said = screen, screen.word
            stop = screen.key_words("step.out", "stops", context=keys.EVERYWHERE)
            screen.hold_keys(f"looking for the next · {stop}", self._stop_looking)
            return False
        self._end(queue)
        return False

    def _end(self, queue: Queue) -> None:
        """Nothing waits any more."""
        from reader.tui.queue_words import end_words, nothing_words

        screen = self.article_screen
        if queue.failure is not None:
            self.say(str(queue.failure))
        elif queue.current is None or screen is None:
            queue.end()
            self.say(nothing_words(queue.plan, self.desktop.signs))
            self.leave_queue()
        else:
            out = screen.key_words("step.out", "back to the list", context=keys.EVERYWHERE)
            words = end_words(queue.plan, queue.end(), screen.key("undecided.previous"), out)
            screen.word = f"{screen.word} · {words}" if screen.word else words

    def show_item(self, item: Item | None, otherwise: str = "") -> bool:
        """Show an item; True when it is in the article that is shown. Without one, say `otherwise`."""
        if item is None:
            self.say(otherwise)
            return False
        screen = self.article_screen
        if screen is not None and screen.here.article.id == item.article_id:
            screen.article.go_to(item.number)
            screen.word = screen.word or self._others(screen.here, item)
            return True
        said = screen.word if screen is not None else ""
        self.open_article(item.article_id)
        shown = self.article_screen
        if shown is not None:
            shown.article.go_to(item.number)
            title = fit(inert(shown.here.article.title), _TITLE_WIDTH, self.desktop.signs.ellipsis).rstrip()
            shown.word = f"{said} → {title}" if said else self._others(shown.here, item)
        return False

    def _others(self, sheet: Sheet, item: Item) -> str:
        """Who sees a paragraph otherwise, where the queue is about that."""
        names = self.queue.disagreeing(sheet, item.number) if self.queue else []
        return f"{', '.join(map(inert, names))} decided otherwise" if names else ""

    # -- what is found in the background -------------------------------------------------------------------

    def _tell_found(self) -> None:
        """In whatever thread: something was found."""
        self.call_later(self._heard)

    def _heard(self) -> None:
        """What was not known is: show the item that was waited for, or the counts."""
        self._foresee()
        held = self._held
        if held is None or self.queue is None or self.screen is not held:
            if self.article_screen is not None:
                self.article_screen.refresh_bars()
            return
        if self.queue.looking:
            return
        self._held = None
        held.word = self._said
        self._trying(lambda: self._show_found(held))
        top = self.screen
        held.give_back_keys(top if isinstance(top, HoldingScreen) else None)
        if isinstance(top, HoldingScreen):
            top.refresh_bars()

    def _foresee(self) -> None:
        """Have what comes next made ready, after the names and quotes of what is shown."""
        ahead = self.queue.ahead if self.queue is not None else None
        screen = self.article_screen
        if ahead is not None and screen is not None and self._look_at_start:
            here = screen.here.article.id
            if ahead.article_id != here:
                self.workspace.analyse([here, ahead.article_id])
                self.make_ready([ahead.article_id])

    def make_ready(self, article_ids: Sequence[str]) -> None:
        """Have articles parsed and laid out in the background before they are asked for."""
        raise NotImplementedError

    def _show_found(self, held: HoldingScreen) -> None:
        before = held.word
        screen = self.article_screen
        if self.take_next() and before and screen is not None:
            screen.word = f"{before} → {screen.article.number}"

    def _trying(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ReaderError as error:
            self.say(str(error))

    def _stop_looking(self) -> None:
        """Whoever waits for too long stays where they are."""
        self._held = None
        if self.article_screen is None:
            self.leave_queue()

    # -- undo ----------------------------------------------------------------------------------------------

    def _show_reverted(self, done: Reverted, deed: Deed) -> None:
        """What was taken back is the current item: the queue goes on from there."""
        screen = self.article_screen
        switched = screen is None or screen.here.article.id != deed.sheet.article.id
        super()._show_reverted(done, deed)
        if self.queue is None or self.article_screen is None or self.article_screen.queue is None:
            return
        if switched:
            self.queue.saw(_before(deed), deed.sheet)
        place = next((deed.sheet.places.get(target.id) for target in deed.targets), None)
        if isinstance(place, int):
            from reader.workspace.queue import Item

            self.queue.go_to(Item(deed.sheet.article.id, place))
        self.article_screen.refresh_bars()


def _before(deed: Deed) -> Sheet:
    """The article as it stood before what was just done."""
    shard = deed.sheet.shard
    operation = deed.operation
    if operation is None:
        return deed.sheet
    annotations = dict(shard.annotations)
    for edit in reversed(operation.edits):
        if edit.before is None:
            annotations.pop(edit.annotation_id, None)
        else:
            annotations[edit.annotation_id] = edit.before
    return deed.sheet.with_shard(replace(shard, annotations=annotations, history=shard.history[:-1]))
