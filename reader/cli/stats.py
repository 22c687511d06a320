"""The command `stats`: what was decided in a workspace, by whom."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli import output
from reader.cli.session import (
    json_option,
    opened,
    size_option,
    take_decisions,
    take_sources,
    workspace_option,
)

if TYPE_CHECKING:
    from reader.library.decisions import AnnotatorTotals

_STATES = {"accept": "yes", "reject": "no", "ignore": "ignored"}


@click.command("stats")
@workspace_option
@size_option
@json_option
def stats(workspace: Path | None, max_megabytes: float | None, as_json: bool) -> None:
    """Count what was decided, by annotator.

    Articles begun and done, paragraphs decided, flags, and each label by what was said of it; above them
    how many articles there are, and how many of their paragraphs are to be decided.
    """
    with opened(workspace, max_megabytes=max_megabytes) as found:
        take_sources(found)
        take_decisions(found)
        articles, decidable = len(found.articles), found.articles.count_blocks(found.scheme.decide)
        totals = found.scheming.totals()
        if as_json:
            people = [_person_json(one) for one in totals]
            output.put_json([{"articles": articles, "decidable": decidable, "annotators": people}])
            return
        many = f"{decidable:,} {_some(decidable, 'paragraph')}"
        output.put(f"{articles:,} {_some(articles, 'article')}, {many} to decide")
        for one in totals:
            _put_person(one)


def _person_json(one: AnnotatorTotals) -> dict[str, object]:
    labels: dict[str, dict[str, int]] = {}
    for (label, state), count in one.labels.items():
        labels.setdefault(label, dict.fromkeys(_STATES, 0))[state] = count
    return {
        "annotator": one.annotator,
        "articles": one.articles,
        "done": one.done,
        "decided": one.decided,
        "flagged": one.flagged,
        "labels": labels,
    }


def _put_person(one: AnnotatorTotals) -> None:
    output.put()
    output.put(
        f"{one.annotator}: {one.articles:,} {_some(one.articles, 'article')} begun, {one.done:,} done, "
        f"{one.decided:,} {_some(one.decided, 'paragraph')} decided, {one.flagged:,} flagged"
    )
    counts: dict[str, list[str]] = {}
    for (label, state), count in one.labels.items():
        counts.setdefault(label, []).append(f"{count:,} {_STATES[state]}")
    widest = max(map(len, counts), default=0)
    for label, said in counts.items():
        output.put(f"  {label:<{widest}}  {', '.join(said)}")


def _some(count: int, word: str) -> str:
    return word if count == 1 else f"{word}s"
