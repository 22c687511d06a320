"""The command `mark`: many articles read or unread at once."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import output
from reader.cli.session import (
    annotator_option,
    existing_path,
    find_article,
    json_option,
    opened,
    size_option,
    take_sources,
    workspace_option,
)
from reader.errors import RequestError

_HOW = "reader mark --help shows how"


@click.command("mark")
@click.argument("state", metavar="[read|unread]", type=click.Choice(["read", "unread"]), required=False)
@click.argument("articles", metavar="[ARTICLE]...", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Mark every article.")
@click.option("--undo", is_flag=True, help="Take back the newest mark: that one, and none before it.")
@workspace_option
@annotator_option
@size_option
@json_option
def mark(
    state: str | None,
    articles: tuple[str, ...],
    every: bool,
    undo: bool,
    workspace: Path | None,
    annotator: str | None,
    max_megabytes: float | None,
    as_json: bool,
) -> None:
    """Mark articles as read or unread.

    ARTICLE is an id, its beginning, or a file. An article that is read keeps the place that you were at;
    an unread one is as if it had never been opened. Decisions are not touched: where paragraphs are to be
    decided, an article is done when they are, and one that is only read counts as begun.

    What was marked last can be taken back, by --undo; articles that you opened since stay as they are.
    """
    _check(state, articles, every=every, undo=undo)
    given = existing_path(articles[0]) if articles else None
    with opened(workspace, annotator, max_megabytes, given=given) as found:
        marking = found.marking
        if undo:
            changed, said = marking.undo(found.annotator), "as before"
        else:
            if every:
                take_sources(found)
            ids = None if every else [find_article(found, name) for name in articles]
            work = marking.mark if state == "read" else marking.unmark
            changed, said = work(found.annotator, ids), f"marked as {state}"
    if as_json:
        output.put_json([{"changed": changed, "state": None if undo else state}])
    else:
        output.put(f"{changed:,} {'article' if changed == 1 else 'articles'} {said}")


def _check(state: str | None, articles: tuple[str, ...], *, every: bool, undo: bool) -> None:
    """Refuse what cannot be meant. Raises RequestError."""
    if undo:
        if state or articles or every:
            raise RequestError("--undo takes back the newest mark and goes with nothing else", _HOW)
    elif state is None:
        raise RequestError("say read or unread", _HOW)
    elif bool(articles) == every:
        raise RequestError("name articles, or say --all" if not every else "--all names them all", _HOW)
