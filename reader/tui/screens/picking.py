"""Finding or making a label by its name, in an article."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.scheme import Label, LabelTarget
from reader.tui import keys
from reader.tui.bars import Hint
from reader.tui.label_keys import assign_keys, free_key
from reader.tui.screens.base import Desktop
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.widgets.picker import Picker


class PickingScreen(DecidingScreen):
    """Adds the picker of labels, below the text."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.picker: Picker | None = None

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
        scheme = self.workspace.scheme
        labels = scheme.of_target(LabelTarget.BLOCK)
        self.picker = Picker(
            f"Label {self.article.number}",
            labels,
            self.keys.press,
            frozenset(self.here.block(self.article.number).accepted),
            self.desktop.looks,
            self.desktop.signs,
        )
        self.mount(self.picker, after=self.page)

    def _close_picker(self) -> None:
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
        label = self.workspace.add_label(offer.name, free_key(self.workspace.scheme, self.desktop.key_set))
        self.take_scheme()
        return label

    def take_scheme(self) -> None:
        """Draw with the labels as they are now."""
        super().take_scheme()
        self.keys = assign_keys(self.workspace.scheme, self.desktop.key_set)
        self.article.setting = replace(self.article.setting, keys=self.keys)
        self.sheet = self.workspace.sheet(self.here.article.id)
        self.article.refresh()

    def act_pick_choose(self) -> None:
        """Label the paragraph with what was found."""
        label = self._picked()
        self._close_picker()
        if label is not None:
            self.label(label)

    def act_pick_mark(self) -> None:
        """Label the paragraph and stay in the picker."""
        label = self._picked()
        if label is not None and self.picker is not None:
            advance, self.advance = self.advance, "off"
            self.label(label)
            self.advance = advance
            self.picker.mark(frozenset(self.here.block(self.article.number).accepted))

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
