"""Where else: the other mentions of a name in the article, then the articles that name it too."""

from __future__ import annotations

from collections.abc import Sequence

from reader.library.name_rows import compared, surname_of
from reader.library.names import NamedIn, Naming
from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.citing import cite_words
from reader.tui.finding_lines import Subject, counted, here_line, left_words, named_lines
from reader.tui.glyphs import inert
from reader.tui.naming import TYPE_WORDS
from reader.tui.screens.base import Desktop
from reader.tui.screens.finding_screen import FindingScreen
from reader.tui.widgets.parts import Part
from reader.tui.windows import Windows, merged


class MentionsScreen(FindingScreen):
    """Lists where a name is; Enter goes there."""

    CONTEXT = keys.MENTIONS

    def __init__(self, desktop: Desktop, subject: Subject) -> None:
        super().__init__(desktop)
        self.subject = subject
        self._same: Windows[Naming, NamedIn] = Windows((), self._fetch)
        self._perhaps: Windows[Naming, NamedIn] = Windows((), self._fetch)

    def _fetch(self, wanted: Sequence[Naming]) -> Sequence[NamedIn | None]:
        return self.workspace.whereabouts.names.named_in(wanted)

    def fill(self, *, anew: bool) -> None:
        """Ask for the articles with this name, and for those that may mean the same person."""
        subject, names = self.subject, self.workspace.whereabouts.names
        name, surname = compared(subject.name), surname_of(subject.name, subject.label)
        before = self._key
        found = (
            names.naming(name, subject.article_id),
            names.perhaps_naming(name, surname, subject.article_id),
        )
        orders = [
            now if anew else merged(windows.keys, now)
            for windows, now in zip(self._windows, found, strict=True)
        ]
        self.in_order = [*map(list, orders)] == [*found]
        self._same, self._perhaps = (Windows(order, self._fetch) for order in orders)
        if anew:
            at = [
                nth
                for nth, here in enumerate(subject.here)
                if subject.at and here.mark.spans == subject.at.spans
            ]
            self.rows.show(self._parts(), at[0] if at else 0)
        else:
            self.rows.renew(self._parts(), self._position(before))

    @property
    def _windows(self) -> tuple[Windows[Naming, NamedIn], Windows[Naming, NamedIn]]:
        return self._same, self._perhaps

    @property
    def _key(self) -> Naming | None:
        """What the row under the cursor is found by, None for one of this article."""
        spot = self.rows.spot
        if spot is None or spot.row is None or spot.part == 0:
            return None
        return self._windows[spot.part - 1].keys[spot.row]

    def _position(self, key: Naming | None) -> int:
        place = len(self.subject.here)
        for windows in self._windows if key is not None else ():
            assert key is not None  # noqa: S101 - tells the type checker
            if (nth := windows.position(key)) is not None:
                return place + nth
            place += len(windows)
        return self.rows.cursor

    def _parts(self) -> tuple[Part, ...]:
        looks, signs, subject = self.desktop.looks, self.desktop.signs, self.subject
        asked = (subject.name, subject.label)

        def draw_here(row: int, width: int, _: bool) -> Sequence[BarLine]:
            return (here_line(subject.here[row], width, subject.label, looks, signs),)

        def draw(windows: Windows[Naming, NamedIn]) -> Part:
            return Part(
                "",
                len(windows),
                2,
                lambda row, width, _: named_lines(windows.row(row), width, asked, looks, signs),
            )

        same, perhaps = draw(self._same), draw(self._perhaps)
        return (
            Part("In this article", len(subject.here), 1, draw_here, "not named here"),
            Part("Other articles", same.count, 2, same.draw, self._none()),
            *([Part("Perhaps", perhaps.count, 2, perhaps.draw)] if perhaps.count else ()),
        )

    def _none(self) -> str:
        """What is said where no other article has the name."""
        dot = f" {self.desktop.signs.dot} "
        said = f"no other article names {inert(self.subject.name)}"
        return f"{said}{dot}{left_words(self.looked)}" if self.looked.left else said

    def header_lines(self) -> tuple[BarLine, ...]:
        """Who or what it is, and how much there is."""
        looks, subject = self.desktop.looks, self.subject
        dot = f" {self.desktop.signs.dot} "
        kind = f"{dot}{TYPE_WORDS.get(subject.label) or inert(subject.label)}"
        counts = [f"{len(subject.here):,} here", f"{counted(len(self._same), 'other article')}"]
        counts += [f"{len(self._perhaps):,} perhaps"] if len(self._perhaps) else []
        first = BarLine(((inert(subject.name), looks.strong), (kind, looks.quiet)), self.side())
        return first, BarLine(((dot.join(counts), looks.quiet),), self.progress())

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of this screen."""
        return (
            (
                self.hint("found.go", "go there", 9),
                self.hint("found.part", "next part", 6),
                self.hint("copy.citation", "copy", 7),
                self.hint("step.out", "back", 8),
            ),
        )

    def choose(self) -> None:
        """Go to the mention or to the article."""
        spot = self.rows.spot
        if spot is None or spot.row is None:
            self.word = self._none()
        elif spot.part == 0:
            self.reader.go_back_to(self.subject.here[spot.row].mark)
        elif (found := self._windows[spot.part - 1].row(spot.row)) is not None:
            self.reader.go_to_words(found.article.id, found.block, found.start)
        else:
            self.word = "that article is gone meanwhile"

    def act_copy_citation(self) -> None:
        """Copy the words around the name, and where they are from."""
        spot = self.rows.spot
        if spot is None or spot.row is None:
            self.word = "nothing to copy"
        elif spot.part == 0:
            here, article = self.subject.here[spot.row], self.workspace.article(self.subject.article_id)
            words = f"{here.before}{here.words}{here.after}"
            self._copy(words, article.title, article.source, article.published)
        elif (found := self._windows[spot.part - 1].row(spot.row)) is not None:
            words, article_of = f"{found.before}{found.words}{found.after}", found.article
            self._copy(words, article_of.title, article_of.source, article_of.published)

    def _copy(self, words: str, title: str, source: str, published: str | None) -> None:
        self.copy(cite_words(words, "", title, source, published), "copied, with where it is from")
