"""Analyses in the background, in another process: the article that is read first, then its neighbours."""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader import __version__
from reader.analysis.marks import Analysis
from reader.analysis.shape import from_json
from reader.corpus.article import hash_text
from reader.errors import EngineError, ReaderError

if TYPE_CHECKING:
    from reader.library import Analyses as KeptAnalyses
    from reader.settings import AnalysisSettings
    from reader.workspace.analyses import Analyses
    from reader.workspace.shelf import Shelf

_NICE = 5
"""How far the engine's process stands back behind the screen's."""
_LONG = 40_000
"""Code points of a text that nobody waits for unless it is the one that is read."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text to analyse, by its article and its hash."""

    article_id: str
    text_hash: str
    text: str


class Analyser:
    """Analyses texts one after the other, with what the library has kept before anything is asked."""

    def __init__(
        self, settings: AnalysisSettings, kept: KeptAnalyses, *, nice: int = 0, apart: bool = True
    ) -> None:
        from reader.analysis.asking import Asker, Choice

        self._asker = Asker(Choice(settings.entities, settings.seconds, settings.own), nice=nice, apart=apart)
        self._kept = kept
        self._rules = rules_version()

    def describe(self, text: str, text_hash: str = "") -> dict[str, Any]:
        """As `reader.analysis.asking.Asker.describe`, from the library where it is there."""
        text_hash = text_hash or hash_text(text)
        engine = self._asker.version()
        # An engine that tells no version may be another one tomorrow.
        named = engine != self._asker.name
        found = self._kept.find(text_hash, engine, self._rules) if named else None
        if found is None or not _is_whole(found):
            found = self._asker.describe(text)
            # What another engine than the one asked said is not what the next start wants to find.
            if named and found["engine"] == engine:
                self._kept.keep(text_hash, engine, self._rules, {**found, "failures": []})
        elif self._asker.given_up:
            found = {**found, "failures": [self._asker.given_up]}
        return found

    def close(self) -> None:
        """End the engine, also when it is busy for another thread."""
        self._asker.close()


class Analysing:
    """A thread that fills `found` with the analyses of the articles wanted; nothing waits for it.

    `read` gives what is to be analysed of an article, or raises ReaderError; `release` is called when the
    thread ends. The engine's process starts with the first text that the library has no analysis of. `note`
    is given whatever was said of a text, as JSON.
    """

    def __init__(
        self,
        found: Analyses,
        make: Callable[[], Analyser],
        read: Callable[[str], Passage],
        release: Callable[[], None],
        note: Callable[[Passage, Mapping[str, Any]], None] = lambda _passage, _found: None,
    ) -> None:
        self._found = found
        self._note = note
        self._make = make
        self._read = read
        self._release = release
        self._condition = threading.Condition()
        self._wanted: list[str] = []
        self._supply: Callable[[], str | None] | None = None
        self._first: str | None = None
        self._analyser: Analyser | None = None
        self._long: str | None = None
        self._thread: threading.Thread | None = None
        self._closed = False

    def want(self, article_ids: Sequence[str]) -> None:
        """Analyse these articles next, in this order, instead of what was wanted before.

        A long text that goes on and is not among them is broken off; of all but the first, long ones wait
        until they are wanted first.
        """
        with self._condition:
            if self._closed:
                return
            self._wanted = list(article_ids)
            self._first = next(iter(article_ids), None)
            abandoned = None
            if self._long is not None and self._long != self._first:
                abandoned, self._analyser = self._analyser, None
            self._go()
        if abandoned is not None:
            abandoned.close()

    def go_on(self, supply: Callable[[], str | None]) -> None:
        """While nothing is wanted, analyse for `note` alone what is supplied, until that is None."""
        with self._condition:
            if not self._closed:
                self._supply = supply
                self._go()

    def _go(self) -> None:
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name="analyst", daemon=True)
            self._thread.start()
        self._condition.notify()

    def close(self, seconds: float = 5.0) -> None:
        """Analyse no more, and end the engine's process."""
        with self._condition:
            self._closed = True
            self._condition.notify()
            analyser = self._analyser
        if analyser is not None:
            analyser.close()
        if self._thread is not None:
            self._thread.join(seconds)

    def _work(self) -> None:
        try:
            while (turn := self._next()) is not None:
                # Whatever goes wrong with one article, the next may well go.
                with contextlib.suppress(ReaderError, OSError):
                    self._analyse(*turn)
        finally:
            self._release()

    def _next(self) -> tuple[str, bool] | None:
        """The next article, and whether it is one that nobody waits for."""
        while True:
            with self._condition:
                self._condition.wait_for(lambda: self._wanted or self._supply or self._closed)
                if self._closed:
                    return None
                if self._wanted:
                    return self._wanted.pop(0), False
                supply = self._supply
            supplied = supply() if supply is not None else None
            if supplied is not None:
                return supplied, True
            with self._condition:
                if self._supply is supply:
                    self._supply = None

    def _analyse(self, article_id: str, supplied: bool) -> None:
        passage = self._read(article_id)
        if not supplied and self._found.find(article_id, passage.text_hash) is not None:
            return
        analyser = self._begin(passage, supplied)
        if analyser is None:
            return
        found: Mapping[str, Any] | None = None
        try:
            found = analyser.describe(passage.text, passage.text_hash)
            analysis = _made(found)
        except EngineError as error:
            analysis = Analysis("none", notices=(str(error),))
        with self._condition:
            self._long = None
            broken_off = self._closed or analyser is not self._analyser
        if broken_off:
            return
        if not supplied:
            # Whoever listens may be gone already.
            with contextlib.suppress(Exception):
                self._found.put(article_id, analysis, passage.text_hash)
        if found is not None:
            self._note(passage, found)

    def _begin(self, passage: Passage, supplied: bool) -> Analyser | None:
        """What analyses; None when the text is not to be analysed now."""
        with self._condition:
            analyser = self._analyser
        if analyser is None:
            analyser = self._make()
        with self._condition:
            if len(passage.text) > _LONG:
                self._long = passage.article_id
            waits = self._long is not None and self._long != self._first
            # What is supplied comes when nothing else is wanted, and one of them must come in the end.
            if self._closed or (waits and (not supplied or self._wanted)):
                self._long = None
                analyser.close()
                self._analyser = None
                return None
            self._analyser = analyser
        return analyser


def _made(found: Mapping[str, Any]) -> Analysis:
    return replace(from_json(found), notices=(*found["failures"], *found["notices"]))


def _is_whole(found: Mapping[str, Any]) -> bool:
    """Whether what was kept can be read: a file may hold anything."""
    try:
        from_json(found)
        said = (*found["failures"], *found["notices"])
        return all(isinstance(one, str) for one in said) and "dateline" in found and "blocks" in found
    except (KeyError, TypeError, ValueError):
        return False


def rules_version() -> str:
    """Names the code and the data that analyses are made with: whatever changes there, they are made anew."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=8)
    with contextlib.suppress(OSError):
        for path, status in sorted(_files()):
            digest.update(
                f"{path}\0{status.st_size}\0{status.st_mtime_ns}\0".encode("utf-8", "surrogateescape")
            )
    return digest.hexdigest()


def _files() -> Iterator[tuple[str, os.stat_result]]:
    package = Path(__file__).parents[1]
    for folder in ("analysis", "corpus"):
        for path in (package / folder).rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                yield path.relative_to(package).as_posix(), path.stat()


def analysing_of(shelf: Shelf) -> Analysing:
    """The background analysis of a workspace's articles."""

    def read(article_id: str) -> Passage:
        sheet = shelf.current(article_id)
        if sheet is not None:
            return Passage(article_id, sheet.article.text_hash, sheet.article.text)
        text = shelf.articles.text(article_id)
        return Passage(article_id, hash_text(text), text)

    def note(passage: Passage, found: Mapping[str, Any]) -> None:
        shelf.whereabouts.put(passage.article_id, passage.text_hash, passage.text, found)

    return Analysing(shelf.analyses, lambda: shelf.analyser(nice=_NICE), read, shelf.release, note)
