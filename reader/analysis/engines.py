"""Engines by name: ours, `spacy:NAME`, `package.module:callable`, and what packages offer by entry point."""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.analysis.recognising import Recogniser
from reader.analysis.words import Words, split_words
from reader.errors import EngineLoadError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

AUTO, FAST, ACCURATE = "auto", "fast", "accurate"
GROUP = "reader.recognisers"
"""The group of entry points in which an installed package offers recognisers by name."""

_MODULES = {FAST: "reader.analysis.fast", ACCURATE: "reader.analysis.accurate"}
_SPACY = "spacy:"
_PIECE = 100_000
"""Code points that a pipeline is given at once: some take a gigabyte for so many."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A recogniser that is ready; `version` says who speaks, such as `fast 1`.

    One of ours can also take a text that is split already: that is then done once, and not once an engine.
    """

    name: str
    version: str
    recognise: Recogniser
    of_words: Callable[[Words], Iterable[tuple[int, int, str]]] | None = None

    def names(self, words: Words) -> Iterable[tuple[int, int, str]]:
        """What it finds in the text of these words."""
        return self.recognise(words.text) if self.of_words is None else self.of_words(words)


def choose(name: str) -> str:
    """The engine meant by `auto`: `accurate` where what it needs is installed, else `fast`."""
    if name != AUTO:
        return name
    there = all(importlib.util.find_spec(module) for module in ("onnxruntime", _MODULES[ACCURATE]))
    return ACCURATE if there else FAST


def known_version(name: str) -> str | None:
    """Who speaks for an engine of ours, without loading it; None for one that must be asked.

    Raises EngineLoadError.
    """
    return f"{name} {_module(name).VERSION}" if name in _MODULES else None


def is_ours(name: str) -> bool:
    """Whether an engine belongs to reader."""
    return name in (AUTO, *_MODULES)


def load_engine(name: str) -> Engine:
    """Load an engine; it takes a while. Raises EngineLoadError, and whatever another's code raises."""
    name = choose(name)
    if name in _MODULES:
        return _load_ours(name)
    if name.startswith(_SPACY):
        return _load_spacy(name)
    entry = _entry_point(name)
    if entry is not None:
        found, version = entry.load(), entry.dist.version if entry.dist else ""
    elif ":" in name:
        found, version = _load_object(name)
    else:
        known = ", ".join((AUTO, *_MODULES, f"{_SPACY}NAME", "package.module:callable", *sorted(_offered())))
        raise EngineLoadError("there is no such engine", f"known here: {known}")
    if not callable(found):
        raise EngineLoadError("it cannot be called", "a recogniser is a function of a text")
    return Engine(name, f"{name} {version}".rstrip(), found)


def refuse_unasked(name: str) -> None:
    """Raise EngineLoadError for code that a workspace's file names and nobody on this computer has offered.

    Such a file comes from others, and a callable by name can be anything (`os:system`). What counts as
    offered: an entry point of an installed package, or a module in a folder that PYTHONPATH names.
    """
    if is_ours(name) or name in _offered() or any(name == one.value for one in _entry_points()):
        return
    if name.startswith(_SPACY):
        if not _is_installed(name.removeprefix(_SPACY)):
            raise _not_run(
                name, "no pipeline of that name is installed", "a workspace's file names one that is"
            )
        return
    if ":" in name and not _is_on_own_path(name.partition(":")[0]):
        what = "a workspace's file may name only what an installed package offers as a recogniser"
        raise _not_run(name, what, f'entities = "{name}" in your own settings allows it')


def _not_run(name: str, why: str, hint: str) -> EngineLoadError:
    return EngineLoadError(f"the engine {name!r} is not run: {why}", hint)


def _load_ours(name: str) -> Engine:
    module = _module(name)
    try:
        of_words = module.load_for_words()
    except ImportError as error:
        raise _incomplete(name, error) from error
    return Engine(name, f"{name} {module.VERSION}", lambda text: of_words(split_words(text)), of_words)


def _module(name: str) -> Any:
    try:
        return importlib.import_module(_MODULES[name])
    except ImportError as error:
        raise _incomplete(name, error) from error


def _incomplete(name: str, error: ImportError) -> EngineLoadError:
    how = 'pip install "terminal-news-reader[accurate]"' if name == ACCURATE else "install reader anew"
    return EngineLoadError(f"{error.name or error} is not installed", how)


def _load_spacy(name: str) -> Engine:
    pipeline = name.removeprefix(_SPACY)
    try:
        spacy: Any = importlib.import_module("spacy")
    except ImportError:
        how = 'pip install "terminal-news-reader[spacy]"'
        raise EngineLoadError("spaCy is not installed", how) from None
    try:
        nlp: Any = spacy.load(pipeline)
    except OSError:
        raise EngineLoadError(f'spaCy has no pipeline "{pipeline}"', "install it with pip") from None

    def recognise(text: str) -> Iterator[tuple[int, int, str]]:
        starts = _piece_starts(text)
        pieces = (text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True))
        for start, doc in zip(starts, nlp.pipe(pieces, batch_size=1), strict=True):
            for entity in doc.ents:
                yield start + entity.start_char, start + entity.end_char, entity.label_

    return Engine(name, f"{name} {nlp.meta.get('version', '')}".rstrip(), recognise)


def _piece_starts(text: str) -> list[int]:
    """Where the pieces of a long text begin: behind a line's end where there is one, else a blank."""
    starts = [0]
    while len(text) - starts[-1] > _PIECE:
        first, last = starts[-1] + _PIECE // 2, starts[-1] + _PIECE
        at = text.rfind("\n", first, last)
        at = text.rfind(" ", first, last) if at < 0 else at
        starts.append(at + 1 if at >= 0 else last)
    return starts


def _load_object(name: str) -> tuple[Any, str]:
    place, _, attribute = name.partition(":")
    try:
        module = importlib.import_module(place)
    except ImportError as error:
        if error.name is not None and f"{place}.".startswith(f"{error.name}."):
            raise EngineLoadError(f"there is no module {error.name}", "install its package") from None
        raise
    found: Any = module
    for part in attribute.split("."):
        if not hasattr(found, part):
            raise EngineLoadError(f'the module {place} has no "{attribute}"', "check the name")
        found = getattr(found, part)
    version = getattr(module, "__version__", "")
    return found, version if isinstance(version, str) else ""


def _entry_points() -> list[EntryPoint]:
    # Takes a while to load, and our own engines need none of it.
    from importlib.metadata import entry_points

    return list(entry_points(group=GROUP))


def _entry_point(name: str) -> EntryPoint | None:
    return next((one for one in _entry_points() if name in (one.name, one.value)), None)


def _offered() -> set[str]:
    return {one.name for one in _entry_points()}


def _is_installed(name: str) -> bool:
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        distribution(name)
    except (PackageNotFoundError, ValueError):
        return False
    return True


def _is_on_own_path(module: str) -> bool:
    """Whether a module lies in a folder that PYTHONPATH names: somebody has put it there for this."""
    top = module.partition(".")[0]
    return any(
        (Path(folder) / top).is_dir() or (Path(folder) / f"{top}.py").is_file()
        for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep)
        if folder and top
    )
