"""An open workspace that keeps: saves on their way, places, and drafts of notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from reader.annotations.names import folder_of
from reader.library.reading import ReadingPlace
from reader.settings import Settings
from reader.workspace.drafts import Drafts
from reader.workspace.habits import Habits
from reader.workspace.ids import Clock, iso_time
from reader.workspace.root import Root
from reader.workspace.saving import Saver, SaveState
from reader.workspace.shelf import Shelf


class Keeper(Shelf):
    """What reads, and puts on disk in the background what is to be kept.

    `saved` may be set to learn, in the saver's thread, how the saves stand.
    """

    def __init__(self, root: Root, settings: Settings, annotator: str, clock: Clock) -> None:
        super().__init__(root, settings, annotator, clock)
        self.saved: Callable[[SaveState], None] = lambda _: None
        self._saver = Saver(lambda state: self.saved(state))
        self._drafts = Drafts(root.private / "drafts")

    def find_draft(self, article_id: str, number: int) -> str | None:
        """What was being written on a paragraph when a note was broken off, or None."""
        return self._drafts.find(self._draft_name(article_id, number))

    def keep_draft(self, article_id: str, number: int, text: str | None) -> None:
        """Remember what is being written on a paragraph, in the background; None forgets it."""
        name, drafts = self._draft_name(article_id, number), self._drafts
        self._saver.errand(lambda: drafts.drop(name) if text is None else drafts.keep(name, text))

    def _draft_name(self, article_id: str, number: int) -> str:
        return f"{folder_of(self.annotator)}-{article_id}-{number}"

    @cached_property
    def habits(self) -> Habits:
        """What the annotator left behind here: auto-advance, the seed, an open queue."""
        folders = (self.root.private, self.root.private_when_plain)
        return Habits(folders, folder_of(self.annotator), self._saver.errand)

    def keep_place(self, article_id: str, place: ReadingPlace) -> None:
        """Remember where the annotator is, in the background."""
        opened = iso_time(self._clock())
        self._saver.errand(lambda: self._reading.keep(self.annotator, article_id, place, opened))

    @property
    def save_state(self) -> SaveState:
        """How the saves stand."""
        return self._saver.state

    def flush(self, seconds: float | None = None) -> SaveState:
        """Wait until what was decided is on disk or has failed."""
        self._saver.flush(seconds)
        return self._saver.state

    def retry(self) -> None:
        """Try at once to save what could not be saved."""
        self._saver.retry()

    def give_up(self) -> None:
        """Never save what has failed: whoever decided it was told that it is not saved."""
        self._saver.drop()
