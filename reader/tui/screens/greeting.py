"""What to do in the first article ever: a line below the text, which goes after three decisions."""

from __future__ import annotations

from reader.tui.asides import Ink
from reader.tui.bars import BarLine
from reader.tui.beginning import greeting_lines
from reader.tui.screens.deciding import DecidingScreen
from reader.tui.widgets.aside import Aside

_NAMED = ("label.pick", "edit.undo", "highlight.next", "guide.toggle", "help.show")


class GreetingScreen(DecidingScreen):
    """Adds that line, for as long as the app has something to greet with."""

    greeting: Aside | None = None

    def on_mount(self) -> None:
        """Greet whoever has just begun."""
        if self.reader.greetings:
            looks, signs = self.desktop.looks, self.desktop.signs
            self.greeting = Aside("First steps", "", self._lines, looks, signs, beside=False)
            self.greeting.styles.height = self.greeting.wanted_height(self.app.size.width)
            self.mount(self.greeting, before=self.footer)

    def _lines(self, ink: Ink) -> list[BarLine]:
        key, label = next(iter(self.keys.bare.items()), ("", None))
        named = {action: self.key(action) for action in _NAMED}
        return greeting_lines(key, label.name if label else "", named, ink)

    def note_save(self) -> None:
        """A decision was made: after three of them nobody needs to be told."""
        super().note_save()
        if self.greeting is not None:
            self.reader.greetings -= 1
            if self.reader.greetings <= 0:
                self.greeting.remove()
                self.greeting = None
