"""The styles that the pages are set in, made once for a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from rich.color import Color, ColorParseError
from rich.style import Style
from textual.theme import Theme

from reader.analysis.marks import EntityType

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

_UNDERLINED = Style(underline=True)
_SLANTED = Style(italic=True)
_UPRIGHT = Style(italic=False)
_BOLD = Style(bold=True)
_REVERSED = Style(reverse=True)
_FOUND = Style(bold=True, underline=True, reverse=True)
_LINKED = Style(bold=True, underline=True)


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
    person: Style
    organisation: Style
    place: Style
    other_name: Style
    letter: Style
    plain: bool = False
    """No colours at all, not even those of labels."""
    spoken: Style = _SLANTED
    unslanted: Style = _UPRIGHT
    """What is spoken among words that are slanted already."""
    quote_mark: Style = _BOLD
    focus: Style = _REVERSED
    hit: Style = _REVERSED
    """What was looked for and found."""
    hit_now: Style = _FOUND
    """The one that is looked at."""
    said: Style = _BOLD
    """What a person has said of a name."""
    linked: Style = _LINKED
    """Who speaks the quote in focus."""

    def of_type(self, label: str) -> Style:
        """The style of a name, to be laid over that of its paragraph; all are underlined."""
        return {
            str(EntityType.PER): self.person,
            EntityType.ORG: self.organisation,
            EntityType.LOC: self.place,
        }.get(label, self.other_name)

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


@dataclass(frozen=True, slots=True)
class NameColours:
    """The colours of persons, organisations and places."""

    person: str
    organisation: str
    place: str


# As light as the text around them: they part names from it by hue alone.
_ON_DARK = NameColours(person="#e6b48f", organisation="#cfa9d6", place="#8cc8d0")
_ON_LIGHT = NameColours(person="#8a4b10", organisation="#7a3f86", place="#0f6b6b")
# In sixteen colours those would all come out as the text's own. These are what Rich takes for yellow, bright
# magenta and cyan, and for red, magenta and blue: on a white ground yellow, green and cyan are too light.
_SIXTEEN_ON_DARK = NameColours(person="#aa5500", organisation="#ff55ff", place="#00aaaa")
_SIXTEEN_ON_LIGHT = NameColours(person="#aa0000", organisation="#aa00aa", place="#0000aa")
# On a white ground the theme's quiet grey would come out nearly white, its accent yellow.
_SIXTEEN_QUIET, _SIXTEEN_ACCENT = "#555555", "#0000aa"


def looks_for(
    variables: Mapping[str, str], *, plain: bool, dark: bool = True, sixteen: bool = False
) -> Looks:
    """The styles for a theme's CSS variables; `plain` uses none of its colours.

    `dark` says how the theme's background is, `sixteen` that the terminal has no more colours than that.
    """
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
            person=_UNDERLINED,
            organisation=_UNDERLINED,
            place=_UNDERLINED,
            other_name=_UNDERLINED,
            letter=dim,
            plain=True,
        )

    def colour(name: str, *, bold: bool = False) -> Style:
        return Style(color=_parse(variables.get(name, "")), bold=bold or None)

    text, accent = colour("foreground"), colour("accent")
    quiet = Style(color=_blend(variables, 0.55))
    if sixteen and not dark:
        accent, quiet = Style(color=_SIXTEEN_ACCENT), Style(color=_SIXTEEN_QUIET)
    names = (_SIXTEEN_ON_DARK if dark else _SIXTEEN_ON_LIGHT) if sixteen else _ON_DARK if dark else _ON_LIGHT
    return Looks(
        text=text,
        quiet=quiet,
        strong=text + Style(bold=True),
        heading=colour("primary", bold=True),
        aside=Style(color=_blend(variables, 0.75), italic=True),
        bar=accent,
        mark=colour("success"),
        done=colour("success"),
        flag=colour("error", bold=True),
        key=accent,
        warning=colour("error", bold=True) + Style(reverse=True),
        level=accent + Style(bold=True, reverse=True),
        cursor=text + Style(bold=True),
        person=Style(color=names.person) + _UNDERLINED,
        organisation=Style(color=names.organisation) + _UNDERLINED,
        place=Style(color=names.place) + _UNDERLINED,
        other_name=Style(color=_blend(variables, 0.75)) + _UNDERLINED,
        letter=quiet,
        hit=_REVERSED if sixteen else Style(bgcolor=_blend(variables, 0.3, "accent")),
        hit_now=accent + _FOUND,
        linked=accent + _LINKED,
    )


def _parse(colour: str) -> Color | None:
    try:
        return Color.parse(colour[:7]) if colour else None
    except ColorParseError:
        return None


def _blend(variables: Mapping[str, str], share: float, front_name: str = "foreground") -> Color | None:
    """A colour between the theme's background and its foreground, or another of its colours."""
    front, back = _parse(variables.get(front_name, "")), _parse(variables.get("background", ""))
    if front is None or back is None or front.triplet is None or back.triplet is None:
        return None
    mixed = (round(b + (f - b) * share) for f, b in zip(front.triplet, back.triplet, strict=True))
    return Color.from_rgb(*mixed)
