"""The screen of an article, whole: reading, deciding, and finding or making a label by its name."""

from __future__ import annotations

from dataclasses import replace

from reader.annotations.scheme import Label, LabelTarget
from reader.tui import keys
from reader.tui.bars import Hint, fill_lines
from reader.tui.label_keys import assign_keys, free_key
from reader.tui.screens.adrift import AdriftScreen
from reader.tui.screens.base import Desktop
from reader.tui.screens.labelling import Layer, continuations
from reader.tui.widgets.picker import Picker

# Cells of the second line that none, more, out and help take.
_LAYER_TAIL = 38


class ArticleScreen(AdriftScreen):
    """Shows one article; its keys move, decide and undo, and the footer says which work now."""

    def __init__(self, desktop: Desktop, article_id: str) -> None:
        super().__init__(desktop, article_id)
        self.picker: Picker | None = None

    @property
    def context(self) -> str:
        """The picker takes the keys while it is open."""
        return keys.PICKER if self.picker is not None else super().context

    def hints(self) -> tuple[tuple[Hint, ...], ...]:
        """The labels with their keys; then what else can be done here."""
        if self.picker is not None:
            offer = (Hint("Enter", "choose", 9), Hint("Tab", "mark and stay", 7), Hint("↑ ↓", "move", 6))
            return ((*offer, Hint("^u", "clear", 4), Hint("Esc", "cancel", 8)),)
        if self.note is not None:
            return self.note_hints()
        if self.adrift is not None:
            return self.adrift_hints()
        if self.letters is not None:
            return self._layer_hints(self.letters)
        if self.context == keys.PANEL:
            return self.panel_hints()
        if self.context == keys.HIGHLIGHT:
            return self.highlight_hints()
        labels = self.workspace.scheme.of_target(LabelTarget.BLOCK)
        bare = {label.id: key for key, label in self.keys.bare.items()}
        looks = self.desktop.looks
        shown: list[Hint] = []
        group = ""
        for nth, label in enumerate(label for label in labels if label.id in bare):
            rank = 5 - nth // 3
            if shown and label.group != group:
                shown.append(Hint("|", "", rank, looks.quiet))
            group = label.group
            shown.append(Hint(bare[label.id], label.name, rank, looks.of_label(label.colour)))
        first = (
            *shown,
            self.hint("label.none", "none", 8),
            self.hint("label.layer", "letters", 7) if labels else Hint("", ""),
            self.hint("label.pick", "find" if labels else "make a label", 9),
        )
        adrift = self.here.lost or self.here.review
        second = (
            Hint("n", "next undecided", 8),
            self.hint("adrift.show", "without a place", 7) if adrift else Hint("", ""),
            self.hint("highlight.next", "highlights", 6),
            self.hint("edit.undo", "undo", 9),
            self.hint("decision.ignore", "ignore", 6),
            self.hint("decision.flag", "flag", 5),
            self.hint("note.edit", "note", 4),
            self.hint("label.reject", "not this label", 4),
            self.hint("label.repeat", "again", 3),
            self.hint("panel.open", "panel", 3),
            self.hint("decided.last", "last decided", 2),
            self.hint("auto.toggle", "auto", 1),
        )
        return (tuple(hint for hint in first if hint.key), tuple(hint for hint in second if hint.key))

    def _layer_hints(self, layer: Layer) -> tuple[tuple[Hint, ...], ...]:
        """What can be pressed next; Tab shows what did not fit."""
        looks, width = self.desktop.looks, self.app.size.width
        found = [
            Hint(one.key, one.label.name, 5, looks.of_label(one.label.colour))
            if one.label
            else Hint(f"{one.key}{self.desktop.signs.ellipsis}", str(one.count), 5)
            for one in continuations(layer, self.keys)
        ]
        name = "NOT" if layer.rejecting else "LABELS"
        head = Hint(f" {name} {layer.typed}".rstrip() + " ", "", 9, looks.level)
        none, more, out = Hint("0", "none", 7), Hint("Tab", "more", 8), Hint("Esc", "out", 9)
        rooms = (width - len(head.key) - 4, width - _LAYER_TAIL)
        pages: list[list[list[Hint]]] = []
        while found:
            lines = fill_lines(found, rooms)
            # A name too long for any line is cut rather than kept back.
            pages.append(lines if any(lines) else [found[:1], []])
            found = found[sum(map(len, pages[-1])) :]
        first, second = pages[layer.page % len(pages)] if pages else ([], [])
        return ((head, *first), (*second, none, *([more] if len(pages) > 1 else []), out))

    # -- picker ------------------------------------------------------------------------------------------

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
        label = self.workspace.add_label(offer.name, free_key(self.workspace.scheme))
        self.take_scheme()
        return label

    def take_scheme(self) -> None:
        """Draw with the labels as they are now."""
        self.keys = assign_keys(self.workspace.scheme)
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

    # -- leaving -----------------------------------------------------------------------------------------

    def act_step_out(self) -> None:
        """Close the picker or the list below the text, then the layer, the panel, the article."""
        if self.picker is not None:
            self._close_picker()
        elif self.adrift is not None:
            self.close_adrift()
        elif self.letters is not None:
            self.letters = None
        elif not self.step_back():
            self.dismiss()
