"""The labels as they change: each change says what it touches, and is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.annotations import scheme_changes
from reader.annotations.scheme import Label, LabelState
from reader.annotations.scheme_log import Make
from reader.tui import keys
from reader.tui.bars import BarLine, Hint
from reader.tui.label_keys import assign_keys
from reader.tui.screens.base import Desktop
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.widgets.choices import ChoiceRow
from reader.tui.widgets.note_field import NoteField

ASK_ABOVE = 200
"""A change that touches more annotations than this is asked about first."""


@dataclass(frozen=True, slots=True)
class _Asking:
    """A line that is being typed, and the change that it makes."""

    field: NoteField
    make: Callable[[str], Make]


class LabelsScreen(ChoosingScreen):
    """Lists the labels with what carries them, and changes them."""

    CONTEXT = keys.SCHEME
    NAME_SHARE = 0.35
    KEY_WIDTH = 5

    def __init__(self, desktop: Desktop) -> None:
        super().__init__(desktop)
        self._asking: _Asking | None = None
        self._merging: Label | None = None
        self._counts: dict[str, int] = {}

    @property
    def context(self) -> str:
        """The line takes the keys while something is typed."""
        return keys.SCHEME_TEXT if self._asking is not None and not self.confirming else super().context

    def on_mount(self) -> None:
        """Show the labels."""
        super().on_mount()
        self.take_scheme()

    def take_scheme(self) -> None:
        """Show the labels as they are now."""
        scheme, press = self.workspace.scheme, assign_keys(self.workspace.scheme).press
        self._counts = self.workspace.scheming.counts()
        looks = self.desktop.looks
        rows = [
            ChoiceRow(
                label.name,
                about=self._about(label),
                key=press.get(label.id, label.key),
                sign=self.desktop.signs.labelled if label is self._merging else " ",
                style=looks.of_label(label.colour) if label.state is LabelState.ACTIVE else looks.quiet,
            )
            for label in scheme.labels
        ]
        nothing = ChoiceRow("", about=f"no labels yet: {self.key('scheme.add')} makes one")
        self.choices.show(rows or [nothing], self.choices.cursor)
        self.refresh_bars()

    def _about(self, label: Label) -> str:
        became = {
            LabelState.ACTIVE: "",
            LabelState.MERGED: f"merged into {label.merged_into}",
            LabelState.SPLIT: f"split into {', '.join(label.split_into)}",
            LabelState.RETIRED: "retired",
        }[label.state]
        dot = f" {self.desktop.signs.dot} "
        facts = (f"{self._counts.get(label.id, 0):,}", became, label.group, label.description)
        return dot.join(fact for fact in facts if fact)

    def header_lines(self) -> tuple[BarLine, ...]:
        """How many there are, and how many annotations carry them."""
        count, carried = len(self.workspace.scheme.labels), sum(self._counts.values())
        dot = f" {self.desktop.signs.dot} "
        said = f"{dot}{count}{dot}{carried:,} {'annotation' if carried == 1 else 'annotations'}"
        return (BarLine((("Labels", self.desktop.looks.strong), (said, self.quiet)), self.side()),)

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the labels."""
        if self._asking is not None:
            return ((Hint("Enter", "do it", 9), Hint("Esc", "leave it", 8)), ())
        if self._merging is not None:
            return (
                (Hint("Enter", f"merge {self._merging.name} into this one", 9), Hint("Esc", "leave it", 8)),
                (),
            )
        return (
            (
                self.hint("scheme.choose", "rename", 9),
                self.hint("scheme.recolour", "colour", 5),
                self.hint("scheme.rekey", "key", 6),
                self.hint("scheme.merge", "merge", 7),
                self.hint("scheme.split", "split", 7),
                self.hint("scheme.retire", "retire", 6),
                self.hint("scheme.restore", "restore", 5),
                self.hint("scheme.add", "add", 8),
            ),
            (self.hint("edit.undo", "undo", 8), Hint("Esc", "back", 9)),
        )

    @property
    def _label(self) -> Label | None:
        labels = self.workspace.scheme.labels
        return labels[self.choices.cursor] if self.choices.cursor < len(labels) else None

    # -- what is asked -----------------------------------------------------------------------------------

    def _ask_for(self, title: str, text: str, make: Callable[[str], Make]) -> None:
        field = NoteField(title, text)
        self._asking = _Asking(field, make)
        self.mount(field, after=self.choices)

    def _close(self) -> _Asking | None:
        asking, self._asking = self._asking, None
        if asking is not None:
            asking.field.remove()
            self.set_focus(None)
        return asking

    def _ask_of_label(
        self, what: str, text: Callable[[Label], str], make: Callable[[Label, str], Make]
    ) -> None:
        label = self._label
        if label is not None:
            self._ask_for(f"{what} of {label.name}", text(label), lambda typed: make(label, typed))

    def act_scheme_choose(self) -> None:
        """Rename the label, or merge the one that is marked into it."""
        if self._merging is not None:
            self._merge()
        else:
            self._ask_of_label("name", lambda label: label.name, _rename)

    def choose(self) -> None:
        """Rename the label, or merge the one that is marked into it; not while a line is typed."""
        if self._asking is None:
            self.act_scheme_choose()

    def act_scheme_recolour(self) -> None:
        """Give it another colour."""
        self._ask_of_label("colour", lambda label: label.colour, _recolour)

    def act_scheme_rekey(self) -> None:
        """Give it another key."""
        self._ask_of_label("key", lambda label: label.key, _rekey)

    def act_scheme_split(self) -> None:
        """Split it into others."""
        self._ask_of_label("labels that take the place", lambda _: "", _split)

    def act_scheme_add(self) -> None:
        """Make a label."""
        self._ask_for("name of the new label", "", lambda typed: lambda file: scheme_changes.add(file, typed))

    def act_scheme_merge(self) -> None:
        """Mark the label that is merged into another one."""
        self._merging = self._label
        if self._merging is not None:
            self.word = f"merge {self._merging.name} into which label?"
        self.take_scheme()

    def _merge(self) -> None:
        merged, into, self._merging = self._merging, self._label, None
        self.take_scheme()
        if merged is not None and into is not None:
            self._change(lambda file: scheme_changes.merge(file, merged.id, into.id))

    def act_scheme_retire(self) -> None:
        """Give it no more; what was decided stands."""
        if (label := self._label) is not None:
            self._change(lambda file: scheme_changes.retire(file, label.id))

    def act_scheme_restore(self) -> None:
        """Give it again as before it was retired, merged or split."""
        if (label := self._label) is not None:
            self._change(lambda file: scheme_changes.restore(file, label.id))

    def act_scheme_type(self, sign: str) -> None:
        """Type a sign."""
        if self._asking is not None:
            self._asking.field.type(sign)

    def act_scheme_erase(self) -> None:
        """Take the last sign away."""
        if self._asking is not None:
            self._asking.field.erase()

    def act_scheme_do(self) -> None:
        """Do what was typed."""
        asking = self._close()
        if asking is not None:
            self._change(asking.make(asking.field.text.strip()))

    # -- what is done ------------------------------------------------------------------------------------

    def _change(self, make: Make) -> None:
        """Make a change; one that touches many annotations is asked about first."""
        tried = self.workspace.scheming.try_out(make)
        if sum(tried.touched.values()) > ASK_ABOVE:
            self.ask(f"{tried.words}: {tried.touched_words}: do it?", lambda: self._make(make))
        else:
            self._make(make)

    def _make(self, make: Make) -> None:
        deed = self.workspace.scheming.change(make)
        undoes = f"{self.key('edit.undo')} undoes"
        self.word = f"{deed.words}: {deed.touched_words} · {undoes}" if deed.changed else "it is so already"
        self.reader.labels_changed()

    def act_step_out(self) -> None:
        """Leave the line, then the merge, then the labels."""
        if self._asking is not None:
            self._close()
        elif self._merging is not None:
            self._merging = None
            self.take_scheme()
        else:
            self.dismiss()


def _rename(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.rename(file, label.id, typed)


def _recolour(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.recolour(file, label.id, typed)


def _rekey(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.rekey(file, label.id, typed)


def _split(label: Label, typed: str) -> Make:
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    return lambda file: scheme_changes.split(file, label.id, parts)
