"""The themes that come with reader; Textual's own are there beside them."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from reader.tui.contrast import HIGH, TEXT

DARK = Theme(
    name="reader-dark",
    primary="#8fb3d9",
    secondary="#a3be8c",
    accent="#e0af68",
    warning="#e0af68",
    error="#f7768e",
    success="#a3be8c",
    foreground="#d5d2c8",
    background="#1a1b1e",
    surface="#1a1b1e",
    panel="#25272b",
    dark=True,
)

LIGHT = Theme(
    name="reader-light",
    primary="#2f5f8f",
    secondary="#4b6b2f",
    accent="#9a5b00",
    warning="#9a5b00",
    error="#b3261e",
    success="#4b6b2f",
    foreground="#26241f",
    background="#faf8f3",
    surface="#faf8f3",
    panel="#efece4",
    dark=False,
)

CONTRAST_DARK = Theme(
    name="reader-contrast-dark",
    primary="#9fd0ff",
    secondary="#b6e59a",
    accent="#ffcf5c",
    warning="#ffcf5c",
    error="#ff9aa8",
    success="#b6e59a",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    dark=True,
)

CONTRAST_LIGHT = Theme(
    name="reader-contrast-light",
    primary="#003c7a",
    secondary="#1f4a00",
    accent="#6b3a00",
    warning="#6b3a00",
    error="#8a0012",
    success="#1f4a00",
    foreground="#000000",
    background="#ffffff",
    surface="#ffffff",
    panel="#ffffff",
    dark=False,
)

_NONE = "ansi_default"
MONO = Theme(
    name="reader-mono",
    primary=_NONE,
    secondary=_NONE,
    accent=_NONE,
    warning=_NONE,
    error=_NONE,
    success=_NONE,
    foreground=_NONE,
    background=_NONE,
    surface=_NONE,
    panel=_NONE,
    boost=_NONE,
    ansi=True,
    variables={
        # What a theme of the terminal's own colours has to name, without its colours.
        **dict.fromkeys(BUILTIN_THEMES["ansi-dark"].variables, _NONE),
        "input-cursor-text-style": "reverse",
    },
)

THEMES = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT, MONO)

ABOUT = {
    DARK.name: "light on dark, for long reading",
    LIGHT.name: "ink on paper",
    CONTRAST_DARK.name: "high contrast, white on black",
    CONTRAST_LIGHT.name: "high contrast, black on white",
    MONO.name: "no colours at all: the terminal’s own, bold, underlined, reversed",
}


def wanted_contrast(name: str) -> float:
    """The contrast that text has in a theme."""
    return HIGH if name in (CONTRAST_DARK.name, CONTRAST_LIGHT.name) else TEXT


def is_plain(name: str) -> bool:
    """Whether a theme has no colours at all."""
    return name == MONO.name
