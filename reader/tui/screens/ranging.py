"""A range of paragraphs: chosen by moving one end, decided about by one key, and gone with the decision."""

from __future__ import annotations

from collections.abc import Sequence

from reader.tui import keys, motion
from reader.tui.bars import Hint
from reader.tui.ranges import Range, to_decide, whole_section
from reader.tui.screens.judging import JudgingScreen
from reader.tui.screens.noting import NotingScreen
from reader.tui.subjects import Subject


class RangeScreen(NotingScreen, JudgingScreen):
    """Adds the range: the cursor of the article is its moving end."""

    @property
    def ranged(self) -> Range | None:
        """The numbers of the paragraphs in the range, None when there is none."""
        anchor = self.article.range_start
        return None if anchor is None else Range(anchor, self.article.number)

    @property
    def context(self) -> str:
        """A range takes the keys of the article."""
        inner = super().context
        return keys.RANGE if self.ranged is not None and inner == keys.ARTICLE else inner

    @property
    def subject(self) -> Subject:
        """The paragraphs of the range: those to be decided, or all where there are no such."""
        chosen = self.ranged
        return super().subject if chosen is None else Subject(to_decide(self.here, chosen))

    @property
    def numbers_here(self) -> Sequence[int]:
        """All paragraphs of the range, headings and captions among them."""
        return super().numbers_here if self.ranged is None else self.ranged.members

    def settled(self) -> None:
        """A decision ends the range."""
        super().settled()
        self.leave_range()

    def leave_range(self) -> None:
        """Choose nothing any more; the cursor stays where it is."""
        self.article.range_start = None

    def step_back(self) -> bool:
        """Leave the range."""
        if self.context != keys.RANGE:
            return super().step_back()
        self.leave_range()
        return True

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """How many paragraphs are chosen, the labels, and the keys of a range."""
        if self.context != keys.RANGE:
            return super().hints()

        def hint(rank: int, words: str, *actions: str) -> Hint:
            pressed = (keys.first_key(keys.RANGE, one, self.desktop.key_set) for one in actions)
            return Hint(" ".join(pressed), words, rank)

        head = Hint(f" RANGE {len(self.subject.numbers):,} ", "", 9, self.desktop.looks.level)
        first = (
            head,
            *self.label_hints(),
            hint(7, "none", "label.none"),
            hint(6, "letters", "label.layer"),
            hint(7, "find", "label.pick"),
        )
        second = (
            hint(8, "more, fewer", "range.down", "range.up"),
            hint(7, "section", "range.section"),
            hint(6, "other end", "range.swap"),
            hint(5, "accept, reject", "suggestion.accept", "suggestion.reject"),
            hint(5, "ignore", "decision.ignore"),
            hint(4, "flag", "decision.flag"),
            hint(3, "not this label", "label.reject"),
            hint(3, "to top, to end", "range.first", "range.last"),
            hint(2, "again", "label.repeat"),
            hint(2, "note on the first", "note.edit"),
            hint(9, "out", "step.out"),
        )
        return first, second

    # -- choosing ----------------------------------------------------------------------------------------

    def act_select_range(self) -> None:
        """Begin a range with the paragraph under the cursor."""
        self.drop_focus()
        self.article.range_start = self.article.number

    def act_range_down(self) -> None:
        """One paragraph more, or fewer where the first end moves."""
        if not self.article.move(motion.next_block):
            self.word = "that is the last paragraph"

    def act_range_up(self) -> None:
        """One paragraph fewer, or more where the first end moves."""
        if not self.article.move(motion.previous_block):
            self.word = "that is the first paragraph"

    def act_range_first(self) -> None:
        """Up to the top of the article."""
        self.article.move(motion.first)

    def act_range_last(self) -> None:
        """Down to the end of the article."""
        self.article.move(motion.last)

    def act_range_section(self) -> None:
        """The whole of the sections that the range touches."""
        if self.ranged is not None:
            kinds = [block.kind for block in self.here.article.blocks]
            self._take_range(whole_section(kinds, self.ranged))

    def act_range_swap(self) -> None:
        """Move the other end from now on."""
        if self.ranged is not None:
            self._take_range(self.ranged.swapped())

    def _take_range(self, chosen: Range) -> None:
        self.article.range_start = chosen.anchor
        self.article.go_to(chosen.head)

    # -- what ends it without a decision -------------------------------------------------------------------

    def act_note_edit(self) -> None:
        """Write a note; one on a range stands on its first paragraph."""
        chosen = self.ranged
        if chosen is not None:
            self.leave_range()
            self.article.go_to(to_decide(self.here, chosen)[0])
        super().act_note_edit()

    def act_edit_undo(self) -> None:
        """What is undone is elsewhere: the range ends."""
        self.leave_range()
        super().act_edit_undo()

    def act_edit_redo(self) -> None:
        """What is made again is elsewhere: the range ends."""
        self.leave_range()
        super().act_edit_redo()
