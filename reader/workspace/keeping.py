"""An open workspace that keeps: saves on their way, places, and drafts of notes."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from reader.annotations.model import Target
from reader.annotations.names import folder_of
from reader.library.reading import ReadingPlace
from reader.settings import Settings
from reader.workspace.drafts import EDITED, Drafts
from reader.workspace.habits import Habits
from reader.workspace.ids import Clock, iso_time
from reader.workspace.root import Root
from reader.workspace.saving import Saver, SaveState
from reader.workspace.shelf import Shelf

if TYPE_CHECKING:
    from reader.workspace.rescue import Rescue
    from reader.workspace.scheme_operations import SchemeOperations
    from reader.workspace.suggesting import Suggesting


class Keeper(Shelf):
    """What reads, and puts on disk in the background what is to be kept.

    `saved` may be set to learn, in the saver's thread, how the saves stand.
    """

    def __init__(self, root: Root, settings: Settings, annotator: str, clock: Clock) -> None:
        super().__init__(root, settings, annotator, clock)
        self.saved: Callable[[SaveState], None] = lambda _: None
        self._saver = Saver(self._hear_saver)
        self._drafts = Drafts(root.private / "drafts")
        self._needless_drafts: set[str] = set()
        """The names of drafts that go once all is on disk; known to the saver's thread alone."""

    @cached_property
    def scheme_operations(self) -> SchemeOperations:
        """What was done to the scheme, for undo."""
        from reader.workspace.scheme_operations import SchemeOperations

        return SchemeOperations(self.root.scheme)

    @cached_property
    def _rescue(self) -> Rescue:
        from reader.workspace.rescue import Rescue

        return Rescue(self.root.rescue_folders, self.root.path, self.annotator)

    def find_draft(self, article_id: str, target: Target) -> str | None:
        """What was being written on a target when a note was broken off, in an editor last; or None."""
        names = self._draft_names(article_id, target)
        return next((found for name in names if (found := self._drafts.find(name)) is not None), None)

    def keep_draft(self, article_id: str, target: Target, text: str | None) -> None:
        """Remember what is being written on a target, in the background; None forgets it."""
        names, drafts = self._draft_names(article_id, target), self._drafts

        def keep() -> None:
            if text is not None:
                self._needless_drafts.difference_update(names)
                if drafts.keep(names[1], text):
                    # What an editor had is older now.
                    drafts.drop(names[0])
            elif self._saver.state.saved:
                drafts.drop(*names)
            else:
                # The note itself may be what could not be saved.
                self._needless_drafts.update(names)

        self._saver.errand(keep)

    def _hear_saver(self, state: SaveState) -> None:
        if state.saved and self._needless_drafts:
            self._drafts.drop(*self._needless_drafts)
            self._needless_drafts.clear()
        self.saved(state)

    def write_draft(self, article_id: str, target: Target, text: str) -> Path:
        """The file that an editor is given to write a note in; it stays until its draft is forgotten.

        Raises StoreError when it cannot be written.
        """
        # A draft that is still on its way would take the editor's file for an older one.
        self._saver.flush(2.0)
        return self._drafts.write(self._draft_names(article_id, target)[0], text)

    def read_draft(self, article_id: str, target: Target) -> str:
        """What an editor has left in the file it was given. Raises InputError that says where that lies."""
        return self._drafts.read(self._draft_names(article_id, target)[0])

    def _draft_names(self, article_id: str, target: Target) -> tuple[str, ...]:
        """The files that a draft may lie in: an editor's, the usual one, and one named by number of old."""
        article = f"{folder_of(self.annotator)}-{article_id}"
        old = () if target.block is None else (f"{article}-{target.block}",)
        return f"{article}-{target.id}{EDITED}", f"{article}-{target.id}", *old

    @cached_property
    def habits(self) -> Habits:
        """What the annotator left behind here: auto-advance, the seed, an open queue."""
        folders = (self.root.private, self.root.private_when_plain)
        return Habits(folders, folder_of(self.annotator), self._saver.errand)

    def keep_place(self, article_id: str, place: ReadingPlace) -> None:
        """Remember where the annotator is, in the background."""
        opened = iso_time(self._clock())
        self._saver.errand(lambda: self._reading.keep(self.annotator, article_id, place, opened))

    @cached_property
    def suggesting(self) -> Suggesting:
        """What suggests labels, learning from what was decided."""
        # The list is on the screen before anything is learnt.
        from reader.workspace.suggesting import suggesting_of

        return suggesting_of(self)

    def stop_suggesting(self) -> None:
        """End what learns in the background."""
        if "suggesting" in self.__dict__:
            self.suggesting.close()

    def index_marks(self, article_id: str) -> None:
        """Bring the index of names and quotes up to what was said of an article, in the background."""
        sheet, found = self.current(article_id), self.analysis(article_id)
        if sheet is not None and found is not None:
            self._saver.errand(lambda: self.whereabouts.put_sheet(sheet, found))

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
