"""Writing a note: below what it is about, kept by leaving, on disk as a draft while it is written."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.widget import Widget

from reader.annotations.choices import Act, Choice, where
from reader.annotations.model import Kind, Target
from reader.errors import ReaderError, ReadOnlyError
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.glyphs import inert
from reader.tui.screens.base import ReaderScreen
from reader.workspace.deed import Deed
from reader.workspace.sheet import Sheet

if TYPE_CHECKING:
    from reader.tui.widgets.note_field import NoteEditor, NoteField

_DRAFT_SECONDS = 2.0


class WritingScreen(ReaderScreen):
    """Adds the field in which a note is written; what it is on is chosen by the screen."""

    note: NoteField | None = None
    _written_on: Sheet | None = None
    _targets: tuple[Target, ...] = ()
    _stood = ""
    _drafted = ""

    @property
    def context(self) -> str:
        """The note takes the keys while it is open."""
        return keys.NOTE if self.note is not None and not self.confirming else super().context

    def on_mount(self) -> None:
        """Bring what is being written to disk every two seconds."""
        self.set_interval(_DRAFT_SECONDS, self.keep_draft)

    def on_unmount(self) -> None:
        """Whatever closes the screen, a note that is open is kept, if only as a draft."""
        if self.note is not None:
            self.keep_draft()
            try:
                self.act_note_keep()
            except ReaderError:
                self.note = None

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of a note."""
        if self.note is None:
            return super().hints()
        head = Hint(" NOTE ", "", 9, self.desktop.looks.level)
        first = (self._note_hint("keep", "keep and close", 9), self._note_hint("discard", "discard", 8))
        second = (self._note_hint("line", "new line", 6), self._note_hint("editor", "in your editor", 7))
        return (head, *first), second

    def _note_hint(self, name: str, words: str, rank: int) -> Hint:
        return self.hint(f"note.{name}", words, rank, context=keys.NOTE)

    # -- what the screen says ------------------------------------------------------------------------------

    @property
    def note_place(self) -> Widget:
        """The widget below which a note is written."""
        raise NotImplementedError

    def noted(self, deed: Deed) -> None:
        """A note was kept: show it."""
        raise NotImplementedError

    def note_seconds(self) -> float | None:
        """How long what the note is on had somebody's attention."""
        return None

    def note_closed(self) -> None:
        """What the note has taken of the screen is free again."""

    # -- writing -------------------------------------------------------------------------------------------

    def keep_draft(self) -> None:
        """Remember what is written, if that has changed."""
        if self.note is not None and self._written_on and self.note.text != self._drafted:
            self._drafted = self.note.text
            self.workspace.keep_draft(self._written_on.article.id, self._targets[0], self._drafted)

    def write_note(self, sheet: Sheet, targets: Sequence[Target], about: str = "") -> None:
        """Write a note on targets of an article, or go on with the one they have; `about` names them."""
        from reader.tui.widgets.note_field import NoteField

        if self.workspace.read_only:
            raise ReadOnlyError("reading only", "no note can be kept in this folder")
        self._written_on, self._targets = sheet, tuple(targets)
        self._stood = note_on(sheet, targets[0])
        draft = self.workspace.find_draft(sheet.article.id, targets[0])
        self._drafted = self._stood if draft is None else draft
        if draft not in (None, self._stood):
            self.word = "a draft that was not kept"
        title = f"Note {inert(about or where(targets[0]))}"
        self.note = NoteField(title, self._drafted, self.desktop.looks, self.desktop.signs)
        self.mount(self.note, after=self.note_place)

    def act_note_type(self, sign: str) -> None:
        """Type a sign."""
        if self.note is not None:
            self.note.type(sign)

    def act_note_line(self) -> None:
        """Begin a new line."""
        self.act_note_type("\n")

    def act_note_erase(self) -> None:
        """Take the last sign away."""
        if self.note is not None:
            self.note.erase()

    def on_note_editor_full(self, message: NoteEditor.Full) -> None:
        """What had no room is told."""
        self.word = message.words

    def act_note_keep(self) -> None:
        """Keep the note and close it; an empty one is none. One that cannot be kept stays open."""
        note, sheet = self.note, self._written_on
        if note is None or sheet is None:
            return
        words = note.text.strip()
        if words != self._stood or len(self._targets) > 1:
            choice = Choice(Act.NOTE, note=words)
            deed = self.workspace.decide_all(sheet, self._targets, choice, self.note_seconds())
            self._close_note()
            if deed.operation is not None:
                self.word = deed.operation.words
                self.noted(deed)
                self.note_save()
        else:
            self._close_note()
            self.word = "the note is as it was" if self._stood else ""

    def act_note_discard(self) -> None:
        """Leave the note as it was."""
        self._close_note()
        self.word = "the note is as it was"

    def _close_note(self) -> None:
        """Take the field away, and the draft once the note is on disk."""
        note, self.note = self.note, None
        if note is not None and self._written_on is not None:
            note.remove()
            self.set_focus(None)
            self.workspace.keep_draft(self._written_on.article.id, self._targets[0], None)
            self.note_closed()

    # -- the editor of one's own ----------------------------------------------------------------------------

    def act_note_editor(self) -> None:
        """Go on with the note in the editor of one's own; when that ends well, the note is kept."""
        note, sheet = self.note, self._written_on
        if note is None or sheet is None:
            return
        from reader.tui.editing import edit_file, editor_command

        command = editor_command(os.environ, shutil.which)
        article_id, target, before = sheet.article.id, self._targets[0], note.text
        path, wrong = self.workspace.write_draft(article_id, target, before), ""
        try:
            with self.app.suspend():
                wrong = edit_file(command, path)
        except SuspendNotSupported:
            self.workspace.keep_draft(article_id, target, before)
            self.word = "no editor can be opened from here: write below"
            return
        written = self.workspace.read_draft(article_id, target)
        changed = written.strip() != before.strip()
        if changed:
            note.replace(written.strip("\n"))
        self._drafted = note.text
        self.workspace.keep_draft(article_id, target, self._drafted)
        if wrong:
            self.word = f"{wrong}: the note is {'still open' if changed else 'as it was'}"
        else:
            self.act_note_keep()


def note_on(sheet: Sheet, target: Target) -> str:
    """What is noted on a target, empty when nothing is."""
    about = sheet.shard.about(target.id)
    return next((one.note for one in about if one.kind is Kind.NOTE), "")
