"""The command `check`: every file of decisions verified, and what was found told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import json_option, opened, take_sources, workspace_option
from reader.errors import NotFoundError

if TYPE_CHECKING:
    from reader.corpus.article import Article
    from reader.workspace.workspace import Workspace


@click.command("check")
@workspace_option
@json_option
def check(workspace: Path | None, as_json: bool) -> int:
    """Verify every file of decisions.

    Each must be readable, lie where it belongs, find its words in the text, and say what its history says.
    The exit code is 1 when a decision is harmed; other findings are only told. Nothing is changed.
    """
    from reader.workspace.checking import Checked, Texts, check_store

    counts, found_count, harm = Checked(), 0, 0
    with opened(workspace) as found:
        # What was decided is held against the texts as they are now.
        take_sources(found)
        texts = Texts(
            lambda name: _article(found, name), lambda name, version: _version(found, name, version)
        )
        for finding in check_store(found.store, found.scheme, texts, counts):
            found_count += 1
            harm += finding.harm
            path = finding.path.relative_to(found.root.path).as_posix()
            if as_json:
                facts = {"path": path, "kind": finding.kind, "harm": finding.harm}
                output.put_json([{**facts, "words": finding.words, "annotation": finding.annotation}])
            else:
                output.put(f"{'harm' if finding.harm else 'note'}  {path}: {finding.words}")
    files = f"{counts.files:,} {'file' if counts.files == 1 else 'files'}"
    decisions = f"{counts.decisions:,} {'decision' if counts.decisions == 1 else 'decisions'}"
    notes = f", {found_count - harm} notes" if found_count > harm else ""
    verdict = f"{harm} harmed" if harm else "no harm found"
    output.tell(f"{files}, {decisions}: {verdict}{notes}")
    return 1 if harm else 0


def _article(workspace: Workspace, article_id: str) -> Article | None:
    try:
        return workspace.article(article_id)
    except NotFoundError:
        return None


def _version(workspace: Workspace, article_id: str, text_hash: str) -> str | None:
    try:
        return workspace.articles.text(article_id, text_hash)
    except NotFoundError:
        return None
