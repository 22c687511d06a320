"""A row of the list of articles: its sign, title, source, date, length and progress. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.annotations.scheme import LabelTarget, Scheme
from reader.library.listing import ListRow
from reader.tui.glyphs import cells, fit, inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.workspace.progress import ArticleState, state_of, total_of

WORDS_A_MINUTE = 220
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths of the columns beside the title, in cells; 0 leaves a column out.

    `tags` is the most that the labels of an article may take from its title.
    """

    source: int
    date: int
    length: int
    progress: int
    tags: int = 0


def columns_for(width: int) -> Columns:
    """What fits beside a title at a width: everything from 76 cells on, progress alone below 52."""
    if width >= 100:
        return Columns(source=14, date=11, length=7, progress=7, tags=30)
    if width >= 76:
        return Columns(source=9, date=7, length=7, progress=7, tags=10)
    if width >= 52:
        return Columns(source=0, date=7, length=0, progress=7)
    return Columns(source=0, date=0, length=0, progress=6)


def list_strip(
    row: ListRow | None,
    scheme: Scheme,
    width: int,
    press: Mapping[str, str],
    *,
    current: bool,
    ranged: bool = False,
    looks: Looks,
    signs: Signs,
) -> Strip:
    """One row of the list, `width` cells wide; a row that is still being read from disk is blank.

    `press` says what presses the labels of whole articles; the rows of a range all have the bar.
    """
    bar = Segment(signs.bar if current or ranged else " ", looks.bar)
    if row is None:
        return Strip([bar]).adjust_cell_length(width)
    state, columns = state_of(row, scheme), columns_for(width)
    # The sign says the state; weight and colour say it again.
    title = {
        ArticleState.UNREAD: looks.strong,
        ArticleState.BEGUN: looks.text,
        ArticleState.DONE: looks.quiet,
        ArticleState.IGNORED: looks.quiet,
    }[state]
    told = {signs.orphan: row.lost, signs.flag: row.flagged, signs.note: row.noted}
    beside_state = next((sign for sign, holds in told.items() if holds), " ")
    beside = _beside(row, scheme, columns, signs)
    tags = _tags(row, scheme, press, columns.tags, looks)
    room = max(1, width - 5 - sum(size + 1 for _, size in beside) - sum(cells(text) for text, _ in tags))
    segments = [
        bar,
        Segment(signs.of_article(state), _sign_style(state, looks)),
        Segment(f"{beside_state} ", looks.flag),
        Segment(fit(inert(row.title), room, signs.ellipsis), looks.cursor if current else title),
    ]
    segments += [Segment(*tag) for tag in tags]
    segments += [Segment(f" {text}", looks.quiet) for text, _ in beside]
    return Strip([*segments, Segment(" ")]).adjust_cell_length(width)


def _beside(row: ListRow, scheme: Scheme, columns: Columns, signs: Signs) -> list[tuple[str, int]]:
    total = total_of(row, scheme)
    progress = f"{row.decided}/{total}" if total else ""
    shown = [
        (fit(inert(row.source), columns.source, signs.ellipsis), columns.source),
        (fit(short_date(row.published, columns.date), columns.date, ""), columns.date),
        (f"{minutes(row.words)} min".rjust(columns.length), columns.length),
        (progress.rjust(columns.progress), columns.progress),
    ]
    return [(text, size) for text, size in shown if size]


def _tags(
    row: ListRow, scheme: Scheme, press: Mapping[str, str], room: int, looks: Looks
) -> list[tuple[str, Style]]:
    """The labels of the whole article, each after a blank: in words where all fit, else by their keys."""
    ids = dict.fromkeys(scheme.stands_as(one) for one in row.labels)
    found = [label for label in scheme.of_target(LabelTarget.DOCUMENT) if label.id in ids] if ids else []
    names = [(inert(label.name), label) for label in found]
    whole = [(f" [{press.get(label.id, '')} {name}]", looks.of_label(label.colour)) for name, label in names]
    short = [
        (f" [{press.get(label.id, '') or name[:3]}]", looks.of_label(label.colour)) for name, label in names
    ]
    if sum(cells(text) for text, _ in whole) <= room:
        return whole
    while short and sum(cells(text) for text, _ in short) > room:
        short.pop()
    return short


def _sign_style(state: ArticleState, looks: Looks) -> Style:
    return (
        looks.done
        if state is ArticleState.DONE
        else looks.bar
        if state is ArticleState.BEGUN
        else looks.quiet
    )


def minutes(words: int) -> int:
    """How long a text takes to read, in minutes, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))


def short_date(published: str | None, room: int) -> str:
    """A date as a list shows it: `May 21`, with its year where there is room for that."""
    if not published:
        return ""
    year, month, day = published[:-6], published[-5:-3], published[-2:]
    if not (month.isdigit() and day.isdigit() and 1 <= int(month) <= 12):
        return published[:room]
    name = _MONTHS[int(month)]
    if year and room >= 11:
        return f"{int(day)} {name} {year}"
    return f"{name} {int(day)}"
