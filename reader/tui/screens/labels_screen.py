"""The labels as they change: each change says what it touches, and is one step to undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reader.annotations import scheme_changes
from reader.annotations.scheme import Label, LabelState, Scheme
from reader.annotations.scheme_log import Make
from reader.tui import keys
from reader.tui.bars import BarLine, Hint, fill_lines
from reader.tui.glyphs import cells, fit, inert
from reader.tui.keys import Binding
from reader.tui.label_keys import assign_keys
from reader.tui.screens.base import Desktop
from reader.tui.screens.choosing import ChoosingScreen
from reader.tui.widgets.choices import ChoiceRow
from reader.tui.widgets.line_field import LineField
from reader.workspace.deed import ASK_ABOVE
from reader.workspace.scheming import SchemeDeed


@dataclass(frozen=True, slots=True)
class _Asking:
    """A line that is being typed, and the change that it makes."""

    field: LineField
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
        self._shown: list[Label | None] = []
        self._touched = ""
        self._counts: dict[str, int] = {}

    @property
    def context(self) -> str:
        """The line takes the keys while something is typed."""
        return keys.SCHEME_TEXT if self._asking is not None and not self.confirming else super().context

    def on_mount(self) -> None:
        """Show the labels."""
        self.take_scheme()

    def take_scheme(self) -> None:
        """Show the labels as they are now, the cursor on the same one."""
        label = self._label
        self._show(label.id if label is not None else "")

    def saves_changed(self) -> None:
        """Count anew what carries the labels: a decision made just before may only now be on disk."""
        if self._counts != self.workspace.scheming.counts():
            self.take_scheme()

    def _show(self, label_id: str) -> None:
        """Show the labels, the cursor on the one with this id; those that are no longer given come last."""
        scheme = self.workspace.scheme
        self._counts = self.workspace.scheming.counts()
        given: list[Label | None] = [label for label in scheme.labels if label.active]
        past: list[Label | None] = [label for label in scheme.labels if not label.active]
        self._shown = [*given, *((None, None) if given and past else (None,) if past else ()), *past]
        press = assign_keys(scheme, self.desktop.key_set).press
        rows = [
            self._row(label, press.get(label.id, "")) if label else ChoiceRow("") for label in self._shown
        ]
        if past:
            rows[len(rows) - len(past) - 1] = ChoiceRow("", about="No longer given")
        at = next((nth for nth, label in enumerate(self._shown) if label and label.id == label_id), None)
        nothing = ChoiceRow("", about=f"no labels yet{self._makes_one()}")
        self.choices.show(rows or [nothing], self.choices.cursor if at is None else at)
        self.refresh_bars()

    def _makes_one(self) -> str:
        words = self.key_words("scheme.add", "makes one")
        return f": {words}" if words else ""

    def _row(self, label: Label, press: str) -> ChoiceRow:
        looks, signs = self.desktop.looks, self.desktop.signs
        # The label itself may be another object by now: another window can change the scheme too.
        marked = self._merging is not None and label.id == self._merging.id
        return ChoiceRow(
            label.name,
            about=self._about(label),
            key=press or (label.key if label.active else ""),
            sign=signs.labelled if marked else " ",
            style=looks.of_label(label.colour) if label.active else looks.quiet,
        )

    def _about(self, label: Label) -> str:
        scheme = self.workspace.scheme
        dot = f" {self.desktop.signs.dot} "
        group = scheme.group(label.group)
        group_name = group.name if group else label.group
        count = f"{self._counts.get(label.id, 0):,}"
        facts = (count, became(label, scheme), group_name, label.description)
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
            done = self.hint("scheme.do", "do it", 9, context=keys.SCHEME_TEXT)
            return (self._told(), (done, self.hint("step.out", "leave it", 8, context=keys.SCHEME_TEXT)))
        if self._merging is not None:
            wide = self.app.size.width >= 60
            words = f"merge {inert(self._merging.name)} into this one" if wide else "merge"
            return (
                self._told(),
                (self.hint("scheme.choose", words, 9), self.hint("step.out", "leave it", 8)),
            )
        offered = (
            self.hint("scheme.choose", "rename", 9),
            self.hint("scheme.recolour", "colour", 5),
            self.hint("scheme.rekey", "key", 6),
            self.hint("scheme.merge", "merge", 7),
            self.hint("scheme.split", "split", 7),
            self.hint("scheme.retire", "retire", 6),
            self.hint("scheme.restore", "restore", 5),
            self.hint("scheme.add", "add", 8),
        )
        room = self.app.size.width - 2
        lines = [tuple(line) for line in fill_lines(offered, (room, room)) if line]
        return (self._told(), *lines, (self.hint("edit.undo", "undo", 8), self.hint("step.out", "back", 9)))

    def confirm_hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The answers to a question, and what it is about where the question was cut."""
        return (self._told(), *super().confirm_hints()[:1])

    def _told(self) -> tuple[Hint, ...]:
        """A line: the end of a last word that is too long, else the label's description.

        The end says what a change touches, or what to do where it was refused.
        """
        room, looks = max(1, self.app.size.width - 2), self.desktop.looks
        label = self._label
        told = label.description if label is not None else ""
        if cells(self.word) > room - 2:
            told = self._touched or self.word.rpartition(": ")[2]
        return (Hint(fit(inert(told), room, self.desktop.signs.ellipsis).rstrip(), "", 9, looks.quiet),)

    def perform(self, binding: Binding) -> None:
        """Do an action; what the one before touched is no longer told."""
        self._touched = ""
        super().perform(binding)

    @property
    def _label(self) -> Label | None:
        return self._shown[self.choices.cursor] if self.choices.cursor < len(self._shown) else None

    # -- what is asked -----------------------------------------------------------------------------------

    def _ask_for(self, title: str, text: str, make: Callable[[str], Make]) -> None:
        field = LineField(title, text)
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
        """Do what was typed; where it is refused the line stays, to be mended."""
        if self._asking is not None:
            make = self._asking.make(self._asking.field.text.strip())
            tried = self.workspace.scheming.try_out(make)
            self._close()
            self._go_on(make, tried)

    # -- what is done ------------------------------------------------------------------------------------

    def _change(self, make: Make) -> None:
        """Make a change; one that touches many annotations is asked about first."""
        self._go_on(make, self.workspace.scheming.try_out(make))

    def _go_on(self, make: Make, tried: SchemeDeed) -> None:
        self._touched = tried.touched_words if tried.changed else ""
        if sum(tried.touched.values()) > ASK_ABOVE:
            self.ask(f"{tried.words}: {tried.touched_words}: do it?", lambda: self._make(make))
        else:
            self._make(make)

    def _make(self, make: Make) -> None:
        deed = self.workspace.scheming.change(make)
        undoes = self.key_words("edit.undo", "undoes")
        said = f"{deed.words}: {deed.touched_words}{' · ' if undoes else ''}{undoes}"
        self.word = said if deed.changed else "it is so already"
        self._touched = deed.touched_words if deed.changed else ""
        known = {label.id for label in self._shown if label is not None}
        self.reader.labels_changed()
        if deed.label is not None and deed.label.id not in known:
            self._show(deed.label.id)

    def act_step_out(self) -> None:
        """Leave the line, then the merge, then the labels."""
        if self._asking is not None:
            self._close()
        elif self._merging is not None:
            self._merging = None
            self.take_scheme()
        else:
            self.dismiss()


def became(label: Label, scheme: Scheme) -> str:
    """What became of a label, by the names of the others; empty where it can be given. Pure."""

    def named(label_id: str) -> str:
        other = scheme.label(label_id)
        return other.name if other else label_id

    return {
        LabelState.ACTIVE: "",
        LabelState.MERGED: f"merged into {named(label.merged_into)}",
        LabelState.SPLIT: f"split into {', '.join(map(named, label.split_into))}",
        LabelState.RETIRED: "retired",
    }[label.state]


def _rename(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.rename(file, label.id, typed)


def _recolour(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.recolour(file, label.id, typed)


def _rekey(label: Label, typed: str) -> Make:
    return lambda file: scheme_changes.rekey(file, label.id, typed)


def _split(label: Label, typed: str) -> Make:
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    return lambda file: scheme_changes.split(file, label.id, parts)
