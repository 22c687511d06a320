"""Verifies files of decisions: that each can be read, is where it belongs, and says what its history says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from reader.annotations.model import Annotation, Kind, Shard, TargetKind
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.corpus.article import Article
from reader.errors import NewerError, StoreError
from reader.workspace.problems import Problem, of_hidden
from reader.workspace.sheet import make_sheet

Progress = Callable[[int, int], bool]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a file of decisions; `harm` says that a decision is lost, wrong or out of reach.

    `kind` is one word for programs, `words` a sentence; `annotation` is the id of the decision it is about.
    """

    path: Path
    kind: str
    words: str
    harm: bool
    annotation: str | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts that decisions are held against: of an article now, and of any version by its hash."""

    article: Callable[[str], Article | None]
    version: Callable[[str, str], str | None]


@dataclass(slots=True)
class Checked:
    """How much was looked at."""

    files: int = 0
    decisions: int = 0


def check_store(
    store: Store, scheme: Scheme, texts: Texts, counts: Checked, progress: Progress = lambda _, __: True
) -> Iterator[Finding]:
    """Check every file of decisions, in the order of names; `counts` is brought up to date."""
    hidden: list[Problem] = []
    paths = [file.path for file in store.files(lambda path, error: hidden.append(of_hidden(path, error)))]
    for problem in hidden:
        yield Finding(problem.path, problem.kind, problem.message, harm=True)
    for nth, path in enumerate(paths):
        progress(nth, len(paths))
        counts.files += 1
        try:
            shard = store.load_file(path)
        except NewerError as error:
            yield Finding(path, "newer", error.message, harm=False)
            continue
        except StoreError as error:
            yield Finding(path, "unreadable", error.message, harm=True)
            continue
        if shard is None:
            continue
        proper = store.path(shard.annotator, shard.article.id)
        if path != proper:
            yield misplaced(store, path, proper, shard)
            continue
        counts.decisions += len(shard.annotations)
        yield from check_shard(path, shard, scheme, texts)
    progress(len(paths), len(paths))


def check_shard(path: Path, shard: Shard, scheme: Scheme, texts: Texts) -> Iterator[Finding]:
    """Check what one file holds: its anchors, its history, its labels."""
    yield from _check_targets(path, shard, texts)
    yield from _check_anchors(path, shard, texts)
    if _replay(shard) != dict(shard.annotations):
        yield Finding(path, "history", "its history does not lead to the decisions that it holds", harm=True)
    orders = [operation.order for operation in shard.history]
    if len(set(orders)) != len(orders):
        yield Finding(path, "order", "two of its operations have the same order", harm=False)
    for name in sorted({one.scheme for one in shard.annotations.values()} - shard.schemes.keys()):
        yield Finding(path, "unknown-scheme", f'it does not say what labels scheme "{name}" had', harm=False)
    known = {label.id for label in (*scheme.labels, *scheme.built_in)}
    for label in sorted({x.label for x in shard.annotations.values() if x.kind is Kind.LABEL} - known):
        yield Finding(path, "unknown-label", f'the scheme has no label "{label}"', harm=False)


def misplaced(store: Store, path: Path, proper: Path, shard: Shard) -> Finding:
    """A file whose name or folder is not that of its article and annotator: a copy, or one that was moved."""
    try:
        own = store.load_file(proper)
    except StoreError:
        own = None
    known = {operation.id for operation in own.history} if own else set()
    missing = sum(operation.id not in known for operation in shard.history)
    belongs = proper.relative_to(store.root)
    if missing:
        words = f"holds {missing} decisions of {shard.annotator} that {belongs} has not"
        return Finding(path, "misplaced", words, harm=True)
    return Finding(path, "copy", f"a copy of {belongs}, which has all that it holds", harm=False)


def _check_targets(path: Path, shard: Shard, texts: Texts) -> Iterator[Finding]:
    for annotation in shard.annotations.values():
        if annotation.target not in shard.targets:
            words = f"what “{annotation.label or annotation.kind}” was said of is missing"
            yield Finding(path, "no-target", words, harm=True, annotation=annotation.id)
        if annotation.link is not None and annotation.link not in shard.targets:
            words = f"what “{annotation.kind}” is linked to is missing"
            yield Finding(path, "no-link", words, harm=True, annotation=annotation.id)
    article = texts.article(shard.article.id)
    if article is None:
        where = f"reader import {shard.article.origin} brings it" if shard.article.origin else "import it"
        words = f"the article “{shard.article.title}” is not here: {where}"
        yield Finding(path, "no-article", words, harm=False)
        return
    sheet = make_sheet(article, Scheme(), shard)
    for target in sheet.lost:
        words = f"“{_short(target.anchor.exact)}” is no longer in the text: the decisions on it are kept"
        yield Finding(path, "lost", words, harm=False)
    for doubt in sheet.review:
        words = f"“{_short(doubt.target.anchor.exact)}” may be {doubt.where}: reader attach settles it"
        yield Finding(path, "review", words, harm=False)


def _check_anchors(path: Path, shard: Shard, texts: Texts) -> Iterator[Finding]:
    versions: dict[str, str | None] = {}
    said_of = {annotation.target for annotation in shard.annotations.values()}
    for target in shard.targets.values():
        anchor = target.anchor
        if target.id not in said_of or target.kind is TargetKind.DOCUMENT:
            continue
        if anchor.text_hash not in versions:
            versions[anchor.text_hash] = texts.version(shard.article.id, anchor.text_hash)
        text = versions[anchor.text_hash]
        if text is not None and text[anchor.start : anchor.end] != anchor.exact:
            words = f"{anchor.start}:{anchor.end} of the text is not “{_short(anchor.exact)}”"
            yield Finding(path, "anchor", words, harm=True)


def _replay(shard: Shard) -> dict[str, Annotation]:
    """The decisions that the history leads to, from nothing."""
    found: dict[str, Annotation] = {}
    for operation in shard.history:
        for edit in operation.edits:
            if edit.after is None:
                found.pop(edit.annotation_id, None)
            else:
                found[edit.annotation_id] = edit.after
    return found


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
