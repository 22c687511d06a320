"""What needs a person's look in a whole workspace: files, missing articles, places that were lost."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Annotation, Kind, Shard, Target, TargetKind
from reader.annotations.scheme import Scheme
from reader.errors import NotFoundError, ReaderError, StoreError
from reader.workspace.intents import Intent, decode_intent
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace

FILES = "Files that do not count"
MISSING = "Articles that are not here"
LOST = "Decisions that have lost their place"
DOUBTFUL = "Decisions that fit several places"
SPLIT = "Labels that were split since"
BROKEN = "Changes that were broken off"
MOST_ARTICLES = 200
"""How many articles of a part are opened for one look; the others are counted."""


@dataclass(frozen=True, slots=True)
class Look:
    """One thing to look at: `part` is one of the titles above, `name` what it is, `about` what is the matter.

    `article_id` is where it is, `block` the paragraph; `origin` where a missing article came from,
    `target` the id of what has no certain place.
    """

    part: str
    name: str
    about: str
    article_id: str | None = None
    block: int | None = None
    origin: str | None = None
    target: str | None = None


def look_over(workspace: Workspace) -> Iterator[Look]:
    """All that needs a look, by part. Raises LibraryError; a file that cannot be read is one of them."""
    for problem in workspace.reindex_changed():
        name = _below(problem.path, workspace.root.annotations)
        yield Look(FILES, name, problem.message.removeprefix(f"{problem.path}: "))
    yield from missing_articles(workspace)
    yield from _without_place(workspace)
    yield from _split(workspace)
    yield from _broken_off(workspace)


def missing_articles(workspace: Workspace) -> Iterator[Look]:
    """The articles that somebody has decided on and that the library has not."""
    missing = workspace.decisions.missing_articles()
    for article_id in list(missing)[:MOST_ARTICLES]:
        yield _missing(workspace, article_id, missing[article_id])
    if len(missing) > MOST_ARTICLES:
        yield Look(MISSING, f"and {len(missing) - MOST_ARTICLES:,} more", "reader check names them")


def _missing(workspace: Workspace, article_id: str, annotators: Sequence[str]) -> Look:
    shards = [shard for one in annotators if (shard := _shard(workspace, one, article_id))]
    title = next((shard.article.title for shard in shards if shard.article.title), article_id)
    origin = next((shard.article.origin for shard in shards if shard.article.origin), "")
    count = sum(len(shard.annotations) for shard in shards)
    about = f"{_counted(count, 'decision')} of {', '.join(annotators)} · {origin or 'nobody says from where'}"
    return Look(MISSING, title, about, article_id, origin=origin)


def bring(workspace: Workspace, look: Look) -> str:
    """Take in the article that a row says is missing, from where it came; returns its title.

    Nothing is taken in that would be another article. Raises InputError, and NotFoundError when
    no file is there.
    """
    path = workspace.root.path / (look.origin or "")
    there = False
    # What a colleague's file names may be no path at all here.
    with contextlib.suppress(OSError, ValueError):
        there = bool(look.origin) and path.is_file()
    if not there:
        raise NotFoundError(f"{look.origin or 'its file'} is not here", "reader import FILE brings it")
    if workspace.id_of(path) != look.article_id:
        raise NotFoundError(f"{look.origin} is another article here", "it was not taken in")
    outcome = next(iter(workspace.take([path])))
    if outcome.why is not None:
        raise outcome.why
    return outcome.title


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
            yield Look(
                LOST, _words(target), f"{_said(sheet, target)} · {title}", article_id, target=target.id
            )
        for doubt in sheet.review:
            about = f"{_said(sheet, doubt.target)} · {doubt.where} · {title}"
            doubtful.append(Look(DOUBTFUL, _words(doubt.target), about, article_id, target=doubt.target.id))
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


def _broken_off(workspace: Workspace) -> Iterator[Look]:
    """The changes over several articles that are written down and not all made, whoever began them."""
    for path in sorted(workspace.root.intents.glob("bulk-*.json")):
        try:
            yield _of_intent(decode_intent(path), workspace.scheme)
        except StoreError as error:
            yield Look(BROKEN, path.name, error.message.removeprefix(f"{path}: "))


def _of_intent(intent: Intent, scheme: Scheme) -> Look:
    choice = intent.choice
    label = scheme.label(choice.label) if choice and choice.label else None
    what = label.name if label else choice.act.value if choice else intent.event.value
    name = f"{what}, in {_counted(len(intent.parts), 'article')}"
    return Look(BROKEN, name, f"{intent.annotator} · their next start of reader goes on with it")


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" if count == 1 else f"{count:,} {what}s"


def _shard(workspace: Workspace, annotator: str, article_id: str) -> Shard | None:
    try:
        return workspace.store.load(annotator, article_id)
    except StoreError:
        return None


def _said(sheet: Sheet, target: Target) -> str:
    return ", ".join(_label(one, sheet.scheme) for one in sheet.shard.about(target.id)) or "nothing"


def _label(annotation: Annotation, scheme: Scheme) -> str:
    if annotation.kind is Kind.NOTE:
        return f"note: {annotation.note}"
    label = scheme.label(annotation.label) if annotation.label else None
    return label.name if label else annotation.label or annotation.kind.value


def _words(target: Target) -> str:
    exact = " ".join(target.anchor.exact.split())
    return exact if target.kind is not TargetKind.SPAN else f"“{exact}”"


def _below(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
