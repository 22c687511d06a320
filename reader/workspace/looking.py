"""What needs a person's look in a whole workspace: files, missing articles, places that were lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Kind, Shard, Target, TargetKind
from reader.errors import ReaderError, StoreError

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

FILES = "Files that do not count"
MISSING = "Articles that are not here"
LOST = "Decisions that have lost their place"
DOUBTFUL = "Decisions that fit several places"
SPLIT = "Labels that were split since"
MOST_ARTICLES = 200
"""How many articles are opened for one look; the others are counted."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: `part` is one of the titles above, `name` what it is, `about` what is the matter.

    `article_id` is where it is, `block` the paragraph; `origin` where a missing article came from.
    """

    part: str
    name: str
    about: str
    article_id: str | None = None
    block: int | None = None
    origin: str | None = None


def look_over(workspace: Workspace) -> Iterator[Look]:
    """All that needs a look, by part. Raises LibraryError; a file that cannot be read is one of them."""
    for problem in workspace.reindex_changed():
        name = _below(problem.path, workspace.root.annotations)
        yield Look(FILES, name, problem.message.removeprefix(f"{problem.path}: "))
    yield from missing_articles(workspace)
    yield from _without_place(workspace)
    yield from _split(workspace)


def missing_articles(workspace: Workspace) -> Iterator[Look]:
    """The articles that somebody has decided on and that the library has not."""
    for article_id, annotators in workspace.decisions.missing_articles().items():
        shard = _shard(workspace, annotators[0], article_id)
        if shard is not None and shard.annotations:
            who = ", ".join(annotators)
            count = len(shard.annotations)
            about = f"{count} {'decision' if count == 1 else 'decisions'} of {who} · {shard.article.origin}"
            origin = shard.article.origin
            yield Look(MISSING, shard.article.title or article_id, about, article_id, origin=origin)


def _without_place(workspace: Workspace) -> Iterator[Look]:
    articles = workspace.decisions.articles_without_place(workspace.annotator)
    doubtful: list[Look] = []
    for article_id in articles[:MOST_ARTICLES]:
        try:
            sheet = workspace.look_at(article_id)
        except ReaderError:
            continue
        title = sheet.article.title
        for target in sheet.lost:
            yield Look(LOST, _words(target), f"{_said(sheet.shard, target)} · {title}", article_id)
        for doubt in sheet.review:
            about = f"{_said(sheet.shard, doubt.target)} · {doubt.where} · {title}"
            doubtful.append(Look(DOUBTFUL, _words(doubt.target), about, article_id))
    if len(articles) > MOST_ARTICLES:
        yield Look(LOST, f"and in {len(articles) - MOST_ARTICLES:,} more articles", "reader check names them")
    yield from doubtful


def _split(workspace: Workspace) -> Iterator[Look]:
    try:
        for one in workspace.scheming.queue():
            block = one.place if isinstance(one.place, int) else None
            yield Look(SPLIT, " ".join(one.text.split()), f"{one.label} · {one.title}", one.article_id, block)
    except StoreError as error:
        yield Look(FILES, "labels", error.message)


def _shard(workspace: Workspace, annotator: str, article_id: str) -> Shard | None:
    try:
        return workspace.store.load(annotator, article_id)
    except StoreError:
        return None


def _said(shard: Shard, target: Target) -> str:
    return ", ".join(_label(one) for one in shard.about(target.id)) or "nothing"


def _label(annotation: Annotation) -> str:
    if annotation.kind is Kind.NOTE:
        return f"note: {annotation.note}"
    return annotation.label or annotation.kind.value


def _words(target: Target) -> str:
    exact = " ".join(target.anchor.exact.split())
    return exact if target.kind is not TargetKind.SPAN else f"“{exact}”"


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
