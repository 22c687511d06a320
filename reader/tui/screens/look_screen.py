"""What needs a look in the whole workspace; Enter goes there, or brings an article that is missing."""

from __future__ import annotations

from itertools import groupby

from rich.style import Style

from reader.errors import ReaderError
from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.glyphs import fit, inert
from reader.tui.screens.base import Desktop
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.widgets.choices import ChoiceRow
from reader.workspace.looking import DOUBTFUL, FILES, LOST, MISSING, Look, bring, look_over


class LookScreen(ChoosingScreen):
    """Lists files that do not count, articles that are missing, and decisions without a certain place."""

    CONTEXT = keys.LOOK
    NAME_SHARE = 0.5

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._looks: list[Look | None] = []
        self._count: int | None = None

    def on_mount(self) -> None:
        """Look, while the screen is there already."""
        self.act_look_again()

    def act_look_again(self) -> None:
        """Look again, in the background."""
        self.run_worker(self._gather, thread=True, exclusive=True, group="looking over")

    def _gather(self) -> None:
        try:
            found = list(look_over(self.workspace))
            count = sum(look.part == FILES for look in found) + self.workspace.count_looks()
        except ReaderError as error:
            self.app.call_from_thread(self._say, str(error))
            return
        finally:
            self.workspace.release()
        self.app.call_from_thread(self._found, found, count)

    def _found(self, found: list[Look], count: int) -> None:
        self.reader.to_look_at = count
        # Whoever has left meanwhile sees the count in the list.
        if self.is_attached:
            self.show(found)
        else:
            self.reader.list.refresh_bars()

    def _say(self, words: str) -> None:
        self.word = words

    def show(self, found: list[Look]) -> None:
        """Show what was found, by part."""
        signs = self.desktop.signs
        sign = {FILES: signs.flag, MISSING: signs.undecided, LOST: signs.orphan, DOUBTFUL: signs.orphan}
        rows: list[ChoiceRow] = []
        self._looks = []
        for part, group in groupby(found, key=lambda look: look.part):
            if rows:
                rows.append(ChoiceRow(""))
                self._looks.append(None)
            rows.append(ChoiceRow("", about=part))
            self._looks.append(None)
            for look in group:
                rows.append(ChoiceRow(look.name, about=look.about, sign=sign.get(part, signs.undecided)))
                self._looks.append(look)
        self._count = len(found)
        self.choices.show(rows or [ChoiceRow("", about="nothing needs a look")], self.choices.cursor)
        self.refresh_bars()

    def header_lines(self) -> tuple[BarLine, ...]:
        """What this is, and how much there is."""
        looks = self.desktop.looks
        count = "looking …" if self._count is None else f"{self._count:,}" if self._count else ""
        dot = f" {self.desktop.signs.dot} " if count else ""
        return (BarLine((("What needs a look", looks.strong), (f"{dot}{count}", looks.quiet)), self.side()),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The row under the cursor at the full width, which its columns may have cut, and the keys."""
        look, looks = self._look, self.desktop.looks
        brings = look is not None and look.part == MISSING
        go = (
            ()
            if not (look and look.article_id)
            else (self.hint("look.go", "bring it" if brings else "go there", 9),)
        )
        name, about = (look.name, look.about) if look is not None else ("", "")
        return (
            (self._line(name, looks.text),),
            (self._line(about, looks.quiet),),
            (
                *go,
                self.hint("look.again", "look again", 6),
                self.hint("step.out", "back", 8),
            ),
        )

    def _line(self, words: str, style: Style) -> Hint:
        room = max(1, self.app.size.width - 2)
        return Hint(fit(inert(words), room, self.desktop.signs.ellipsis).rstrip(), "", 9, style)

    @property
    def _look(self) -> Look | None:
        return self._looks[self.choices.cursor] if self.choices.cursor < len(self._looks) else None

    def act_look_go(self) -> None:
        """Go to what the row is about."""
        self.choose()

    def choose(self) -> None:
        """Go to what the row is about, or bring what is missing."""
        look = self._look
        if look is None:
            self.word = "nothing to go to"
        elif look.part == MISSING and look.article_id is not None:
            self._bring(look)
        elif look.article_id is None:
            self.word = f"{look.name}: {look.about}"
        else:
            self.reader.look_at(look.article_id, look.block, look.target)

    def _bring(self, look: Look) -> None:
        """Bring a missing article in the background."""
        self.word = f"bringing {look.origin or look.name} …"
        self.run_worker(lambda: self._fetch(look), thread=True, group="bringing")

    def _fetch(self, look: Look) -> None:
        try:
            said, brought = f"brought: {bring(self.workspace, look)}", True
        except ReaderError as error:
            said, brought = str(error), False
        finally:
            self.workspace.release()
        self.app.call_from_thread(self._brought, said, brought)

    def _brought(self, said: str, brought: bool) -> None:
        if brought:
            self.reader.list.show_listing()
            self.act_look_again()
        self.word = said
