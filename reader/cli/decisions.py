"""The commands `tag`, `untag`, `undo` and `redo`: one decision each, on disk before it is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.annotations.deciding import Act, Choice
from reader.annotations.meaning import of_family
from reader.annotations.model import Kind, State
from reader.cli import output
from reader.cli.deciding import target_named, wait_until_saved
from reader.cli.progress import progress_bar
from reader.cli.session import (
    annotator_option,
    existing_path,
    find_article,
    json_option,
    opened,
    size_option,
    take_decisions,
    workspace_option,
)
from reader.errors import ReaderError, UndoError

if TYPE_CHECKING:
    from reader.annotations.model import Target
    from reader.workspace.deed import Reverted
    from reader.workspace.sheet import Sheet
    from reader.workspace.workspace import Workspace


@click.command("tag")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@click.argument("label", metavar="LABEL")
@click.option(
    "--state",
    type=click.Choice(["accept", "reject", "ignore"]),
    default="accept",
    show_default=True,
    help="What is decided: it is one, it is none, or it is not to be counted.",
)
@workspace_option
@annotator_option
@size_option
@json_option
def tag(
    article: str,
    target: str,
    label: str,
    state: str,
    workspace: Path | None,
    annotator: str | None,
    max_megabytes: float | None,
    as_json: bool,
) -> None:
    """Give a paragraph a label.

    ARTICLE is an id, its beginning, or a file. TARGET is the number of a paragraph as `reader show` has it,
    START:END in code points for a label of spans, or the word document for a label of whole articles.
    LABEL is a label's id or name. A label that stands already changes nothing.
    """
    with opened(workspace, annotator, max_megabytes, given=existing_path(article)) as found:
        label_id = found.scheme.find(label).id
        choice = Choice(Act.SET, label_id, State(state))
        _decide(found, article, target, choice, state, as_json=as_json)


@click.command("untag")
@click.argument("article", metavar="ARTICLE")
@click.argument("target", metavar="TARGET")
@click.argument("label", metavar="LABEL")
@workspace_option
@annotator_option
@size_option
@json_option
def untag(
    article: str,
    target: str,
    label: str,
    workspace: Path | None,
    annotator: str | None,
    max_megabytes: float | None,
    as_json: bool,
) -> None:
    """Take a label away.

    ARTICLE, TARGET and LABEL are as for `reader tag`; the id of a label that is no longer in the scheme
    works too, and the id that `reader show` gives what has no certain place. A label that is not there
    changes nothing.
    """
    with opened(workspace, annotator, max_megabytes, given=existing_path(article)) as found:
        _decide(found, article, target, Choice(Act.CLEAR, label), None, as_json=as_json)


def _decide(
    workspace: Workspace, article: str, target: str, choice: Choice, state: str | None, *, as_json: bool
) -> None:
    """Make a choice, wait until it is on disk, and say what came of it. Raises ReaderError."""
    sheet = workspace.sheet(find_article(workspace, article))
    where = target_named(sheet, target)
    if choice.act is Act.CLEAR:
        choice = replace(choice, label=_label_id(workspace, sheet, choice.label))
    changed = not _is_gone(sheet, where, choice)
    replaced: list[str] = []
    if changed:
        deed = workspace.decide(sheet, where, choice)
        wait_until_saved(workspace)
        changed = deed.operation is not None
        edits = deed.operation.edits if deed.operation else ()
        gone = [edit.before for edit in edits if edit.before is not None and edit.after is None]
        same = sheet.scheme.family(choice.label)
        replaced = [one.label for one in gone if one.kind is Kind.LABEL and one.label not in same]
        sheet = workspace.current(sheet.article.id) or deed.sheet
    if as_json:
        decided = {"label": choice.label, "state": state, "changed": changed, "replaced": replaced}
        counts = {"decided": sheet.decided, "total": sheet.total}
        output.put_json([{"article": sheet.article.id, "target": target, **decided, **counts}])
    elif not changed:
        said = f"{target} {choice.label}"
        output.put(f"{said}: already so" if state else f"{said}: it was not there")
    else:
        sign = {"reject": "not ", "ignore": "ignored "}.get(state or "", "")
        done = f"replaces {', '.join(replaced)}" if replaced else "done" if state else "taken away"
        output.put(f"{target} {sign}{choice.label}: {done} ({sheet.decided}/{sheet.total} decided)")


def _label_id(workspace: Workspace, sheet: Sheet, name: str) -> str:
    """The id of a label by its id, which may be one of before, or its name. Raises NotFoundError."""
    if any(name in labels for labels in sheet.shard.schemes.values()):
        return name
    return workspace.scheme.find(name).id


def _is_gone(sheet: Sheet, target: Target, choice: Choice) -> bool:
    """Whether what is to be taken away is not there."""
    said = sheet.shard.about(target.id)
    return choice.act is Act.CLEAR and not of_family(said, choice.label, sheet.scheme)


@click.command("undo")
@workspace_option
@annotator_option
@json_option
def undo(workspace: Path | None, annotator: str | None, as_json: bool) -> None:
    """Take back the newest decision, in whatever article it is.

    Called again it takes back the one before. Nothing to undo is no failure.
    """
    _revert("undo", workspace, annotator, as_json=as_json)


@click.command("redo")
@workspace_option
@annotator_option
@json_option
def redo(workspace: Path | None, annotator: str | None, as_json: bool) -> None:
    """Make again what was undone last.

    A new decision ends what can be redone. Nothing to redo is no failure.
    """
    _revert("redo", workspace, annotator, as_json=as_json)


def _revert(event: str, workspace: Path | None, annotator: str | None, *, as_json: bool) -> None:
    with opened(workspace, annotator) as found:
        take_decisions(found)
        troubles: list[ReaderError] = []
        found.troubled = troubles.append
        with progress_bar(f"{event} …") as progress:
            done = found.undo(progress) if event == "undo" else found.redo(progress)
        wait_until_saved(found)
        if troubles:
            raise UndoError(troubles[0].message, troubles[0].hint)
        if as_json:
            output.put_json([_revert_json(event, done)])
        elif done is None:
            output.tell(f"nothing to {event}")
        else:
            output.put(f"{'undone' if event == 'undo' else 'redone'}: {done.words}")


def _revert_json(event: str, done: Reverted | None) -> dict[str, object]:
    sheet = done.deed.sheet if done and done.deed else None
    return {
        "event": event,
        "changed": done is not None and (done.articles > 0 or not done.row.article_id),
        "words": done.words if done else None,
        "articles": done.articles if done else 0,
        "article": sheet.article.id if sheet else None,
        "decided": sheet.decided if sheet else None,
        "total": sheet.total if sheet else None,
    }
