"""Choosing words by keys, and making them a name, a quote or a speaker."""

from __future__ import annotations

from collections.abc import Callable

from reader.annotations.scheme import Label
from reader.spans import Span
from reader.tui import keys, selection
from reader.tui.bars import Hint
from reader.tui.label_keys import LabelKeys
from reader.tui.screens.base import Desktop
from reader.tui.screens.judging import JudgingScreen
from reader.tui.selection import Selection
from reader.tui.wording import phrase_end, runs_of_capitals, sentence_around
from reader.workspace.marks import Mark

Motion = Callable[[Selection, str], Selection | None]


class SelectingScreen(JudgingScreen):
    """Adds the selection of words: a decision ends it."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.chosen: Selection | None = None
        self.before: Mark | None = None
        """The highlight that was in focus when the selection began."""
        self._last_label: Label | None = None

    @property
    def context(self) -> str:
        """The selection takes the keys while there is one."""
        closed = self.letters is not None or self.confirming
        return keys.SELECT if self.chosen is not None and not closed else super().context

    @property
    def layer_keys(self) -> LabelKeys:
        """On chosen words, the layer of letters gives the labels for words."""
        return self.word_keys.layer if self.chosen is not None else super().layer_keys

    def step_back(self) -> bool:
        """Let go of the words first."""
        if self.letters is None and self.chosen is not None:
            self.drop_words()
            return True
        return super().step_back()

    def drop_words(self) -> None:
        """End the selection, back to the highlight that it began on."""
        before, self.before = self.before, None
        self._put(None)
        if before is not None:
            self.light(before)

    def _put(self, chosen: Selection | None) -> None:
        self.chosen = chosen
        self.article.chosen = chosen.span if chosen is not None else None
        if chosen is not None:
            self.article.show_span(chosen.span)

    def drop_selection(self) -> None:
        """End the selection where it is left behind."""
        if self.chosen is not None:
            self.before = None
            self._put(None)

    def on_article_view_moved(self) -> None:
        """The cursor is on another paragraph: a selection stays in its own."""
        if self.chosen is not None and not self.article.block_span().contains(self.chosen.block.start):
            self.drop_selection()
            self.refresh_bars()

    # -- beginning ---------------------------------------------------------------------------------------

    def act_select_words(self) -> None:
        """Choose words of the paragraph: those of a hit in it, else its first word."""
        hit = self.hit_span()
        at = hit if hit is not None and self.article.block_span().contains(hit.start) else None
        self._begin(at)

    def act_select_from_span(self) -> None:
        """Choose the words of the highlight in focus, to give them other edges or another label."""
        if self.lit is not None:
            self._begin(self.lit.spans[0], self.lit)

    def _begin(self, at: Span | None, source: Mark | None = None) -> None:
        text = self.here.article.text
        block = self.here.article.block_at(at.start) if at is not None else None
        inside = block.span if block is not None else self.article.block_span()
        chosen = selection.start_selection(text, inside, at, source.spans[0] if source is not None else None)
        if chosen is None:
            self.word = "there are no words here"
            return
        self.before = source
        self.drop_focus()
        self._put(chosen)

    # -- moving ------------------------------------------------------------------------------------------

    def _move(self, how: Motion, at_end: str = "no further in this paragraph") -> None:
        if self.chosen is None:
            return
        moved = how(self.chosen, self.here.article.text)
        if moved is None:
            self.word = at_end
        else:
            self._put(moved)

    def act_word_next(self) -> None:
        """One word more."""
        self._move(selection.next_word)

    def act_word_previous(self) -> None:
        """One word less, or one more before it."""
        self._move(selection.previous_word)

    def act_word_end(self) -> None:
        """To the end of the word."""
        self._move(selection.word_end)

    def act_char_next(self) -> None:
        """One letter more."""
        self._move(selection.next_letter)

    def act_char_previous(self) -> None:
        """One letter less."""
        self._move(selection.previous_letter)

    def act_line_down(self) -> None:
        """The moving end a line down."""
        self._move(lambda chosen, _: chosen.to(self.article.offset_below(chosen.moving, 1)))

    def act_line_up(self) -> None:
        """The moving end a line up."""
        self._move(lambda chosen, _: chosen.to(self.article.offset_below(chosen.moving, -1)))

    def act_name_next(self) -> None:
        """The next capitalised words that no highlight covers."""
        self._to_name(1)

    def act_name_previous(self) -> None:
        """The capitalised words before that no highlight covers."""
        self._to_name(-1)

    def _to_name(self, step: int) -> None:
        chosen = self.chosen
        if chosen is None:
            return
        shown = [mark for mark in self.marks_here if mark.shown and not mark.is_quote]

        def taken(word: Span) -> bool:
            return any(span.overlaps(word) for mark in shown for span in mark.spans)

        runs = runs_of_capitals(self.here.article.text, chosen.block, taken)
        here = chosen.span
        if step > 0:
            # A name right where the selection has begun is the next one, until it is chosen.
            later = [run for run in runs if run.start >= here.start and run != here]
        else:
            later = [run for run in runs if run.start < here.start][::-1]
        if later:
            self._put(chosen.at(later[0]))
        else:
            self.word = f"no capitalised words {'after' if step > 0 else 'before'} these without a highlight"

    def act_select_phrase(self) -> None:
        """Up to the end of the phrase: the next word of joining, or a comma."""

        def grown(chosen: Selection, text: str) -> Selection | None:
            end = phrase_end(text, chosen.block, chosen.span.end)
            return chosen.to(end) if end > chosen.span.end else None

        self._move(grown, "the phrase ends here")

    def act_select_sentence(self) -> None:
        """The whole sentence."""
        self._move(lambda chosen, text: chosen.at(sentence_around(text, chosen.block, chosen.span.start)))

    def act_edge_first(self) -> None:
        """To the start of the paragraph."""
        self._move(lambda chosen, _: chosen.to(chosen.block.start))

    def act_edge_last(self) -> None:
        """To the end of the paragraph."""
        self._move(lambda chosen, _: chosen.to(chosen.block.end))

    def act_select_swap(self) -> None:
        """The other end moves."""
        self._move(lambda chosen, _: chosen.swapped())
        if self.chosen is not None:
            self.word = "the end moves" if self.chosen.forth else "the start moves"

    def act_select_clear(self) -> None:
        """Begin anew at the word where the moving end is."""
        self._move(selection.restarted)

    def act_jump_first_letter(self, letter: str) -> None:
        """Begin anew at the next word with this letter."""
        self._move(
            lambda chosen, text: selection.word_beginning(chosen, text, letter),
            f"no word with {letter} after these",
        )

    # -- deciding ----------------------------------------------------------------------------------------

    def name_words(self, label: Label) -> None:
        """Give the chosen words a label, and go on from there."""
        chosen = self.chosen
        if chosen is None:
            super().name_words(label)
            return
        span = chosen.span
        self._last_label = label
        if self.decide_words(self.judge.mark(span, label.id), go_on=False):
            self.drop_selection()
            self.light_words(span, label.id)

    def label(self, label: Label, *, reject: bool = False, stay: bool = False) -> None:
        """Label the chosen words, else what is in focus or the paragraph."""
        if self.chosen is not None:
            self.name_words(label)
        else:
            super().label(label, reject=reject, stay=stay)

    def act_span_create(self, letter: str) -> None:
        """They are of the type with this capital."""
        self.act_span_retype(letter)

    def act_span_create_nth(self, digit: str) -> None:
        """They are of the type with this digit."""
        self.act_span_retype_nth(digit)

    def act_select_apply(self) -> None:
        """Write the edges back to the highlight that the words were taken from, or label as last time."""
        chosen, before = self.chosen, self.before
        if chosen is None:
            return
        if before is None:
            self.act_label_repeat()
        elif before.spans[0] == chosen.span:
            self.drop_words()
        else:
            self.drop_selection()
            self.put_back(before, chosen.span)

    def act_label_repeat(self) -> None:
        """The same label again."""
        if self.chosen is None:
            super().act_label_repeat()
        elif self._last_label is None:
            self.word = "no words were labelled yet: a capital says what these are"
        else:
            self.name_words(self._last_label)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a selection: what the words can be, and how it is moved."""
        if self.chosen is None or self.context != keys.SELECT:
            return super().hints()

        def key(*actions: str) -> str:
            return self.key(*actions, context=keys.SELECT)

        count = len(self.chosen.span.of(self.here.article.text).split())
        head = Hint(f" SELECT {count} ", "", 9, self.desktop.looks.level)
        apply = (Hint(key("select.apply"), "write back", 8),) if self.before is not None else ()
        quote = next((label for label in self.word_keys.capitals.values() if label.id == "QUOTE"), None)
        said = (Hint(self.word_keys.layer.press[quote.id], quote.name, 4),) if quote is not None else ()
        second = (
            Hint(key("word.next", "word.previous"), "word", 8),
            Hint(key("name.next"), "next name", 8),
            Hint(key("select.phrase"), "phrase", 6),
            Hint(key("char.next", "char.previous"), "letter", 5),
            Hint(key("jump.first_letter").replace("CHAR", "…"), "by letter", 4),
            Hint(key("select.swap"), "other end", 5),
            Hint(key("select.clear"), "restart", 3),
            Hint(key("select.sentence"), "sentence", 2),
            Hint(key("step.out"), "out", 9),
        )
        return (head, *apply, *self.type_hints(), *said), second
