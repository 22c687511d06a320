"""How the app is dressed: a theme, the styles that follow from it, and the change to another."""

from __future__ import annotations

import os

from textual.app import App

from reader.errors import ReaderError
from reader.settings import Settings
from reader.tui import themes
from reader.tui.keys import KeySet
from reader.tui.looks import Looks, looks_for
from reader.tui.screens.base import Desktop, ReaderScreen
from reader.tui.signs import choose_signs
from reader.workspace.own_settings import complaint
from reader.workspace.workspace import Workspace


class DressingApp(App[int], inherit_bindings=False):
    """An app that is drawn in a theme, which can be changed while it runs."""

    desktop: Desktop
    theme_notices: tuple[str, ...] = ()
    """What is to be said of the theme that was set."""

    @property
    def terminal_colours(self) -> bool | None:
        """Whether the terminal's own colours are used, whatever the theme; None leaves it to the theme.

        Textual takes NO_COLOR for greys; its own filter for no colour at all needs the terminal's palette.
        """
        self.no_colours = "NO_COLOR" in os.environ
        return True if self.no_colours else None

    def dress(self, workspace: Workspace) -> Desktop:
        """Put on the theme that is set; one that is not known is told, and the first one stands in."""
        for theme in themes.THEMES:
            self.register_theme(theme)
        wanted = workspace.settings.theme
        if wanted not in self.available_themes:
            self.theme_notices = (_unknown(workspace, wanted, self.theme_names),)
            wanted = themes.DARK.name
        self.theme = wanted
        signs = choose_signs(workspace.settings.glyphs, os.environ)
        return Desktop(workspace, self._looks(), signs, _key_set(workspace.settings))

    @property
    def theme_names(self) -> list[str]:
        """The themes by name, those that came with reader first."""
        own = [theme.name for theme in themes.THEMES]
        return [*own, *sorted(name for name in self.available_themes if name not in own)]

    def wear(self, name: str) -> None:
        """Draw in another theme, at once and everywhere."""
        if name == self.theme:
            return
        self.theme = name
        self.desktop.looks.take(self._looks())
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.refresh_bars()
            screen.refresh()
            for widget in screen.query("*"):
                widget.refresh()

    def settle_theme(self) -> None:
        """Whatever was laid out for the theme before follows the one worn now."""
        for screen in self.screen_stack:
            if isinstance(screen, ReaderScreen):
                screen.take_theme()

    def _looks(self) -> Looks:
        theme = self.current_theme
        return looks_for(
            theme.to_color_system().generate(),
            plain=self.no_colours or themes.is_plain(theme.name),
            dark=theme.dark,
            sixteen=self.console.color_system == "standard",
            ratio=themes.wanted_contrast(theme.name),
            palette=self.ansi_theme,
        )


def _key_set(settings: Settings) -> KeySet:
    """The keys of this person. Raises ConfigError."""
    if not settings.key_files:
        return KeySet(settings.keys)
    # Most people have none of their own, and the first frame does not wait for what reads them.
    from reader.tui.keymap import key_set_for

    return key_set_for(settings)


def _unknown(workspace: Workspace, name: str, names: list[str]) -> str:
    """What to say of a theme that is not there."""
    message, hint = f'there is no theme "{name}"', f"one of: {', '.join(names)}"
    try:
        found = complaint(workspace.root.path, "theme", message, hint)
    except ReaderError as error:
        return str(error)
    return str(found) if found is not None else f"{message}: {hint}"
