"""The command `bulk`: one choice about many paragraphs in many articles, all or nothing, one step to undo."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reader.annotations.deciding import Act, Choice
from reader.annotations.model import State
from reader.cli import output
from reader.cli.progress import progress_bar
from reader.cli.session import (
    annotator_option,
    find_article,
    json_option,
    opened,
    take_decisions,
    take_sources,
    workspace_option,
)
from reader.errors import RequestError
from reader.workspace.deed import ASK_ABOVE

if TYPE_CHECKING:
    from reader.workspace.intents import Part
    from reader.workspace.workspace import Workspace

_ACTS = ("accept", "reject", "untag", "none", "ignore", "flag")
_BLOCKS = ("paragraph", "heading", "caption", "post", "list_item", "blockquote", "byline")


@click.command("bulk")
@click.argument("act", metavar="ACT", type=click.Choice(_ACTS))
@click.argument("label", metavar="[LABEL]", required=False)
@click.option("--having", metavar="LABEL", help="Only paragraphs that have this label.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(_BLOCKS), help="Only blocks of this kind.")
@click.option("--undecided", is_flag=True, help="Only paragraphs that are not decided yet.")
@click.option("--article", "articles", multiple=True, metavar="ARTICLE", help="Only in this article.")
@click.option("--dry-run", is_flag=True, help="Only say how many places it would change.")
@click.option("--yes", is_flag=True, help=f"Do not ask, even about more than {ASK_ABOVE} places.")
@workspace_option
@annotator_option
@json_option
def bulk(
    act: str,
    label: str | None,
    workspace: Path | None,
    annotator: str | None,
    as_json: bool,
    dry_run: bool,
    yes: bool,
    **which: Any,
) -> int:
    """Decide the same of many paragraphs.

    ACT is accept, reject or untag with a LABEL, or none, ignore or flag without one. At least one option
    says which paragraphs are meant; options that are given together all hold. It is done in all articles or
    in none: Ctrl-C takes back what was done, and what a crash breaks off is finished at the next start. One
    `reader undo` takes it back.
    """
    if not any(which.values()):
        raise RequestError("this would change every paragraph", "say which: --having, --kind, --undecided …")
    with opened(workspace, annotator) as found:
        take_sources(found)
        take_decisions(found)
        choice = _choice(found, act, label)
        meant = _parts(found, choice, which)
        places = sum(len(part.targets) for part in meant)
        done = bool(meant) and not dry_run and _is_wanted(places, len(meant), yes)
        if done:
            with progress_bar("changing …") as progress:
                done = found.decide_bulk(choice, meant, progress).done
        if as_json:
            output.put_json([{"act": act, "places": places, "articles": len(meant), "changed": done}])
        else:
            where = "1 article" if len(meant) == 1 else f"{len(meant):,} articles"
            what = f"{places:,} {'place' if places == 1 else 'places'} in {where}"
            output.put(f"{what}: {'done' if done else 'nothing was changed'}")
        return 0 if done or dry_run or not meant else 1


def _choice(workspace: Workspace, act: str, label: str | None) -> Choice:
    if act in ("none", "ignore", "flag"):
        if label is not None:
            raise RequestError(f"{act} takes no label", f"reader bulk {act} --having {label} …")
        return Choice(Act(act))
    if label is None:
        raise RequestError(f"{act} needs a label", "reader labels lists them")
    label_id = workspace.scheme.find(label).id
    if act == "untag":
        return Choice(Act.CLEAR, label_id)
    return Choice(Act.SET, label_id, State(act))


def _parts(workspace: Workspace, choice: Choice, which: dict[str, Any]) -> list[Part]:
    from reader.workspace.selecting import Selection

    having = workspace.scheme.find(which["having"]).id if which["having"] else None
    selection = Selection(having, frozenset(which["kinds"]), which["undecided"])
    articles = [find_article(workspace, name) for name in which["articles"]]
    return list(workspace.select(selection, choice, articles or None))


def _is_wanted(places: int, articles: int, yes: bool) -> bool:
    if places <= ASK_ABOVE or yes:
        return True
    question = f"Change {places:,} places in {articles:,} articles?"
    if sys.stdin is None or not sys.stdin.isatty():
        raise RequestError(f"this would change {places:,} places in {articles:,} articles", "--yes does it")
    return click.confirm(question, default=False, err=True)
