"""What an open workspace reads from: its scheme, its library of articles, its files of decisions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Shard
from reader.annotations.names import folder_of
from reader.annotations.scheme import Scheme
from reader.annotations.scheme_reading import load_scheme
from reader.annotations.store import Store
from reader.corpus.article import Article
from reader.errors import NotFoundError
from reader.library import Analyses as KeptAnalyses
from reader.library import Articles, Decisions, Listing, Reading
from reader.library.reading import ReadingPlace
from reader.settings import AnalysisSettings, Settings
from reader.workspace.analyses import Analyses
from reader.workspace.ids import Clock
from reader.workspace.library_file import open_library, writable
from reader.workspace.parsed import ParsedArticles
from reader.workspace.root import Root
from reader.workspace.sheet import Sheet, make_sheet, reference

if TYPE_CHECKING:
    from reader.analysis.marks import Analysis
    from reader.library.waiting import Waiting
    from reader.workspace.analysing import Analyser, Analysing
    from reader.workspace.intake import Intake, Outcome
    from reader.workspace.whereabouts import Whereabouts


class Shelf:
    """The articles of a folder as one annotator finds them, and what they have decided as it is on disk."""

    def __init__(self, root: Root, settings: Settings, annotator: str, clock: Clock) -> None:
        self.root = root
        self.settings = settings
        self.annotator = annotator
        self.notices: list[str] = []
        """What a person should know about how it was opened."""
        if root.scheme_intent.exists() and writable(root.annotations):
            from reader.workspace.scheming import finish_change

            self.notices += finish_change(root, settings.lock_seconds)
        self.scheme: Scheme = load_scheme(root.scheme)
        self.read_only = not writable(root.annotations / folder_of(annotator))
        self._clock = clock
        self._database = open_library(root, clock, self.notices)
        self._articles = Articles(self._database)
        self._reading = Reading(self._database)
        self._decisions = Decisions(self._database)
        self._store = Store(root.annotations, root.locks, settings.lock_seconds)
        self._parsed = ParsedArticles()
        self.analyses = Analyses()
        self._analysing: Analysing | None = None

    def scan(self) -> Iterator[Outcome]:
        """Take in what is new in the workspace's sources, one file after the other."""
        # A source that a new workspace has not got yet is no error.
        present = [source for source in self.sources if source.exists() or source.is_symlink()]
        return self._intake.take(present, skip=[self.root.annotations])

    @property
    def sources(self) -> tuple[Path, ...]:
        """The files and folders that articles are taken from."""
        if self.root.sources is not None:
            return self.root.sources
        return tuple(self.root.path / source for source in self.settings.sources)

    def take(self, paths: Iterable[Path], *, max_bytes: int | None = None) -> Iterator[Outcome]:
        """Take in files and folders from anywhere; the library remembers them."""
        return self._intake.take(paths, skip=[self.root.annotations], max_bytes=max_bytes)

    def listing(self, around: str | None = None) -> Listing:
        """All articles, newest first, opened around the article named or the one read last."""
        return Listing(self._database, self.annotator, around or self._reading.last_article(self.annotator))

    def find(self, name: str) -> str:
        """The id of the article meant by an id, the beginning of one, or a path. Raises NotFoundError."""
        if re.fullmatch("[0-9a-f]{4,16}", name):
            ids = self._articles.ids_beginning(name)
            if len(ids) == 1:
                return ids[0]
            if ids:
                raise NotFoundError(f"{name} begins several ids", f"such as {ids[0]} and {ids[1]}")
        origin = self._articles.origin(self._intake.name(Path(name)))
        if origin is not None:
            return origin.article_id
        raise NotFoundError(f'there is no article "{name}"', "reader list shows them with their ids")

    def article(self, article_id: str) -> Article:
        """An article with its blocks. Raises NotFoundError."""
        text, origin = self._articles.text(article_id), self.origin(article_id)
        known = self._parsed.find(article_id, origin, text)
        if known is None:
            # Its rules take a while to load, and a list needs none of them.
            from reader.corpus.plain import article_from_text

            known = article_from_text(text, id=article_id, name=origin)
            self._parsed.keep(known, origin)
        return known

    def origin(self, article_id: str) -> str:
        """The first of the files that an article came from, empty when there is none."""
        return next(iter(self._articles.paths(article_id)), "")

    def preview(self, path: Path) -> Sheet:
        """A file as the article that it would be, without taking it in. Raises InputError, StoreError."""
        article = self._intake.read(path)
        shard = self._store.load(self.annotator, article.id)
        return make_sheet(article, self.scheme, shard, self.annotator)

    def id_of(self, path: Path) -> str:
        """The id of the article that a file would be taken in as. Raises InputError."""
        return self._intake.read(path).id

    def look_at(self, article_id: str) -> Sheet:
        """An article as it is on disk, without bringing it into use."""
        article = self.article(article_id)
        shard = self._store.load(self.annotator, article_id)
        shard = shard or Shard(self.annotator, reference(article, self.origin(article_id)))
        return make_sheet(article, self.scheme, shard)

    def current(self, article_id: str) -> Sheet | None:  # noqa: ARG002 - what is open may have some
        """The article as it is seen now; None when it is not in use."""
        return None

    def analysis(self, article_id: str) -> Analysis | None:
        """Names and quotes of an article in use, with offsets of the text it has there; None until found."""
        sheet = self.current(article_id)
        return self.analyses.find(article_id, None if sheet is None else sheet.article.text_hash)

    def on_analysis(self, tell: Callable[[str], None]) -> None:
        """Tell, in whatever thread, with the id of an article when its names and quotes were found."""
        self.analyses.on_found(tell)

    def analyse(self, article_ids: Sequence[str]) -> None:
        """Find names and quotes of these articles in the background, in this order, before any others."""
        self._analyst().want(article_ids)

    def _analyst(self) -> Analysing:
        if self._analysing is None:
            from reader.workspace.analysing import analysing_of

            self._analysing = analysing_of(self)
        return self._analysing

    @cached_property
    def whereabouts(self) -> Whereabouts:
        """Who is named and quoted where in all articles."""
        from reader.workspace.whereabouts import Whereabouts

        return Whereabouts(
            self._database,
            self._articles,
            self.settings.analysis,
            lambda supply: self._analyst().go_on(supply),
            self._corrected,
        )

    def _corrected(self, article_id: str, found: Analysis) -> Analysis:
        """An analysis of an article with what the annotator has said of it."""
        from reader.workspace.corrected import corrected

        sheet = self.current(article_id)
        if sheet is None and self._store.load(self.annotator, article_id) is not None:
            sheet = self.look_at(article_id)
        return found if sheet is None else corrected(found, sheet)

    def analyser(
        self, asked: AnalysisSettings | None = None, *, nice: int = 0, apart: bool = True
    ) -> Analyser:
        """What analyses texts here and now, as asked or set, with what the library has kept; close it."""
        from reader.workspace.analysing import Analyser

        kept = KeptAnalyses(self._database)
        return Analyser(asked or self.settings.analysis, kept, nice=nice, apart=apart)

    def forget_analyses(self) -> None:
        """Forget what the library has kept of analyses, and the index of names. Raises LibraryError."""
        KeptAnalyses(self._database).drop()
        self.whereabouts.names.drop()

    def stop_analysing(self) -> None:
        """End what goes on in the background."""
        if self._analysing is not None:
            self._analysing.close()

    def place(self, article_id: str) -> ReadingPlace | None:
        """Where the annotator is in an article, or None."""
        return self._reading.place(self.annotator, article_id)

    def now(self) -> int:
        """The time in microseconds since 1970, by this workspace's clock."""
        return self._clock()

    def release(self) -> None:
        """Say that this thread will not ask for anything more."""
        self._database.release()

    @property
    def decisions(self) -> Decisions:
        """The index of all decisions, for counts."""
        return self._decisions

    @property
    def waiting(self) -> Waiting:
        """What waits for the annotator, article by article, for queues."""
        from reader.library.waiting import Waiting

        return Waiting(self._database, self.annotator)

    @property
    def articles(self) -> Articles:
        """The articles of the library."""
        return self._articles

    @property
    def store(self) -> Store:
        """The files of decisions, for reading them whole."""
        return self._store

    @cached_property
    def _intake(self) -> Intake:
        # The list is on the screen before any file is looked at.
        from reader.workspace.intake import Intake

        return Intake(self.root.path, self._articles, self._clock, self.settings.max_bytes)
