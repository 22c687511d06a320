"""The header of an article: its title, and source, place, date and length. Pure."""

from __future__ import annotations

from reader.tui.article_rows import minutes, short_date
from reader.tui.bars import BarLine, Piece
from reader.tui.glyphs import inert
from reader.tui.looks import Looks
from reader.tui.signs import Signs
from reader.workspace.sheet import Sheet


def article_header(
    sheet: Sheet, looks: Looks, signs: Signs, right: tuple[Piece, ...], tags: tuple[Piece, ...] = ()
) -> tuple[BarLine, ...]:
    """Two lines: the title with `right` beside it, and what is known of the article, with its `tags`.

    The note on the article stands after that. Targets whose words are no longer in the text, or may be at
    several places, are counted aloud.
    """
    article = sheet.article
    words = article.words
    place = article.dateline.place if article.dateline else None
    facts = [
        inert(article.source),
        inert(place or ""),
        short_date(article.published, 11),
        f"{words:,} words",
        f"{minutes(words)} min",
    ]
    about = f" {signs.dot} ".join(fact for fact in facts if fact)
    note = " ".join(sheet.document.note.split())
    noted = ((f"  {signs.note} {inert(note)}", looks.aside),) if note else ()
    lost = len(sheet.lost)
    adrift = [f"{lost} lost {'its' if lost == 1 else 'their'} place"] if lost else []
    adrift += [f"{len(sheet.review)} to look at"] if sheet.review else []
    aloud = f"{signs.orphan} {', '.join(adrift)}" if adrift else ""
    second = [*tags]
    if aloud:
        second += [("  ", looks.quiet), (aloud, looks.flag)] if tags else [(aloud, looks.flag)]
    return (
        BarLine(((inert(article.title), looks.strong),), right),
        BarLine(((about, looks.quiet), *noted), tuple(second)),
    )
