"""A piece of a page in the looks of a theme, to judge it by."""

from __future__ import annotations

from rich.segment import Segment
from textual.strip import Strip

from reader.tui.bars import BarLine, bar_strip
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.tui.widgets.rows import Rows


def swatch_lines(looks: Looks, signs: Signs) -> tuple[BarLine, ...]:
    """Lines that show every look once. Pure."""
    spoken = looks.text + looks.spoken
    opening, closing = signs.open_quote, signs.close_quote
    return (
        BarLine(((f"  {signs.undecided}  6  ", looks.quiet), ("FINLAND GAS FLOW", looks.heading))),
        BarLine(),
        BarLine(
            (
                (signs.bar, looks.bar),
                (f" {signs.labelled}", looks.mark),
                ("  7  ", looks.strong),
                ("Gasum", looks.text + looks.organisation),
                (" in ", looks.text),
                ("Finland", looks.text + looks.place),
                (" said ", looks.text),
                (f"{opening}supply has stopped,{closing}", spoken),
                (" and ", looks.text),
                ("Serhiy Gaidai", looks.text + looks.person),
                (" agreed.", looks.text),
            )
        ),
        BarLine(
            ((f"{signs.bar}      ", looks.bar), ("a picture, its caption  ", looks.aside)),
            (
                ("[1 conflict]", looks.of_label("red")),
                (" [2 economy]", looks.of_label("yellow")),
                (" [3 diplomacy]", looks.of_label("cyan")),
                (f" {signs.flag}", looks.flag),
            ),
        ),
        BarLine(),
        BarLine(
            ((" LABELS ", looks.level), ("  1", looks.key), (" conflict  ", looks.quiet)),
            ((" NOT SAVED 1 ", looks.warning),),
        ),
    )


class Swatch(Rows):
    """Draws the lines, with a rule above them."""

    DEFAULT_CSS = "Swatch { width: 100%; height: 7; }"

    def __init__(self, looks: Looks, signs: Signs) -> None:
        super().__init__()
        self._looks = looks
        self._signs = signs

    def draw_row(self, y: int) -> Strip:
        """The rule, or a line."""
        width = self.size.width
        if y == 0:
            return Strip([Segment(self._signs.rule * width, self._looks.quiet)])
        lines = swatch_lines(self._looks, self._signs)
        return bar_strip(lines[y - 1], width, self._signs.ellipsis) if y <= len(lines) else Strip.blank(width)
