"""Decisions in the list: about the article under the cursor, or about a range of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.choices import Act, Choice
from reader.annotations.scheme import LabelTarget
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.glyphs import inert
from reader.tui.label_keys import LabelKeys, assign_keys
from reader.tui.many_words import asked, done_words, told
from reader.tui.ranges import Range
from reader.tui.screens.picking import PickingScreen
from reader.tui.subjects import Subject
from reader.workspace.deed import ASK_ABOVE

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.tui.widgets.article_list import ArticleList
    from reader.workspace.deed import Progress
    from reader.workspace.selecting import Chosen

_NONE_YET = "there are no labels for whole articles yet"


class RowsDecidingScreen(PickingScreen):
    """Adds the keys that decide about whole articles; the cursor of the list is a range's moving end."""

    articles: ArticleList

    @property
    def ranged(self) -> Range | None:
        """The positions of the rows in the range, None when there is none."""
        start = self.articles.range_start
        return None if start is None else Range(start, self.articles.cursor)

    @property
    def context(self) -> str:
        """A range takes the keys of the list."""
        inner = super().context
        return keys.ROWS if self.ranged is not None and inner == keys.LIST else inner

    @property
    def subject(self) -> Subject:
        """The article under the cursor, or those of the range."""
        return Subject() if self.ranged is None else Subject(articles=len(self.ranged))

    @property
    def layer_keys(self) -> LabelKeys:
        """The keys of the labels for whole articles."""
        return assign_keys(self.workspace.scheme, self.desktop.key_set, LabelTarget.DOCUMENT)

    @property
    def picker_above(self) -> Widget:
        """The rows."""
        return self.articles

    @property
    def marked(self) -> frozenset[str]:
        """The labels that the article has; of a range it is not looked up."""
        row = self.articles.current
        if self.ranged is not None or row is None:
            return frozenset()
        return self.subject.accepted(self.workspace.sheet(row.id))

    def step_back(self) -> bool:
        """Leave the range."""
        if self.context != keys.ROWS:
            return super().step_back()
        self.articles.range_start = None
        return True

    # -- deciding ----------------------------------------------------------------------------------------

    def decide(self, choice: Choice, *, stay: bool = False) -> None:
        """Decide about the article under the cursor, or about all of the range, which ends by it."""
        chosen, row = self.ranged, self.articles.current
        if chosen is not None:
            self._begin_bulk(choice, chosen, stay=stay)
        elif row is None:
            self.word = "there is no article here"
        else:
            sheet = self.workspace.sheet(row.id)
            deed = self.workspace.decide_together(sheet, [sheet.target_of_document()], choice)
            self.note_save()
            self.word = deed.operation.words if deed.operation else "the article has that already"

    def act_article_done(self) -> None:
        """Say all that is open of the article: none of the labels, and names complete."""
        chosen, row = self.ranged, self.articles.current
        if chosen is not None:
            self._begin_bulk(Choice(Act.DONE), chosen)
            return
        if row is None:
            self.word = "there is no article here"
            return
        count = self.workspace.sheet(row.id).total
        self.sure(
            count,
            asked(Choice(Act.DONE), f"{count:,} paragraphs", self.workspace.scheme),
            lambda: self._mark_done(row.id),
        )

    def _mark_done(self, article_id: str) -> None:
        sheet = self.workspace.sheet(article_id)
        targets = sheet.targets_of_blocks(sheet.decidable)
        deed = self.workspace.decide_together(sheet, targets, Choice(Act.DONE))
        self.note_save()
        self.word = done_words(deed.operation, self.key_words("edit.undo", "undoes"))

    def _begin_bulk(self, choice: Choice, chosen: Range, *, stay: bool = False) -> None:
        """Decide about all rows of a range in the background, as one step."""
        listing, count = self.articles.listing, len(chosen)

        def look(progress: Progress) -> str:
            return self._look_into(listing.ids(chosen.first, chosen.last), choice, progress)

        def work() -> None:
            if not stay:
                self.articles.range_start = None
            self.reader.work_on("looking at articles:", look)

        self.sure(count, asked(choice, f"{count:,} articles", self.workspace.scheme), work)

    def _look_into(self, ids: list[str], choice: Choice, progress: Progress) -> str:
        """See what a choice would change, in a worker, and make it; what is a great deal is asked about."""
        from reader.workspace.selecting import choose_in

        chosen = choose_in(ids, self.workspace.look_at, choice, self.workspace.scheme, progress)
        if chosen is None:
            return "broken off: nothing was changed"
        if not chosen.parts:
            return f"{Subject(articles=len(ids)).words} have that already"
        if chosen.places <= ASK_ABOVE or len(ids) > ASK_ABOVE:
            return self._make(chosen, progress)
        # So many paragraphs in few articles: nobody was asked yet.
        question = asked(choice, f"{chosen.places:,} paragraphs", self.workspace.scheme)
        self.app.call_from_thread(
            self.ask,
            question,
            lambda: self.reader.work_on("deciding:", lambda told: self._make(chosen, told)),
        )
        return question

    def _make(self, chosen: Chosen, progress: Progress) -> str:
        """Make a choice about several articles, in a worker; returns what to say of it."""
        deed = self.workspace.decide_bulk(chosen.choice, chosen.parts, progress)
        return told(deed, self.key_words("edit.undo", "undoes"), self.workspace.scheme)

    def act_label_layer(self) -> None:
        """Every letter is a label for whole articles now."""
        if self._has_labels():
            super().act_label_layer()

    def act_label_nth(self, digit: str) -> None:
        """The label for whole articles with this digit."""
        if self._has_labels():
            super().act_label_nth(digit)

    def _has_labels(self) -> bool:
        if self.workspace.scheme.of_target(LabelTarget.DOCUMENT):
            return True
        makes = self.key_words("label.pick", "makes one")
        self.word = f"{_NONE_YET}: {makes}" if makes else _NONE_YET
        return False

    # -- choosing rows -------------------------------------------------------------------------------------

    def act_select_range(self) -> None:
        """Begin a range with the row under the cursor."""
        if self.articles.current is not None:
            self.articles.range_start = self.articles.cursor

    def act_range_down(self) -> None:
        """One row more, or fewer where the first end moves."""
        self.articles.move(1)

    def act_range_up(self) -> None:
        """One row fewer, or more where the first end moves."""
        self.articles.move(-1)

    def act_range_first(self) -> None:
        """Up to the first row."""
        self.articles.go_to(0)

    def act_range_last(self) -> None:
        """Down to the last row."""
        if not self.articles.go_to(len(self.articles.listing) - 1) and not self.articles.listing.loaded:
            self.word = "still reading the list"

    def act_range_swap(self) -> None:
        """Move the other end from now on."""
        chosen = self.ranged
        if chosen is not None:
            self.articles.range_start = chosen.head
            self.articles.go_to(chosen.anchor)

    def label_hints(self) -> list[Hint]:
        """The labels of whole articles that a digit gives."""
        looks = self.desktop.looks
        return [
            Hint(key, inert(label.name), 3, looks.of_label(label.colour))
            for key, label in self.layer_keys.bare.items()
        ]

    def rows_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """How many rows are chosen, and the keys of a range of them."""

        def hint(rank: int, words: str, *actions: str) -> Hint:
            return Hint(self.key(*actions, context=keys.ROWS), words, rank)

        head = Hint(f" ROWS {self.subject.articles:,} ", "", 9, self.desktop.looks.level)
        first = (
            head,
            hint(8, "more, fewer", "range.down", "range.up"),
            hint(6, "other end", "range.swap"),
            hint(4, "to first, to last", "range.first", "range.last"),
            hint(9, "out", "step.out"),
        )
        second = (
            hint(8, "done", "article.done"),
            hint(7, "flag", "decision.flag"),
            hint(6, "ignore", "decision.ignore"),
            *self.label_hints(),
            hint(5, "label", "label.pick"),
            hint(2, "letters", "label.layer"),
            hint(8, "undo", "edit.undo"),
        )
        return first, second

    # -- what the layer of letters moves with, while it is open ----------------------------------------------

    def act_block_next(self) -> None:
        """One row down."""
        self.articles.move(1)

    def act_block_previous(self) -> None:
        """One row up."""
        self.articles.move(-1)

    def act_view_page_down(self) -> None:
        """A screen of rows down."""
        self.articles.move(max(1, self.articles.size.height - 2))

    def act_view_page_up(self) -> None:
        """A screen of rows up."""
        self.articles.move(-max(1, self.articles.size.height - 2))
