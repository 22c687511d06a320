"""The command `log`: who decided what, when, and what it was before."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import (
    existing_path,
    find_article,
    json_option,
    opened,
    take_decisions,
    workspace_option,
)
from reader.errors import RequestError

if TYPE_CHECKING:
    from reader.annotations.model import Annotation
    from reader.workspace.logbook import Entry
    from reader.workspace.workspace import Workspace

_TITLE = 40


@click.command("log")
@click.argument("article", metavar="[ARTICLE]", required=False)
@click.option(
    "--annotator", "annotators", metavar="NAME", multiple=True, help="Only of this one; may be given again."
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Only the newest N.")
@click.option("--since", metavar="TIME", help="Only from this day or time on, such as 2026-05-21.")
@workspace_option
@json_option
def log(
    article: str | None,
    annotators: tuple[str, ...],
    limit: int | None,
    since: str | None,
    workspace: Path | None,
    as_json: bool,
) -> None:
    """Say who decided what.

    Every operation of every annotator, the newest first, with what each decision was before and is after.
    ARTICLE, an id, its beginning or a file, shows those of one article.
    """
    from reader.workspace.ids import microseconds

    try:
        first = microseconds(since) if since else 0
    except ValueError:
        raise RequestError(f'"{since}" is no time', "write 2026-05-21, or 2026-05-21T10:30") from None
    with opened(workspace, given=existing_path(article) if article else None) as found:
        take_decisions(found)
        shown = (entry for entry in _entries(found, article, annotators) if entry.row.order >= first)
        if as_json:
            output.put_json(_entry_json(entry) for entry in islice(shown, limit))
        else:
            output.put_all(line for entry in islice(shown, limit) for line in _lines(entry))


def _entries(workspace: Workspace, article: str | None, annotators: tuple[str, ...]) -> Iterator[Entry]:
    everybody = {*workspace.decisions.annotators(), *workspace.scheme_operations.annotators()}
    names = annotators or tuple(sorted(everybody))
    return workspace.log(names, find_article(workspace, article) if article else None)


def _entry_json(entry: Entry) -> dict[str, object]:
    from reader.workspace.ids import iso_time

    row, shard = entry.row, entry.shard
    edits = entry.operation.edits if entry.operation else ()
    return {
        "time": iso_time(row.order),
        "annotator": entry.annotator,
        "event": row.event,
        "words": row.words,
        "id": row.id,
        "of": row.of,
        "article": row.article_id or None,
        "title": shard.article.title if shard else None,
        "edits": [
            {
                "annotation": edit.annotation_id,
                "target": _target_json(entry, edit.after or edit.before),
                "before": _annotation_json(edit.before),
                "after": _annotation_json(edit.after),
            }
            for edit in edits
        ],
    }


def _target_json(entry: Entry, annotation: Annotation | None) -> dict[str, object] | None:
    target = entry.shard.targets.get(annotation.target) if entry.shard and annotation else None
    if target is None:
        return None
    anchor = target.anchor
    return {
        "kind": target.kind.value,
        "block": target.block,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact or None,
    }


def _annotation_json(annotation: Annotation | None) -> dict[str, object] | None:
    if annotation is None:
        return None
    return {
        "kind": annotation.kind.value,
        "label": annotation.label or None,
        "state": annotation.state.value,
        "note": annotation.note or None,
        "changed": annotation.changed,
    }


def _lines(entry: Entry) -> Iterator[str]:
    from reader.workspace.ids import iso_time

    row, shard = entry.row, entry.shard
    event = "" if row.event == "do" else f"{row.event}: "
    where = f" · {output.crop(shard.article.title, _TITLE)}" if shard else ""
    time = iso_time(row.order)[:19].replace("T", " ")
    yield f"{time}  {entry.annotator}  {event}{row.words}{where}"
    if entry.operation is not None and any(edit.before for edit in entry.operation.edits):
        changes = [f"{_said(edit.before)} → {_said(edit.after)}" for edit in entry.operation.edits]
        yield " " * 21 + output.crop("; ".join(changes), 100)


def _said(annotation: Annotation | None) -> str:
    if annotation is None:
        return "nothing"
    what = annotation.note or annotation.label or annotation.kind.value
    sign = {"reject": "not ", "ignore": "ignored "}.get(annotation.state.value, "")
    return what if annotation.kind.value == "ignore" else f"{sign}{what}"
