"""Notes on paragraphs: written below the text, kept by leaving, on disk as drafts while they are typed."""

from __future__ import annotations

from reader.annotations.deciding import Act, Choice
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.widgets.note_field import NoteField

_DRAFT_SECONDS = 2.0


class NotingScreen(DecidingScreen):
    """Adds the note on the paragraph under the cursor."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.note: NoteField | None = None
        self._noted = 0
        self._drafted = ""

    @property
    def context(self) -> str:
        """The note takes the keys while it is open."""
        return keys.NOTE if self.note is not None and not self.confirming else super().context

    def on_mount(self) -> None:
        """Bring what is being written to disk every two seconds."""
        super().on_mount()
        self.set_interval(_DRAFT_SECONDS, self.keep_draft)

    def on_unmount(self) -> None:
        """Whatever closes the screen, a note that is open is kept."""
        if self.note is not None and self.note.text:
            self.act_note_keep()
        super().on_unmount()

    def keep_draft(self) -> None:
        """Remember what is written, if that has changed."""
        if self.note is not None and self.note.text != self._drafted:
            self._drafted = self.note.text
            self.workspace.keep_draft(self.here.article.id, self._noted, self._drafted)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a note."""
        if self.note is None:
            return super().hints()
        keep = self.hint("note.keep", "keep and close", 9, context=keys.NOTE)
        return ((keep, self.hint("note.discard", "discard", 8, context=keys.NOTE)), ())

    def act_note_edit(self) -> None:
        """Write a note on the paragraph, or go on with the one it has."""
        # The mouse may move the cursor while the note is written.
        number = self._noted = self.article.number
        draft = self.workspace.find_draft(self.here.article.id, number)
        written = self.here.block(number).note
        self._drafted = written if draft is None else draft
        if draft not in (None, written):
            self.word = "a draft that was not kept"
        self.note = NoteField(f"Note on {number}", self._drafted)
        self.mount(self.note, after=self.page)

    def act_note_type(self, sign: str) -> None:
        """Type a sign."""
        if self.note is not None:
            self.note.type(sign)

    def act_note_erase(self) -> None:
        """Take the last sign away."""
        if self.note is not None:
            self.note.erase()

    def act_note_keep(self) -> None:
        """Keep the note and close it; an empty one is none."""
        text = self._close_note()
        if text.strip() != self.here.block(self._noted).note:
            self.decide(Choice(Act.NOTE, note=text), self._noted)

    def act_note_discard(self) -> None:
        """Leave the note as it was."""
        self._close_note()
        self.word = "the note is as it was"

    def _close_note(self) -> str:
        """Take the field away; returns what was written."""
        note, self.note = self.note, None
        if note is None:
            return ""
        text = note.text
        note.remove()
        self.set_focus(None)
        self.workspace.keep_draft(self.here.article.id, self._noted, None)
        return text
