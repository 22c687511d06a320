"""Deciding about names and quotes: accept, reject, another type, other edges; one key decides and goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reader.annotations.choices import Act, Wish, short
from reader.annotations.model import Layer
from reader.annotations.scheme import NAMES, QUOTE, Label
from reader.spans import Span
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import LabelKeys, WordKeys, word_keys
from reader.tui.naming import type_word
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.screens.highlighting import WAITING
from reader.tui.selection import moved_edge
from reader.tui.subjects import Subject
from reader.workspace.marks import Mark, Verdict
from reader.workspace.placing import Spot
from reader.workspace.verdicts import Judge, words_for

Again = Callable[[Judge, Mark], list[Wish]]


class JudgingScreen(DecidingScreen):
    """Adds the keys that decide about the highlight in focus, or about all of the paragraph."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.word_keys: WordKeys = word_keys(self.workspace.scheme, self.desktop.key_set)
        self.again: Again | None = None

    # -- what a decision is about ------------------------------------------------------------------------

    @property
    def judge(self) -> Judge:
        """Makes choices about the marks of this article."""
        found = self.article.highlights
        return Judge(self.here, found.analysis.engine if found is not None else "")

    @property
    def lit(self) -> Mark | None:
        """The highlight in focus as it stands now."""
        return self.article.lit

    @property
    def marks_here(self) -> tuple[Mark, ...]:
        """The marks of the paragraph under the cursor."""
        found = self.article.highlights
        return () if found is None else found.marks_of(self.article.number - 1)

    @property
    def numbers_here(self) -> Sequence[int]:
        """The numbers of the paragraphs whose suggestions are meant where none of them is in focus."""
        return (self.article.number,)

    @property
    def layer_keys(self) -> LabelKeys:
        """On words, the layer of letters gives the labels for words."""
        return self.word_keys.layer if self.lit is not None else super().layer_keys

    def take_scheme(self) -> None:
        """Draw with the labels as they are now."""
        super().take_scheme()
        self.word_keys = word_keys(self.workspace.scheme, self.desktop.key_set)

    # -- deciding ----------------------------------------------------------------------------------------

    def decide_words(self, wishes: Sequence[Wish], words: str = "", *, go_on: bool = True) -> bool:
        """Make choices about words as one step, and go on to what is open next; False when all stand."""
        deed = self.workspace.decide_each(self.here, wishes, self.spent(), words)
        self.sheet = deed.sheet
        if deed.operation is None:
            self.word = "that stands already"
            return False
        self.note_save()
        self.word = deed.operation.words
        if go_on and self.advance == "label":
            self._next_open(said=self.word)
        return True

    def _on_lit(self, again: Again, words: str = "", *, go_on: bool = True) -> None:
        """Decide about the highlight in focus, in a way that can be repeated on another."""
        if self.lit is not None:
            self.again = again
            self.decide_words(again(self.judge, self.lit), words, go_on=go_on)

    def act_span_accept(self) -> None:
        """It is what it is taken for."""
        self._on_lit(lambda judge, mark: judge.accept(mark))

    def act_span_reject(self) -> None:
        """It is not that."""
        self._on_lit(lambda judge, mark: judge.reject(mark))

    def act_span_retype(self, letter: str) -> None:
        """It is of the type with this capital."""
        label = self.word_keys.capitals.get(letter)
        if label is None:
            self.word = f"{letter}: no type has this capital"
        else:
            self.name_words(label)

    def act_span_retype_nth(self, digit: str) -> None:
        """It is of the type with this digit."""
        label = self.word_keys.digits.get(digit)
        if label is None:
            self.word = f"no type has {digit}"
        else:
            self.name_words(label)

    def name_words(self, label: Label) -> None:
        """Give the words in focus a label."""
        if self.lit is not None and self.lit.is_quote and label.group == NAMES.id:
            self.word = f"a quote is no {label.name}: v chooses words in it"
            return
        self._on_lit(lambda judge, mark: judge.retype(mark, label.id))

    def label(self, label: Label, *, reject: bool = False, stay: bool = False) -> None:
        """Label what is in focus, else the paragraph."""
        if self.lit is None:
            super().label(label, reject=reject, stay=stay)
        else:
            self.name_words(label)

    def act_decision_ignore(self) -> None:
        """Leave it out: neither a yes nor a no."""
        if self.lit is None:
            super().act_decision_ignore()
        else:
            self._on_lit(lambda judge, mark: judge.about(mark, Act.IGNORE))

    def act_decision_flag(self) -> None:
        """Mark it, to come back to it."""
        if self.lit is None:
            super().act_decision_flag()
        else:
            self._on_lit(lambda judge, mark: judge.about(mark, Act.FLAG), go_on=False)

    def act_label_repeat(self) -> None:
        """Decide the same again."""
        if self.lit is None:
            super().act_label_repeat()
        elif self.again is None:
            self.word = "nothing to repeat yet"
        else:
            self._on_lit(self.again)

    # -- edges -------------------------------------------------------------------------------------------

    def _move_edge(self, *, end: bool, step: int, by_letter: bool = False) -> None:
        mark = self.lit
        if mark is None:
            return
        part = mark.spans[0]
        block = self.here.article.block_at(part.start)
        text = self.here.article.text
        span = moved_edge(text, block.span, part, end=end, step=step, by_letter=by_letter) if block else None
        if span is None:
            self.word = "no further: a name has one word at least, and stays in its paragraph"
            return
        self.put_back(mark, span)

    def put_back(self, mark: Mark, span: Span) -> None:
        """Give a mark other edges, and keep it in focus."""
        words = f"{type_word(mark)} is “{short(span.of(self.here.article.text))}”"
        if self.decide_words(self.judge.move(mark, span), words, go_on=False):
            self.light_words(span, mark.label)

    def light_words(self, span: Span, label: str) -> None:
        """Put the mark of these words in focus, without another word."""
        found, said = self.article.highlights, self.word
        index = found.index_of(Mark((span,), label)) if found is not None else None
        if found is not None and index is None:
            wanted = [
                nth
                for nth, one in enumerate(found.marks_of(found.pieces.piece_at(span.start)))
                if one.spans[0] == span and one.label == label
            ]
            if wanted:
                mark = found.marks_of(found.pieces.piece_at(span.start))[wanted[0]]
                index = found.index_of(mark)
        if found is not None and index is not None:
            self.light(found.stops[index])
            self.word = said

    def show_place(self, place: Spot | None, *, alone: bool) -> None:
        """Go to the paragraph or the words that something was said of.

        Words are in focus where it was only about them, and a highlight was in focus before.
        """
        was_lit = self.lit is not None
        block = self.here.article.block_at(place.start) if isinstance(place, Span) else None
        number = block.number if block is not None else place if isinstance(place, int) else None
        if number is not None:
            self.article.go_to(number)
        self.drop_focus()
        found = self.article.highlights
        if isinstance(place, Span) and alone and was_lit and found is not None:
            marks = found.marks_of(found.pieces.piece_at(place.start))
            mark = next((one for one in marks if place in one.spans), None)
            if mark is not None:
                self.light(mark)

    def act_span_end_right(self) -> None:
        """The end a word to the right."""
        self._move_edge(end=True, step=1)

    def act_span_end_left(self) -> None:
        """The end a word to the left."""
        self._move_edge(end=True, step=-1)

    def act_span_start_right(self) -> None:
        """The start a word to the right."""
        self._move_edge(end=False, step=1)

    def act_span_start_left(self) -> None:
        """The start a word to the left."""
        self._move_edge(end=False, step=-1)

    def act_span_end_char_right(self) -> None:
        """The end a letter to the right."""
        self._move_edge(end=True, step=1, by_letter=True)

    def act_span_end_char_left(self) -> None:
        """The end a letter to the left."""
        self._move_edge(end=True, step=-1, by_letter=True)

    def act_span_start_char_right(self) -> None:
        """The start a letter to the right."""
        self._move_edge(end=False, step=1, by_letter=True)

    def act_span_start_char_left(self) -> None:
        """The start a letter to the left."""
        self._move_edge(end=False, step=-1, by_letter=True)

    # -- the paragraph as a whole ------------------------------------------------------------------------

    def accept_highlights(self) -> None:
        """Accept all that is suggested in the paragraph, or in those of a range."""
        self._on_paragraph("accepted", lambda judge, mark: judge.accept(mark))

    def reject_highlights(self) -> None:
        """Reject all that is suggested in the paragraph, or in those of a range."""
        self._on_paragraph("rejected", lambda judge, mark: judge.reject(mark))

    def _on_paragraph(self, verb: str, again: Again) -> None:
        numbers, found = self.numbers_here, self.article.highlights
        if found is None:
            self.word = WAITING
            return
        where = f"on {Subject(tuple(numbers)).words}"
        waiting = [mark for number in numbers for mark in found.marks_of(number - 1) if mark.is_open]
        if not waiting:
            self.word = f"nothing is suggested {where}"
            return
        said = words_for(verb, waiting, where)

        def work() -> None:
            wishes = [wish for mark in waiting for wish in again(self.judge, mark)]
            self.decide_words(wishes, said, go_on=False)
            self.settled()

        self.sure(len(waiting), f"{said}?", work)

    def act_layer_done(self) -> None:
        """Names and quotes of the paragraph are complete: what is only suggested is none of them."""
        number = self.article.number
        rejected = [mark for mark in self.marks_here if mark.is_open]
        taken_back = Layer.NAMES in self.here.block(number).complete
        words = f"names complete on {number}"
        if taken_back:
            words = f"names no longer complete on {number}"
        elif rejected:
            words = f"{words}: {words_for('rejected', rejected, '')}"
        self.decide_words(self.judge.complete(number, self.marks_here), words, go_on=False)
        if self.lit is not None and not taken_back and self.advance == "label":
            self._next_open(said=self.word)

    # -- all mentions of a name --------------------------------------------------------------------------

    def _on_row(self, verb: str, again: Again, *, only_open: bool = False) -> None:
        """Decide about all that a row of the panel stands for, as one step."""
        panel, found = self.panel, self.article.highlights
        row = panel.current if panel is not None else None
        if row is None or found is None:
            return
        marks = [found.stops[nth] for nth in row.stops]
        if only_open:
            marks = [mark for mark in marks if mark.verdict is not Verdict.ACCEPTED]
        if not marks:
            self.word = f"{short(row.words)} is accepted already"
            return
        what = short(row.words)
        if len(marks) > 1:
            what = f"{what}, {len(marks):,} mentions"

        def work() -> None:
            wishes = [wish for mark in marks for wish in again(self.judge, mark)]
            self.decide_words(wishes, f"{what}: {verb}", go_on=False)

        self.sure(len(marks), f"{what}: {verb}?", work)

    def act_entity_accept(self) -> None:
        """Accept all mentions."""
        self._on_row("accepted", lambda judge, mark: judge.accept(mark), only_open=True)

    def act_entity_reject(self) -> None:
        """Reject all mentions."""
        self._on_row("rejected", lambda judge, mark: judge.reject(mark))

    def act_entity_retype(self, letter: str) -> None:
        """All mentions are of the type with this capital."""
        self._retype_row(self.word_keys.capitals.get(letter), letter)

    def act_entity_retype_nth(self, digit: str) -> None:
        """All mentions are of the type with this digit."""
        self._retype_row(self.word_keys.digits.get(digit), digit)

    def _retype_row(self, label: Label | None, key: str) -> None:
        row = self.panel.current if self.panel is not None else None
        if label is None:
            self.word = f"no type has {key}"
        elif row is not None and row.label is None:
            self.word = f"a quote is no {label.name}"
        else:
            self._on_row(label.name, lambda judge, mark: judge.retype(mark, label.id))

    # -- what is open next -------------------------------------------------------------------------------

    def act_highlight_next_undecided(self) -> None:
        """The next highlight that nothing was said of."""
        self._next_open()

    def _next_open(self, said: str = "") -> None:
        found, lit = self.article.highlights, self.lit
        if found is None or lit is None:
            return
        start = found.index_of(lit)
        after = range(start + 1 if start is not None else found.first_from(lit.start) or 0, len(found.stops))
        wanted = next((nth for nth in after if found.stops[nth].is_open), None)
        if wanted is None:
            left = sum(mark.is_open for mark in found.stops)
            last = "last highlight" + (f" · {left} earlier open" if left else " · all decided")
            self.word = f"{said} · {last}" if said else last
        else:
            self.light(found.stops[wanted])
            self.word = f"{said} → {self.word}" if said else self.word

    # -- hints -------------------------------------------------------------------------------------------

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a highlight in focus: its types, and what else can be said of it."""
        lit = self.lit
        if self.context == keys.PANEL:
            first, *rest = super().hints()
            capitals = " ".join(list(self.word_keys.capitals)[:3])
            return (*first, Hint(capitals, "type all", 5)), *rest
        if lit is None or self.context != keys.HIGHLIGHT:
            return super().hints()

        def key(*actions: str) -> str:
            return self.key(*actions, context=keys.HIGHLIGHT)

        head = Hint(" QUOTE " if lit.is_quote else " NAME ", "", 9, self.desktop.looks.level)
        accept, reject = Hint(key("span.accept"), "accept", 9), Hint(key("span.reject"), "reject", 9)
        speaker = Hint(key("speaker.set"), "speaker", 8)
        types = self.type_hints() if not lit.is_quote else ()
        first = (head, accept, reject, *((speaker,) if lit.is_quote else ()), *types)
        edges = Hint(key("span.end_right", "span.end_left"), "end", 5)
        second = (
            Hint(key("highlight.next"), "next", 8),
            Hint(key("highlight.next_undecided"), "undecided", 7),
            edges,
            Hint(key("select.from_span"), "words", 4),
            Hint(key("decision.ignore"), "ignore", 3),
            Hint(key("decision.flag"), "flag", 3),
            Hint(key("layer.done"), "complete", 6),
            Hint(key("label.repeat"), "again", 2),
            Hint(key("edit.undo"), "undo", 7),
            Hint(key("step.out"), "out", 9),
        )
        return first, second

    def type_hints(self) -> tuple[Hint, ...]:
        """The capitals of the types, as the page draws them."""
        looks = self.desktop.looks
        return tuple(
            Hint(capital, label.name, 7 - nth // 2, looks.of_type(label.id))
            for nth, (capital, label) in enumerate(self.word_keys.capitals.items())
            if label.id != QUOTE
        )
