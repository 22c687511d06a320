"""The styles that the pages are set in, made once for a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rich.color import Color, ColorParseError
from rich.style import Style
from textual.theme import Theme

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

THEMES = (DARK, LIGHT)


@dataclass(frozen=True, slots=True)
class Looks:
    """Styles by what they are for; every meaning that one carries is told by a sign or a word as well."""

    text: Style
    quiet: Style
    strong: Style
    heading: Style
    aside: Style
    bar: Style
    mark: Style
    done: Style
    flag: Style
    key: Style
    warning: Style
    level: Style
    cursor: Style
    plain: bool = False
    """No colours at all, not even those of labels."""

    def of_label(self, colour: str) -> Style:
        """The style of a label's chip."""
        return self.text if self.plain else label_style(colour)


@cache
def label_style(colour: str) -> Style:
    """A label's colour as a style; an unknown colour is none."""
    try:
        return Style(color=Color.parse(colour))
    except ColorParseError:
        return Style()


def looks_for(variables: Mapping[str, str], *, plain: bool) -> Looks:
    """The styles for a theme's CSS variables; `plain` uses none of its colours."""
    if plain:
        dim, bold = Style(dim=True), Style(bold=True)
        return Looks(
            text=Style(),
            quiet=dim,
            strong=bold,
            heading=bold,
            aside=Style(italic=True),
            bar=bold,
            mark=bold,
            done=Style(),
            flag=bold,
            key=bold,
            warning=Style(bold=True, reverse=True),
            level=Style(bold=True, reverse=True),
            cursor=bold,
            plain=True,
        )

    def colour(name: str, *, bold: bool = False) -> Style:
        return Style(color=_parse(variables.get(name, "")), bold=bold or None)

    text = colour("foreground")
    return Looks(
        text=text,
        quiet=Style(color=_blend(variables, 0.55)),
        strong=text + Style(bold=True),
        heading=colour("primary", bold=True),
        aside=Style(color=_blend(variables, 0.75), italic=True),
        bar=colour("accent"),
        mark=colour("success"),
        done=colour("success"),
        flag=colour("error", bold=True),
        key=colour("accent"),
        warning=colour("error", bold=True) + Style(reverse=True),
        level=colour("accent", bold=True) + Style(reverse=True),
        cursor=text + Style(bold=True),
    )


def _parse(colour: str) -> Color | None:
    try:
        return Color.parse(colour[:7]) if colour else None
    except ColorParseError:
        return None


def _blend(variables: Mapping[str, str], share: float) -> Color | None:
    """A colour between the theme's background and its foreground, which stays legible on both."""
    front, back = _parse(variables.get("foreground", "")), _parse(variables.get("background", ""))
    if front is None or back is None or front.triplet is None or back.triplet is None:
        return None
    mixed = (round(b + (f - b) * share) for f, b in zip(front.triplet, back.triplet, strict=True))
    return Color.from_rgb(*mixed)
