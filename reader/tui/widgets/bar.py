"""A header or footer: lines of words at the left and the right, and a rule that can carry a word."""

from __future__ import annotations

from rich.segment import Segment
from textual.reactive import reactive
from textual.strip import Strip

from reader.tui.bars import BarLine, bar_strip
from reader.tui.glyphs import cells, fit, inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import Rows


class Bar(Rows):
    """Lines that never wrap, with a rule above (a footer) or below (a header) them.

    `word` stands in the rule: the last word, or a warning that stays.
    """

    DEFAULT_CSS = "Bar { width: 100%; height: auto; }"

    lines: reactive[tuple[BarLine, ...]] = reactive(())
    word: reactive[str] = reactive("")
    warning: reactive[bool] = reactive(False)

    def __init__(self, looks: Looks, signs: Signs, *, rule_above: bool, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.looks = looks
        self._signs = signs
        self._rule_above = rule_above

    def watch_lines(self, before: tuple[BarLine, ...], now: tuple[BarLine, ...]) -> None:
        """Lay out only for another number of lines: a layout repaints the whole screen."""
        if len(before) != len(now):
            self.refresh(layout=True)

    def get_content_height(self, *_: object) -> int:
        """The lines and the rule, in rows."""
        return len(self.lines) + 1

    def draw_row(self, y: int) -> Strip:
        """One row of the bar."""
        width = self.size.width
        if y == (0 if self._rule_above else len(self.lines)):
            return self._rule(width)
        nth = y - 1 if self._rule_above else y
        if nth >= len(self.lines):
            return Strip.blank(width)
        return bar_strip(self.lines[nth], width, self._signs.ellipsis)

    def _rule(self, width: int) -> Strip:
        looks, rule = self.looks, self._signs.rule
        if not self.word:
            return Strip([Segment(rule * width, looks.quiet)])
        word = inert(self.word)
        if cells(word) > width - 4:
            word = fit(word, max(0, width - 4), self._signs.ellipsis)
        style = looks.warning if self.warning else looks.strong
        used = cells(word) + 3
        return Strip(
            [
                Segment(f"{rule} " if not self.warning else " ", looks.quiet),
                Segment(f" {word} " if self.warning else word, style),
                Segment(" " + rule * max(0, width - used), looks.quiet),
            ]
        ).adjust_cell_length(width)
