"""Verifies what is derived from files of decisions, and what lies beside them; mends only what is derived."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from reader.annotations.store import Store
from reader.annotations.strays import StrayKind
from reader.errors import StoreError
from reader.library.decisions import Decisions
from reader.workspace.checking import Finding, misplaced
from reader.workspace.indexing import Indexer


def check_index(store: Store, decisions: Decisions, indexer: Indexer, *, repair: bool) -> Iterator[Finding]:
    """Hold the index against every file that can be read; `repair` reads into it what it has wrong."""
    known = decisions.known()
    for file in store.files():
        known.pop(file.path.relative_to(store.root).as_posix(), None)
        try:
            words = indexer.compare(file)
            if words and repair:
                indexer.take(file)
        except StoreError:
            # That it cannot be read was told already.
            continue
        if words:
            yield Finding(file.path, "index", words, harm=False, repaired=repair)
    for name in sorted(known):
        if repair:
            indexer.forget(name)
        words = "the index knows it, and it is gone"
        yield Finding(store.root / name, "index", words, harm=False, repaired=repair)


def check_strays(store: Store) -> Iterator[Finding]:
    """What lies among the files of decisions and is none; a copy is opened, to say what it has."""
    for path, stray in store.strays():
        if stray.kind is not StrayKind.COPY:
            yield Finding(path, stray.kind.value, stray.words, harm=False)
            continue
        try:
            shard = store.load_file(path)
        except StoreError as error:
            yield Finding(path, "copy", f"{stray.words}; {error.message}", harm=False)
            continue
        if shard is not None:
            yield misplaced(store, path, store.path(shard.annotator, shard.article.id), shard)
    for path in sorted(store.root.glob("*labels*")):
        if path.suffix == ".toml" and path.name != "labels.toml":
            yield Finding(path, "copy", "a copy of labels.toml: it says nothing here", harm=False)


def check_intents(folder: Path) -> Iterator[Finding]:
    """Changes over several files that were broken off and wait for the next start of their annotator."""
    for path in sorted(folder.glob("*.json")):
        words = "a change that was broken off: the next start of its annotator goes on with it"
        yield Finding(path, "intent", words, harm=False)


def named_below(finding: Finding, root: Path) -> Finding:
    """The finding with its path from the workspace, and no path in its words."""
    shown = finding.path.relative_to(root)
    words = finding.words.removeprefix(f"{finding.path}: ").replace(f"{root}/", "")
    return replace(finding, path=shown, words=words)
