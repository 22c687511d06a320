"""Jumping: a letter on every paragraph and highlight in sight."""

from __future__ import annotations

from reader.tui.hinting import Offer, give_letters
from reader.tui.screens.hinting import Choosing, HintingScreen
from reader.workspace.marks import Mark


class JumpingScreen(HintingScreen):
    """Adds the jump to what is on the screen."""

    def act_jump_hints(self) -> None:
        """Put letters on the paragraphs and highlights in sight."""
        offers = self._in_sight()
        if not offers:
            self.word = "there is nothing on the screen to jump to"
            return
        self.choose_by_letters(Choosing("JUMP", give_letters(offers), self._jump))

    def _in_sight(self) -> list[Offer[int | Mark]]:
        """The paragraphs, then the highlights that begin on the screen, each in the order of the text."""
        view, offers = self.article, list[Offer[int | Mark]]()
        for index in view.blocks_in_sight():
            offers.append(Offer(index + 1, block=index))
        found, sight = view.highlights, view.sight
        first = found.first_from(sight.start) if found is not None else None
        free = sight.start
        for stop in found.stops[first:] if found is not None and first is not None else ():
            if stop.start >= sight.end:
                break
            # Where several begin together each has a code point of its own, if it is long enough.
            offset = max(stop.start, free)
            if stop.shown and offset < stop.spans[0].end:
                offers.append(Offer(stop, offset=offset))
                free = offset + 1
        return offers

    def _jump(self, what: int | Mark) -> None:
        if isinstance(what, Mark):
            self.light(what)
        else:
            self.drop_focus()
            self.article.go_to(what)
