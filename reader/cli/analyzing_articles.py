"""`reader analyze --workspace`: all articles of a workspace, kept in its library for the app and `show`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from reader.cli import output
from reader.cli.analyzing import Notices, Order, lines_of
from reader.cli.conveyor import Tools, in_order
from reader.cli.progress import progress_bar
from reader.cli.session import opened, take_sources
from reader.corpus.article import hash_text
from reader.errors import ReaderError

if TYPE_CHECKING:
    from pathlib import Path

    from reader.workspace.analysing import Analyser
    from reader.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What became of an article: what is said of it, or why nothing is."""

    article_id: str
    text: str = ""
    found: dict[str, Any] | None = None
    why: str = ""


def analyze_articles(workspace: Path, order: Order, *, max_megabytes: float | None) -> int:
    """Analyse every article of a workspace; returns the exit code."""
    notices = Notices()
    done = failed = 0
    with opened(workspace, max_megabytes=max_megabytes) as found:
        asked = replace(found.settings.analysis, entities=order.choice.engine, own=order.choice.own)
        take_sources(found)
        ids = found.articles.ids_beginning("", len(found.articles))
        apart = min(order.jobs, len(ids)) > 1
        analysers = Tools(lambda: found.analyser(asked, apart=apart))
        with closing(analysers), progress_bar("analysing") as progress:
            for outcome in _outcomes(found, ids, analysers, order, found.whereabouts.takes(asked)):
                if outcome.found is None:
                    output.tell(f"reader: {outcome.article_id}: {outcome.why}")
                    failed += 1
                else:
                    notices.tell(outcome.found)
                    done += 1
                    if order.as_json:
                        output.put_lines(lines_of(outcome.article_id, outcome.text, outcome.found, order))
                if order.strict and (outcome.found is None or outcome.found["failures"]):
                    return 1
                progress(done + failed, len(ids))
    notices.tell_rest()
    output.tell(f"{done:,} {'article is' if done == 1 else 'articles are'} analysed")
    return 1 if failed else 0


def _outcomes(
    workspace: Workspace, ids: list[str], analysers: Tools[Analyser], order: Order, indexed: bool
) -> Iterator[_Outcome]:
    def analyse(article_id: str) -> _Outcome:
        try:
            text = workspace.articles.text(article_id)
            with analysers.one() as analyser:
                found = analyser.describe(text)
            if indexed:
                workspace.whereabouts.put(article_id, hash_text(text), text, found)
            return _Outcome(article_id, text, found)
        except ReaderError as error:
            return _Outcome(article_id, why=str(error))

    with closing(
        in_order(ids, analyse, jobs=order.jobs, size=lambda _: 1, most=len(ids) + 1, idle=output.flush)
    ) as outcomes:
        yield from outcomes
