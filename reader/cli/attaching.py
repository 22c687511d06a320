"""The command `attach`: decisions that have lost their place are put where a person says."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import output
from reader.cli.deciding import target_named, wait_until_saved
from reader.cli.session import (
    annotator_option,
    existing_path,
    find_article,
    json_option,
    opened,
    workspace_option,
)
from reader.errors import NotFoundError


@click.command("attach")
@click.argument("article", metavar="ARTICLE")
@click.argument("decision", metavar="DECISION")
@click.argument("target", metavar="TARGET")
@workspace_option
@annotator_option
@json_option
def attach(
    article: str,
    decision: str,
    target: str,
    workspace: Path | None,
    annotator: str | None,
    as_json: bool,
) -> None:
    """Put decisions that lost their place where they belong.

    When a text has changed, `reader show` lists the decisions that have no certain place in it. DECISION is
    the id that it gives there, or in --json the id of a single annotation. TARGET is the number of a
    paragraph, or START:END in code points for decisions about some words. `reader undo` takes it back.
    """
    with opened(workspace, annotator, given=existing_path(article)) as found:
        sheet = found.sheet(find_article(found, article))
        if decision not in sheet.shard.annotations.keys() | sheet.shard.targets.keys():
            raise NotFoundError(
                f"there is no decision {decision}", "reader show lists those without a certain place"
            )
        deed = found.reattach(sheet, decision, target_named(sheet, target))
        wait_until_saved(found)
        sheet = found.current(sheet.article.id) or deed.sheet
        changed = deed.operation is not None
        if as_json:
            facts = {"article": sheet.article.id, "decision": decision, "target": target}
            counts = {"changed": changed, "decided": sheet.decided, "total": sheet.total}
            output.put_json([{**facts, **counts}])
        elif changed:
            output.put(f"{deed.words} ({sheet.decided}/{sheet.total} decided)")
        else:
            output.put(f"{target}: already so")
