"""The commands `import` and `list`: files into the library, and what is in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import (
    annotator_option,
    json_option,
    opened,
    size_option,
    take_decisions,
    take_sources,
    workspace_option,
)

if TYPE_CHECKING:
    from reader.annotations.scheme import Scheme
    from reader.library.listing import ListRow
    from reader.workspace.intake import Outcome
    from reader.workspace.workspace import Workspace

_GLYPHS = {"unread": "○", "begun": "►", "done": "■", "ignored": "–"}
_ASCII = {"unread": "o", "begun": ">", "done": "#", "ignored": "-"}
_SUMMARY = {
    "added": "added",
    "changed": "changed",
    "moved": "moved",
    "same text": "with a text that was known",
    "known": "known already",
    "refused": "refused",
}


@click.command("import")
@click.argument(
    "sources", nargs=-1, required=True, metavar="SOURCE…", type=click.Path(path_type=Path, readable=False)
)
@workspace_option
@size_option
@json_option
def import_sources(
    sources: tuple[Path, ...], workspace: Path | None, max_megabytes: float | None, as_json: bool
) -> int:
    """Take text files into the library.

    SOURCE is a text file, or a folder that is searched for files ending in .txt or .text. The files stay
    where they are; the library remembers them and their texts. A file that cannot be read is told, and the
    exit code is then 1; the others are taken all the same.
    """
    counts: Counter[str] = Counter()
    with opened(workspace, max_megabytes=max_megabytes) as found:
        for outcome in found.take(sources):
            counts[outcome.taken.value] += 1
            if as_json:
                output.put_json([_outcome_json(found, outcome)])
            elif outcome.why is not None:
                output.tell_error(outcome.why)
            else:
                title = _title(found, outcome)
                output.put(f"{outcome.taken.value:<9}  {outcome.article_id}  {title}  ({outcome.path})")
    if not counts:
        output.tell("reader: no text files there (.txt, .text)")
        return 1
    output.tell(", ".join(f"{counts[key]} {words}" for key, words in _SUMMARY.items() if counts[key]))
    return 1 if counts["refused"] else 0


def _outcome_json(workspace: Workspace, outcome: Outcome) -> dict[str, object]:
    return {
        "path": outcome.path,
        "outcome": outcome.taken.value,
        "id": outcome.article_id,
        "title": _title(workspace, outcome) or None,
        "why": str(outcome.why) if outcome.why else None,
    }


def _title(workspace: Workspace, outcome: Outcome) -> str:
    if outcome.title or outcome.article_id is None:
        return outcome.title
    card = workspace.articles.card(outcome.article_id)
    return card.title if card else ""


@click.command("list")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="Print the newest N only.")
@workspace_option
@annotator_option
@size_option
@json_option
def list_articles(
    limit: int | None,
    workspace: Path | None,
    annotator: str | None,
    max_megabytes: float | None,
    as_json: bool,
) -> None:
    """List the articles, the newest first.

    A line has: a sign for the state (○ unread, ► begun, ■ done, – ignored), the id, the date, the words,
    how many paragraphs are decided of how many, the source and the title. Other commands take the id, or
    its beginning of four digits or more.
    """
    with opened(workspace, annotator, max_megabytes) as found:
        take_sources(found, told=True)
        take_decisions(found)
        rows = _rows(found, limit)
        if as_json:
            output.put_json(_row_json(row, found.scheme) for row in rows)
        else:
            output.put_all(_row_lines(rows, found))
            if not len(found.articles):
                output.tell("no articles yet: reader import FILE takes one")


def _rows(workspace: Workspace, limit: int | None) -> Iterator[ListRow]:
    listing = workspace.listing()
    if not listing.loaded:
        listing.load()
    for position in range(min(limit or len(listing), len(listing))):
        row = listing.row(position)
        if row is not None:
            yield row


def _row_json(row: ListRow, scheme: Scheme) -> dict[str, object]:
    from reader.workspace.progress import state_of, total_of

    return {
        "id": row.id,
        "title": row.title,
        "source": row.source,
        "published": row.published,
        "words": row.words,
        "state": state_of(row, scheme).value,
        "decided": row.decided,
        "total": total_of(row, scheme),
        "group": None,
    }


def _row_lines(rows: Iterator[ListRow], workspace: Workspace) -> Iterator[str]:
    """One line a row; on a terminal the id is shortened and what does not fit is cut."""
    from reader.workspace.progress import state_of, total_of

    narrow = output.is_terminal()
    room = output.columns() if narrow else 0
    plain = workspace.settings.glyphs == "ascii" or not output.can_print("".join(_GLYPHS.values()))
    glyphs = _ASCII if plain else _GLYPHS
    for row in rows:
        progress = f"{row.decided}/{total_of(row, workspace.scheme)}"
        source = output.pad(output.crop(row.source, 12) if narrow else row.source, 12)
        state = glyphs[state_of(row, workspace.scheme).value]
        first = f"{state} {row.id[:8] if narrow else row.id}  {row.published or '':<10}"
        line = f"{first} {row.words:>6,} {progress:>7}  {source}  {row.title}"
        yield output.crop(line, room) if narrow else line
