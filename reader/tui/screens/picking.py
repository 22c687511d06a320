"""Finding or making a label by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.annotations.scheme import Label
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import free_key
from reader.tui.screens.giving import GivingScreen

if TYPE_CHECKING:
    from textual.widget import Widget

    from reader.tui.widgets.picker import Picker


class PickingScreen(GivingScreen):
    """Adds the picker of labels, below the page and never over it."""

    picker: Picker | None = None

    @property
    def picker_above(self) -> Widget:
        """What the picker opens below."""
        raise NotImplementedError

    @property
    def marked(self) -> frozenset[str]:
        """The ids of the labels that what is decided about has."""
        raise NotImplementedError

    @property
    def context(self) -> str:
        """The picker takes the keys while it is open."""
        return keys.PICKER if self.picker is not None and not self.confirming else super().context

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The keys of the picker while it is open."""
        if self.picker is None:
            return super().hints()
        here = keys.PICKER
        line = (
            self.hint("pick.choose", "choose", 9, context=here),
            self.hint("pick.mark", "mark and stay", 7, context=here),
            Hint(self.key("pick.previous", "pick.next", context=here), "move", 6),
            self.hint("pick.clear", "clear", 4, context=here),
            self.hint("step.out", "cancel", 8, context=here),
        )
        return (line,)

    def step_back(self) -> bool:
        """Close the picker first."""
        if self.picker is None:
            return super().step_back()
        self._close_picker()
        return True

    def act_label_pick(self) -> None:
        """Find a label by its name, or make one."""
        # A list on the screen has no need of it yet.
        from reader.tui.widgets.picker import Picker

        subject = self.subject
        self.picker = Picker(
            f"Label {subject.words}",
            self.workspace.scheme.of_target(subject.kind),
            self.layer_keys.press,
            self.marked,
            self.desktop.looks,
            self.desktop.signs,
        )
        self.mount(self.picker, after=self.picker_above)

    def _close_picker(self) -> None:
        """Take the picker away."""
        if self.picker is not None:
            self.picker.remove()
            self.picker = None
            self.set_focus(None)

    def _picked(self) -> Label | None:
        """The label that the picker is on; a new one is made first."""
        offer = self.picker.offer if self.picker else None
        if offer is None:
            return None
        if offer.label is not None:
            return offer.label
        kind, scheme = self.subject.kind, self.workspace.scheme
        label = self.workspace.add_label(offer.name, free_key(scheme, self.desktop.key_set, kind), kind)
        self.take_scheme()
        return label

    def act_pick_choose(self) -> None:
        """Give the label that was found."""
        try:
            label = self._picked()
            if label is not None:
                self.label(label)
        finally:
            self._close_picker()

    def act_pick_mark(self) -> None:
        """Give the label and stay in the picker."""
        label = self._picked()
        if label is not None and self.picker is not None:
            self.label(label, stay=True)
            self.picker.mark(self.marked)

    def act_pick_next(self) -> None:
        """One row down."""
        if self.picker is not None:
            self.picker.move(1)

    def act_pick_previous(self) -> None:
        """One row up."""
        if self.picker is not None:
            self.picker.move(-1)

    def act_pick_page_down(self) -> None:
        """A screen of rows down."""
        if self.picker is not None:
            self.picker.page(1)

    def act_pick_page_up(self) -> None:
        """A screen of rows up."""
        if self.picker is not None:
            self.picker.page(-1)

    def act_pick_filter(self, sign: str) -> None:
        """Type a sign."""
        if self.picker is not None:
            self.picker.type(sign)

    def act_pick_erase(self) -> None:
        """Take the last sign away."""
        if self.picker is not None:
            self.picker.erase()

    def act_pick_clear(self) -> None:
        """Empty the text field."""
        if self.picker is not None:
            self.picker.clear()
