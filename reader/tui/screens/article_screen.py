"""The screen of an article, whole: what each part of it adds, and the keys for reading and deciding."""

from __future__ import annotations

from reader.tui.bars import Hint
from reader.tui.screens.adrift import AdriftScreen
from reader.tui.screens.beside import BesideScreen
from reader.tui.screens.copying import CopyingScreen
from reader.tui.screens.elsewhere import ElsewhereScreen
from reader.tui.screens.greeting import GreetingScreen
from reader.tui.screens.jumping import JumpingScreen
from reader.tui.screens.queueing import QueueScreen
from reader.tui.screens.ranging import RangeScreen
from reader.tui.screens.searching import SearchingScreen
from reader.tui.screens.speaking import SpeakingScreen
from reader.tui.screens.suggesting import SuggestingScreen


class ArticleScreen(
    GreetingScreen,
    SearchingScreen,
    BesideScreen,
    QueueScreen,
    SpeakingScreen,
    AdriftScreen,
    RangeScreen,
    SuggestingScreen,
    JumpingScreen,
    ElsewhereScreen,
    CopyingScreen,
):
    """Shows one article; its keys move, decide and undo, and the footer says which work now.

    Each part takes the keys while it is open, says its own keys, and steps out, before those that follow.
    """

    def plain_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The labels with their keys; then what else can be done here."""
        labels = self.keys.press
        first = (
            *self.label_hints(),
            self.hint("label.none", "none", 8),
            self.hint("label.layer", "letters", 7) if labels else Hint("", ""),
            self.hint("label.pick", "find" if labels else "make a label", 9),
        )
        adrift = self.here.lost or self.here.review
        guessed = bool(self.guesses_here)
        second = (
            self.hint("suggestion.accept", "accept", 9) if guessed else Hint("", ""),
            self.hint("suggestion.reject", "reject", 9) if guessed else Hint("", ""),
            *self.queue_hints(),
            self.hint("adrift.show", "without a place", 7) if adrift else Hint("", ""),
            *self.offered_hints(),
            self.hint("highlight.next", "highlights", 6),
            self.hint("edit.undo", "undo", 9),
            self.hint("decision.ignore", "ignore", 6),
            self.hint("decision.flag", "flag", 5),
            self.hint("search.open", "find", 5),
            self.hint("note.edit", "note", 4),
            self.hint("jump.hints", "jump", 2),
            self.hint("copy.block", "copy", 2),
            self.hint("label.reject", "not this label", 4),
            self.hint("label.repeat", "again", 3),
            self.hint("select.range", "range", 3),
            self.hint("label.pick_article", "label article", 2),
            self.hint("panel.open", "panel", 3),
            self.hint("guide.toggle", "guide", 2),
            self.hint("decided.last", "last decided", 2),
            self.hint("auto.toggle", "auto", 1),
        )
        return (tuple(hint for hint in first if hint.key), tuple(hint for hint in second if hint.key))

    def offered_hints(self) -> tuple[Hint, ...]:
        """The keys for what is suggested in the paragraph, where anything is."""
        offered = self.guesses_here or any(mark.is_open for mark in self.marks_here)
        if not offered:
            return ()
        return (
            self.hint("suggestion.accept", "accept", 7),
            self.hint("suggestion.reject", "reject", 7),
        )

    def act_step_out(self) -> None:
        """Step out of what is open, else of the article."""
        if not self.step_back():
            self.dismiss()
