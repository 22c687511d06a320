"""The commands `check` and `reindex`: every file of decisions verified, and all of them counted anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import json_option, opened, take_sources, workspace_option
from reader.errors import NotFoundError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.corpus.article import Article
    from reader.workspace.checking import Checked, Finding
    from reader.workspace.workspace import Workspace


@click.command("check")
@click.option("--repair", is_flag=True, help="Mend the index; no file of decisions is ever touched.")
@workspace_option
@json_option
def check(repair: bool, workspace: Path | None, as_json: bool) -> int:
    """Verify every file of decisions.

    Each must be readable, lie where it belongs, find its words in the text, and say what its history says;
    the index must count what it holds, and what lies beside it is named. The exit code is 1 when a decision
    is harmed; other findings are only told.
    """
    from reader.workspace.checking import Checked
    from reader.workspace.checking_index import named_below

    counts, found_count, harm, mended = Checked(), 0, 0, 0
    with opened(workspace) as found:
        # What was decided is held against the texts as they are now.
        take_sources(found)
        for finding in _findings(found, counts, repair=repair):
            found_count += 1
            harm += finding.harm
            mended += finding.repaired
            shown = named_below(finding, found.root.path)
            if as_json:
                output.put_json([_json(shown)])
            else:
                mark = "harm" if finding.harm else "done" if finding.repaired else "note"
                output.put(f"{mark}  {shown.path.as_posix()}: {shown.words}")
    files = f"{counts.files:,} {'file' if counts.files == 1 else 'files'}"
    decisions = f"{counts.decisions:,} {'decision' if counts.decisions == 1 else 'decisions'}"
    others = found_count - harm
    notes = f", {others:,} {'note' if others == 1 else 'notes'}" if others else ""
    verdict = f"{harm} harmed" if harm else "no harm found"
    output.tell(f"{files}, {decisions}: {verdict}{notes}{f', {mended} mended' if mended else ''}")
    return 1 if harm else 0


def _findings(workspace: Workspace, counts: Checked, *, repair: bool) -> Iterator[Finding]:
    from reader.cli.progress import progress_bar
    from reader.workspace.checking import Texts, check_store
    from reader.workspace.checking_index import check_index, check_intents, check_strays

    texts = Texts(
        lambda name: _article(workspace, name), lambda name, version: _version(workspace, name, version)
    )
    with progress_bar("checking …") as progress:
        yield from check_store(workspace.store, workspace.scheme, texts, counts, progress)
    yield from check_strays(workspace.store)
    yield from check_index(workspace.store, workspace.decisions, workspace.indexer, repair=repair)
    yield from check_intents(workspace.root.intents)


def _json(finding: Finding) -> dict[str, object]:
    return {
        "path": finding.path.as_posix(),
        "kind": finding.kind,
        "harm": finding.harm,
        "words": finding.words,
        "annotation": finding.annotation,
        "repaired": finding.repaired,
    }


@click.command("reindex")
@workspace_option
@json_option
def reindex(workspace: Path | None, as_json: bool) -> None:
    """Count all decisions anew from their files.

    Progress, labels counted and what can be undone are kept in an index, which every save and every change
    from outside brings up to date; this makes it anew. No file of decisions is touched. A file that cannot
    be read is told, and counts as it did before. Interrupted, the rest is done at the next start. What the
    machine saw in texts is forgotten, and made anew when it is wanted.
    """
    from reader.cli.progress import progress_bar

    with opened(workspace) as found:
        take_sources(found)
        with progress_bar("reading decisions …") as progress:
            problems = found.reindex(progress)
        found.forget_analyses()
        for problem in problems:
            output.tell_error(problem)
        totals = found.decisions.totals()
    files = sum(one.articles for one in totals)
    if as_json:
        output.put_json([{"files": files, "annotators": len(totals), "problems": len(problems)}])
    else:
        people = f"{len(totals):,} {'annotator' if len(totals) == 1 else 'annotators'}"
        output.put(f"{files:,} {'file' if files == 1 else 'files'} of {people} counted anew")


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
