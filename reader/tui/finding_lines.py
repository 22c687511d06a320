"""The lines of names and quotes found across articles: who, where, and the words around them. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from rich.style import Style

from reader.analysis.marks import QuoteKind
from reader.corpus.article import Block
from reader.library.names import NamedIn, SaidIn, Source, Speaker, around
from reader.spans import Span
from reader.tui.article_rows import short_date
from reader.tui.bars import BarLine, Piece
from reader.tui.glyphs import cells, fit, inert, width_of
from reader.tui.highlights import Highlights
from reader.tui.layout import wrap
from reader.tui.looks import Looks
from reader.tui.naming import TYPE_WORDS
from reader.tui.signs import Signs
from reader.workspace.marks import Mark
from reader.workspace.whereabouts import Looked

NOBODY = "nobody named"
QUOTE_LINES = 3
"""Lines of a quote: two of its words, one of where they are from."""
_WIDE = 60
_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Here:
    """A mention in the article that is open: the number of its paragraph, and the words around it."""

    mark: Mark
    number: int
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom one asks about, from which article, with the mentions there and which of them one is at."""

    name: str
    label: str
    article_id: str
    here: tuple[Here, ...] = ()
    at: Mark | None = None


def mentions_here(found: Highlights, mark: Mark, blocks: Sequence[Block], text: str) -> tuple[Here, ...]:
    """All mentions of what a mark names, in the order of the text; those that were rejected are none."""
    words = mark.spans[0].of(text)
    same = [
        one
        for one in found.stops
        if one.shown
        and not one.is_quote
        and (one.entity == mark.entity if mark.entity is not None else one.spans[0].of(text) == words)
    ]
    starts = [block.span.start for block in blocks]
    return tuple(
        Here(one, max(1, bisect_right(starts, one.start)), *around(text, one.start, one.end)) for one in same
    )


def here_line(here: Here, width: int, label: str, looks: Looks, signs: Signs) -> BarLine:
    """A mention in the article that is open, on one line."""
    number = f"{here.number:>{_NUMBER}}  "
    room = max(4, width - 2 - len(number))
    pieces = snippet((here.before, here.words, here.after), room, (looks.text, emphasis(label, looks)), signs)
    return BarLine(((number, looks.quiet), *pieces))


def named_lines(
    found: NamedIn | None, width: int, asked: tuple[str, str], looks: Looks, signs: Signs
) -> tuple[BarLine, ...]:
    """An article that names somebody: its title, source and date, how often; the words around the first time.

    What it calls them is said where that is not what was asked for, and as what where it is of another type.
    """
    if found is None:
        return (BarLine((("gone meanwhile", looks.quiet),)),)
    first = BarLine(
        ((inert(found.article.title), looks.strong),),
        ((_beside(found.article, f"{found.count:,}", width, signs), looks.quiet),),
    )
    apart = [found.shown] if found.shown.casefold() != asked[0].casefold() else []
    apart += [f"as {TYPE_WORDS[found.type]}"] if found.type != asked[1] and found.type in TYPE_WORDS else []
    note = f"  {signs.dot} {inert(', '.join(apart))}" if apart and width >= _WIDE else ""
    room = max(4, width - 4 - cells(note))
    pieces = snippet(
        (found.before, found.words, found.after), room, (looks.quiet, emphasis(found.type, looks)), signs
    )
    return first, BarLine((("  ", looks.quiet), *pieces), ((note, looks.quiet),) if note else ())


def speaker_line(speaker: Speaker, width: int, style: Style, looks: Looks) -> BarLine:
    """Somebody who is quoted, and how often in how many articles."""
    quotes = counted(speaker.quotes, "quote")
    articles = f"in {counted(speaker.articles, 'article')}" if width >= _WIDE else ""
    right = f"{quotes:>12}  {articles:<16}" if articles else quotes
    return BarLine(((inert(speaker.shown or NOBODY), style),), ((f"  {right}", looks.quiet),))


def said_lines(
    said: SaidIn | None, width: int, style: Style, looks: Looks, signs: Signs, *, asked: str = ""
) -> tuple[BarLine, ...]:
    """A quote in up to two lines, and where it is from; who said it where that is not who was asked for."""
    if said is None:
        return (BarLine((("gone meanwhile", looks.quiet),)),)
    words = " ".join(said.words.split())
    room = max(8, width - 2)
    lines = wrap(words, Span(0, len(words)), room)
    shown = [line.text for line in lines[: QUOTE_LINES - 1]]
    if len(lines) >= QUOTE_LINES:
        rest = words[lines[QUOTE_LINES - 2].span.start :]
        shown[-1] = fit(f"{rest[: room * 2]}{signs.ellipsis}", room, signs.ellipsis).rstrip()
    facts = [
        said.shown if said.shown.casefold() != asked.casefold() else "",
        "retold" if said.kind == QuoteKind.INDIRECT.value else "",
        said.article.title,
    ]
    dot = f" {signs.dot} "
    left = inert(dot.join(fact for fact in facts if fact))
    right = f"  {_beside(said.article, f'on {said.block}', width, signs, count_width=7)}"
    quoted = tuple(BarLine(((line, style),)) for line in shown)
    return (*quoted, BarLine(((f"  {left}", looks.quiet),), ((right, looks.quiet),)))


def snippet(
    words: tuple[str, str, str], room: int, styles: tuple[Style, Style], signs: Signs
) -> tuple[Piece, ...]:
    """Words with those before and after them in so many cells: what does not fit is cut off at the ends.

    `words` are those before, those that matter, those after; `styles` of the others and of those.
    """
    before, name, after = (inert(part) for part in words)
    name = fit(name, min(room, cells(name)), signs.ellipsis)
    left = room - cells(name)
    behind = max(left // 2, left - cells(before))
    ahead = left - min(behind, cells(after))
    before = _tail(before, ahead, signs.ellipsis)
    # What a word that was left out has freed is for what follows.
    after = fit(after, min(left - cells(before), cells(after)), signs.ellipsis).rstrip()
    return tuple(piece for piece in ((before, styles[0]), (name, styles[1]), (after, styles[0])) if piece[0])


def emphasis(label: str, looks: Looks) -> Style:
    """How a name is set off from the words around it."""
    return looks.strong + looks.of_type(label)


def looked_words(looked: Looked, stop: str, go: str, signs: Signs) -> str:
    """How many articles were looked at, while not all are."""
    if looked.why:
        return looked.why
    if looked.going:
        return f"{looked.done:,} of {counted(looked.total, 'article')} looked at {signs.dot} {stop} stops"
    return f"{left_words(looked)} {signs.dot} {go} looks" if looked.left else ""


def left_words(looked: Looked) -> str:
    """How many articles are not looked at yet."""
    return f"{counted(looked.left, 'article')} {'is' if looked.left == 1 else 'are'} not looked at yet"


def counted(count: int, what: str) -> str:
    """`1 quote`, `1,024 quotes`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _beside(article: Source, count: str, width: int, signs: Signs, *, count_width: int = 5) -> str:
    """The columns beside a title: source where there is room, date, and a number."""
    wide = width >= _WIDE
    date = short_date(article.published, 11 if wide else 7)
    source = f"{fit(article.source, 12, signs.ellipsis)} " if wide else ""
    return f" {source}{fit(date, 11 if wide else 7, '').rstrip():>{11 if wide else 7}}{count:>{count_width}}"


def _tail(drawn: str, room: int, ellipsis: str) -> str:
    """The end of what is drawn in at most so many cells, from the beginning of a word on."""
    size = cells(drawn)
    if size <= room:
        return drawn
    if room < 2:
        return ""
    kept, used = len(drawn), 0
    while kept and used + width_of(drawn[kept - 1]) <= room - cells(ellipsis):
        kept -= 1
        used += width_of(drawn[kept])
    rest = drawn[kept:]
    # Half a word is left out, unless there is nothing else.
    if kept and not drawn[kept - 1].isspace() and " " in rest.rstrip():
        rest = rest.partition(" ")[2]
    return inert(f"{ellipsis}{rest}")
