"""Where the cursor and the screen go: scrolling by lines, and a cursor that is never out of sight.

Every function takes a page, a view of it and the screen's height in rows, and returns a new view. A block is
whole on screen when its lines and its chip row are.
"""

from __future__ import annotations

from dataclasses import dataclass

from reader.tui.layout import Page

_CONTEXT = 2
# How many rows of the last screen a page leaves in sight.
_OVERLAP = 2


@dataclass(frozen=True, slots=True)
class View:
    """What is looked at: the index of the cursor's block and the first visible row."""

    cursor: int = 0
    top: int = 0


def show(page: Page, view: View, height: int) -> View:
    """Scrolls by the fewest rows so that the cursor's block is whole on screen, two rows around it.

    Of a block longer than the screen, as much as the screen holds is shown.
    """
    return _reveal(page, view, height, _CONTEXT)


def next_block(page: Page, view: View, height: int) -> View:
    """The next block; a third of a screen further while a long one's end is hidden."""
    hidden = _end(page, view.cursor) - (view.top + height)
    if _is_long(page, view.cursor, height) and hidden > 0:
        return _at(page, view.cursor, view.top + min(_third(height), hidden), height)
    return go_to(page, view, height, view.cursor + 1)


def previous_block(page: Page, view: View, height: int) -> View:
    """The block before, a long one at its end; a third of a screen back while its own start is hidden."""
    hidden = view.top - page.top(view.cursor) if page.blocks else 0
    if _is_long(page, view.cursor, height) and hidden > 0:
        return _at(page, view.cursor, view.top - min(_third(height), hidden), height)
    return go_to(page, view, height, view.cursor - 1)


def go_to(page: Page, view: View, height: int, index: int) -> View:
    """The block with this index, or the nearest there is."""
    return show(page, View(_nearest(page, index), view.top), height)


def show_rows(page: Page, view: View, height: int, first_row: int, last_row: int) -> View:
    """The block that holds a row, whole where it fits; of a longer one these rows, two around them."""
    index = page.block_at_row(first_row)
    if not _is_long(page, index, height):
        return go_to(page, view, height, index)
    end = min(last_row + 1, first_row + height)
    around = min(_CONTEXT, (height - (end - first_row)) // 2)
    top = min(max(view.top, end + around - height), first_row - around)
    return _at(page, index, top, height)


def first(page: Page, view: View, height: int) -> View:  # noqa: ARG001 - callers treat all motions alike
    """The first block, from the first row."""
    return _at(page, 0, 0, height)


def last(page: Page, view: View, height: int) -> View:  # noqa: ARG001 - callers treat all motions alike
    """The last block, down to the last row."""
    return _at(page, len(page.blocks) - 1, page.height, height)


def page_down(page: Page, view: View, height: int) -> View:
    """A screen further, less two rows; at the end the cursor goes to the last block."""
    return _down(page, view, height, height - _OVERLAP)


def page_up(page: Page, view: View, height: int) -> View:
    """A screen back, less two rows; at the start the cursor goes to the first block."""
    return _up(page, view, height, height - _OVERLAP)


def half_down(page: Page, view: View, height: int) -> View:
    """Half a screen further; at the end the cursor goes to the last block."""
    return _down(page, view, height, height // 2)


def half_up(page: Page, view: View, height: int) -> View:
    """Half a screen back; at the start the cursor goes to the first block."""
    return _up(page, view, height, height // 2)


def scroll(page: Page, view: View, height: int, rows: int) -> View:
    """So many rows further, or back when negative; the cursor moves only when it would leave the screen."""
    top = _within(page, view.top + rows, height)
    if not page.blocks or _rows_seen(page, view.cursor, top, height) > 0:
        return View(view.cursor, top)
    above = _end(page, view.cursor) <= top
    return View(_well_seen(page, top, height)[0] if above else _well_seen(page, top, height)[-1], top)


def resized(old: Page, new: Page, view: View, height: int) -> View:
    """The same cursor and the same first visible offset on the same article laid out anew.

    The offset gives way by the fewest rows where the cursor's block would not be whole on screen.
    """
    index, line = old.line_at(view.top)
    if line is None and old.blocks:
        top = new.bottom(_nearest(new, index)) if new.blocks else 0
    else:
        top = new.row_of(old.offset_of(view.top))
    moved = _at(new, view.cursor, top, height)
    if _is_long(new, moved.cursor, height) and _rows_seen(new, moved.cursor, moved.top, height) > 0:
        return moved
    return _reveal(new, moved, height, 0)


def percent_seen(page: Page, view: View, height: int) -> int | None:
    """How much of a block longer than the screen has been on it, 0 to 100; None for one that fits."""
    if not _is_long(page, view.cursor, height):
        return None
    start, end = page.top(view.cursor), page.bottom(view.cursor)
    seen = min(max(view.top + height - start, 0), end - start)
    return 100 * seen // (end - start)


def _reveal(page: Page, view: View, height: int, context: int) -> View:
    if not page.blocks:
        return View()
    cursor = _nearest(page, view.cursor)
    start, end = page.top(cursor), _end(page, cursor)
    spare = height - (end - start)
    if spare < 0:
        return _at(page, cursor, min(max(view.top, start), end - height), height)
    around = min(context, spare // 2)
    top = min(max(view.top, end + around - height), start - around)
    return _at(page, cursor, top, height)


def _down(page: Page, view: View, height: int, rows: int) -> View:
    top = _within(page, view.top + max(1, rows), height)
    if top <= view.top:
        return last(page, view, height)
    return View(max(view.cursor, _well_seen(page, top, height)[0]), top)


def _up(page: Page, view: View, height: int, rows: int) -> View:
    top = _within(page, view.top - max(1, rows), height)
    if top >= view.top:
        return first(page, view, height)
    return View(min(view.cursor, _well_seen(page, top, height)[0]), top)


def _well_seen(page: Page, top: int, height: int) -> list[int]:
    """The blocks with all their lines on screen; where there is none, the one with most rows there."""
    if not page.blocks:
        return [0]
    seen = range(page.block_at_row(top), page.block_at_row(top + height - 1) + 1)
    whole = [index for index in seen if page.top(index) >= top and page.bottom(index) <= top + height]
    return whole or [max(seen, key=lambda index: _rows_seen(page, index, top, height))]


def _rows_seen(page: Page, index: int, top: int, height: int) -> int:
    return min(page.bottom(index), top + height) - max(page.top(index), top)


def _at(page: Page, index: int, top: int, height: int) -> View:
    return View(_nearest(page, index), _within(page, top, height))


def _within(page: Page, top: int, height: int) -> int:
    return min(max(top, 0), max(page.height - height, 0))


def _nearest(page: Page, index: int) -> int:
    return min(max(index, 0), max(len(page.blocks) - 1, 0))


def _end(page: Page, index: int) -> int:
    return page.bottom(index) + 1 if page.blocks else 0


def _is_long(page: Page, index: int, height: int) -> bool:
    return bool(page.blocks) and _end(page, index) - page.top(index) > height


def _third(height: int) -> int:
    return max(1, height // 3)
