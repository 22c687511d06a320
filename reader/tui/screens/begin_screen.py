"""The first start: what to read, whose decisions, which labels. Nothing is written before all is answered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual import events
from textual.app import ComposeResult
from textual.reactive import reactive
from textual.strip import Strip

from reader.errors import RequestError
from reader.settings import annotator_name
from reader.tui import keys
from reader.tui.asides import Ink
from reader.tui.bars import BarLine, Hint, bar_strip
from reader.tui.beginning import Beginning, Step, beginning, beginning_lines
from reader.tui.glyphs import inert
from reader.tui.keys import Binding
from reader.tui.looks import Looks
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.signs import Signs
from reader.tui.widgets.rows import Rows
from reader.workspace.beginning import Missing, Plan, Start, begin, check_scheme, topics

_MEASURE = 64


class Questions(Rows):
    """Draws what is asked, in a column of its own in the middle of a wide screen."""

    DEFAULT_CSS = "Questions { width: 100%; height: 1fr; }"

    at: reactive[Beginning | None] = reactive(None)

    def __init__(self, looks: Looks, signs: Signs, add_key: str, see_key: str) -> None:
        super().__init__()
        self._looks = looks
        self._signs = signs
        self._keys = (add_key, see_key)
        self._topics = topics()

    def draw_row(self, y: int) -> Strip:
        """One row of the questions."""
        width = self.size.width
        measure = min(_MEASURE, width - 2)
        if self.at is None or y < 1:
            return Strip.blank(width)
        ink = Ink(measure, self._looks, self._signs)
        lines = beginning_lines(self.at, self._topics, ink, *self._keys)
        if y > len(lines):
            return Strip.blank(width)
        left = max(0, (width - measure - 2) // 2)
        strip = bar_strip(lines[y - 1], measure + 2, self._signs.ellipsis)
        return Strip.join([Strip.blank(left), strip]).adjust_cell_length(width)

    def row_at(self, y: int) -> int | None:
        """Which offer a row of the screen is."""
        if self.at is None:
            return None
        ink = Ink(min(_MEASURE, self.size.width - 2), self._looks, self._signs)
        lines = beginning_lines(self.at, self._topics, ink, *self._keys)
        signs = [nth for nth, line in enumerate(lines) if line.left and line.left[0][1] is self._looks.bar]
        return signs.index(y - 1) if y - 1 in signs else None


class BeginScreen(ReaderScreen):
    """Leads to the first decision: each Enter goes on, Esc goes back and leaves nothing behind."""

    CONTEXT = keys.BEGIN

    def __init__(self, desktop: Desktop, missing: tuple[Missing, ...]) -> None:
        super().__init__(desktop)
        count = len(self.workspace.articles)
        see = self.key("begin.see", context=keys.BEGIN_TEXT)
        self._questions = Questions(desktop.looks, desktop.signs, self.key("begin.add"), see)
        self._missing = missing
        self._questions.at = beginning(missing, self.workspace.annotator, count)

    @property
    def at(self) -> Beginning:
        """What was answered so far."""
        assert self._questions.at is not None  # noqa: S101 - set when it was made
        return self._questions.at

    @at.setter
    def at(self, at: Beginning) -> None:
        self._questions.at = at

    @property
    def context(self) -> str:
        """Where something is typed, letters are text."""
        return keys.BEGIN_TEXT if self.at.step.typing and not self.confirming else super().context

    def compose_page(self) -> ComposeResult:
        """The questions."""
        yield self._questions

    def header_lines(self) -> tuple[BarLine, ...]:
        """Which folder it is about."""
        looks = self.desktop.looks
        where = inert(str(self.workspace.root.path))
        return (BarLine((("reader", looks.strong), (f" {self.desktop.signs.dot} {where}", looks.quiet))),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """What the keys do now."""
        where, step = self.context, self.at.step
        go = {Step.ARTICLES: "choose"}.get(step, "go on")
        back = "back" if self.at.back() else "only read, ask again"
        back = {Step.ARTICLES: "leave, nothing made"}.get(step, back)
        order = ("begin.previous", "begin.next") if step.typing else ("begin.next", "begin.previous")
        move = Hint(self.key(*order, context=where), "move", 5)
        line = (
            self.hint("begin.go", go, 9, context=where),
            *((move,) if step in (Step.ARTICLES, Step.WHO) else ()),
            self.hint("step.out", back, 8, context=where),
        )
        return (line,)

    def on_paste(self, event: events.Paste) -> None:
        """A path may be pasted."""
        if self.at.step.typing:
            self.at = self.at.typed("".join(event.text.split("\n")[:1]).strip())
            event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor on what was pressed; a second press goes on."""
        if event.widget is not self._questions:
            return
        row = self._questions.row_at(event.y - self._questions.region.y)
        if row is not None:
            self.at = replace(self.at, row=row)
            if event.chain > 1:
                self.perform(Binding("begin.go"))
        self.refresh_bars()

    # -- actions -----------------------------------------------------------------------------------------

    def act_begin_next(self) -> None:
        """One row down."""
        self.at = self.at.moved(1)

    def act_begin_previous(self) -> None:
        """One row up."""
        self.at = self.at.moved(-1)

    def act_begin_type(self, sign: str) -> None:
        """Type a sign."""
        self.at = self.at.typed(sign)

    def act_begin_erase(self) -> None:
        """Take the last sign away."""
        self.at = self.at.erased()

    def act_begin_see(self) -> None:
        """Show the labels, or hide them."""
        self.at = replace(self.at, shown=not self.at.shown and self.at.step is Step.WHO)

    def act_begin_add(self) -> None:
        """Ask for a file or a folder."""
        self.at = replace(self.at, step=Step.SOURCE, path="")

    def act_begin_go(self) -> None:
        """Go on with what was answered."""
        at = self.at
        if at.step is Step.ARTICLES:
            if at.row == 1:
                self.act_begin_add()
            else:
                self._ask_who("")
        elif at.step is Step.SOURCE:
            self._ask_who(str(_found(at.path)))
        elif at.step is Step.SCHEME:
            check_scheme(_found(at.path))
            self.at = replace(at, step=Step.WHO, row=1, scheme=at.path)
            self._begin(replace(self._plan(), start=Start.FILE, scheme=_found(at.path)))
        elif at.start is Start.FILE:
            annotator_name(at.name, self.workspace.settings, {})
            self.at = replace(at, step=Step.SCHEME, path=at.scheme)
        else:
            self._begin(self._plan())

    def _ask_who(self, source: str) -> None:
        """The second screen, or straight on where labels are there already."""
        self.at = replace(self.at, step=Step.WHO, row=0, source=source)
        if Missing.LABELS not in self._missing:
            self._begin(self._plan())

    def _plan(self) -> Plan:
        at = self.at
        if not at.name.strip():
            raise RequestError("decisions need a name", "type one")
        name = annotator_name(at.name, self.workspace.settings, {})
        return Plan(name, at.start, source=Path(at.source) if at.source else None)

    def _begin(self, plan: Plan) -> None:
        begin(self.workspace.root, plan, self._missing)
        self.reader.begin_with(plan)

    def act_step_out(self) -> None:
        """One step back; from the first one nothing was made."""
        before = self.at.back()
        if before is not None:
            self.at = before
        else:
            self.act_screen_close()

    def act_screen_close(self) -> None:
        """Leave: a folder without articles, or the questions where there is something to read."""
        if Missing.ARTICLES in self._missing:
            self.app.exit(0)
        else:
            self.reader.begin_with(None)


def _found(typed: str) -> Path:
    """The path typed, if there is something. Raises RequestError."""
    path = Path(typed.strip()).expanduser()
    if not typed.strip() or not path.exists():
        raise RequestError(f"{typed.strip() or 'nothing'}: there is no such file or folder", "type its path")
    return path
