"""The styles that the pages are set in, made once for a theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

from rich.color import Color, ColorParseError
from rich.style import Style
from rich.terminal_theme import TerminalTheme

from reader.tui.contrast import RGB, TEXT, legible, mix

_UNDERLINED = Style(underline=True)
_SLANTED = Style(italic=True)
_UPRIGHT = Style(italic=False)
_BOLD = Style(bold=True)
_REVERSED = Style(reverse=True)
_FOUND = Style(bold=True, underline=True, reverse=True)
_LINKED = Style(bold=True, underline=True)


@dataclass(frozen=True, slots=True)
class Ground:
    """What labels' own colours are set on, so that every one of them can be read there.

    Without a `colour` it is the terminal's own, as it is with sixteen colours, where `light` says how it is.
    """

    colour: RGB | None = None
    ratio: float = TEXT
    light: bool = False
    palette: TerminalTheme | None = None


_UNKNOWN_GROUND = Ground()


@dataclass(slots=True, eq=False)
class Looks:
    """Styles by what they are for; every meaning that one carries is told by a sign or a word as well.

    There is one for the whole app: with another theme it changes in place, so that all are drawn alike.
    """

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
            "PER": self.person,
            "ORG": self.organisation,
            "LOC": self.place,
        }.get(label, self.other_name)

    ground: Ground = _UNKNOWN_GROUND

    def of_label(self, colour: str) -> Style:
        """The style of a label's chip."""
        return self.text if self.plain else self.text + label_style(colour, self.ground)

    def take(self, other: Looks) -> None:
        """Look like another from now on."""
        for field in fields(self):
            setattr(self, field.name, getattr(other, field.name))


# On a white ground these of the sixteen cannot be read.
_TOO_LIGHT = frozenset({"yellow", "green", "cyan", "white"})


@cache
def label_style(colour: str, ground: Ground = _UNKNOWN_GROUND) -> Style:
    """A label's colour as a style that can be read on a ground; an unknown colour is none."""
    try:
        parsed = Color.parse(colour)
    except ColorParseError:
        return Style()
    if ground.colour is None:
        faint = ground.light and (colour in _TOO_LIGHT or colour.startswith("bright_"))
        return Style() if faint else Style(color=parsed)
    red, green, blue = parsed.get_truecolor(ground.palette)
    return Style(color=Color.from_rgb(*legible((red, green, blue), ground.colour, ground.ratio)))


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
    variables: Mapping[str, str],
    *,
    plain: bool,
    dark: bool = True,
    sixteen: bool = False,
    ratio: float = TEXT,
    palette: TerminalTheme | None = None,
) -> Looks:
    """The styles for a theme's CSS variables; `plain` uses none of its colours.

    `dark` says how the theme's background is, `sixteen` that the terminal has no more colours than that,
    `ratio` which contrast with the background everything has at least; `palette` has the colours that a
    label may name.
    """
    if plain:
        return _plain_looks()
    ink = _Inks(variables, ratio)

    def colour(name: str, *, bold: bool = False) -> Style:
        return Style(color=ink.of(name), bold=bold or None)

    text, accent = colour("foreground"), colour("accent")
    quiet = Style(color=ink.blend(0.55))
    if sixteen and not dark:
        accent, quiet = Style(color=_SIXTEEN_ACCENT), Style(color=_SIXTEEN_QUIET)
    few = sixteen or ink.ground is None
    names = (_SIXTEEN_ON_DARK if dark else _SIXTEEN_ON_LIGHT) if few else _ON_DARK if dark else _ON_LIGHT

    def name_style(colour: str) -> Style:
        return Style(color=colour if few else ink.made_legible(colour)) + _UNDERLINED

    return Looks(
        text=text,
        quiet=quiet,
        strong=text + _BOLD,
        heading=colour("primary", bold=True),
        aside=Style(color=ink.blend(0.75), italic=True),
        bar=accent,
        mark=colour("success"),
        done=colour("success"),
        flag=colour("error", bold=True),
        key=accent,
        warning=colour("error", bold=True) + _REVERSED,
        level=accent + Style(bold=True, reverse=True),
        cursor=text + _BOLD,
        person=name_style(names.person),
        organisation=name_style(names.organisation),
        place=name_style(names.place),
        other_name=Style(color=ink.blend(0.75)) + _UNDERLINED,
        letter=quiet,
        hit=_REVERSED if few else Style(bgcolor=ink.tint("accent", 0.3)),
        hit_now=accent + _FOUND,
        ground=Ground(None if few else ink.ground, ratio, light=not dark, palette=palette),
        linked=accent + _LINKED,
    )


def _plain_looks() -> Looks:
    """No colours: what there is besides them."""
    dim = Style(dim=True)
    return Looks(
        text=Style(),
        quiet=dim,
        strong=_BOLD,
        heading=_BOLD,
        aside=_SLANTED,
        bar=_BOLD,
        mark=_BOLD,
        done=Style(),
        flag=_BOLD,
        key=_BOLD,
        warning=Style(bold=True, reverse=True),
        level=Style(bold=True, reverse=True),
        cursor=_BOLD,
        person=_UNDERLINED,
        organisation=_UNDERLINED,
        place=_UNDERLINED,
        other_name=_UNDERLINED,
        letter=dim,
        plain=True,
    )


class _Inks:
    """A theme's colours, each made to have the contrast wanted with its background.

    A theme of the terminal's own colours has no background that is known: its colours are left as they are.
    """

    def __init__(self, variables: Mapping[str, str], ratio: float) -> None:
        self._variables = variables
        self._ratio = ratio
        self.ground = _rgb(_parse(variables.get("background", "")))

    def of(self, name: str) -> Color | None:
        """A colour of the theme."""
        colour = _parse(self._variables.get(name, ""))
        found = _rgb(colour)
        if found is None or self.ground is None:
            return colour
        return Color.from_rgb(*legible(found, self.ground, self._ratio))

    def made_legible(self, colour: str) -> Color | None:
        """A colour that is not the theme's."""
        found = _rgb(_parse(colour))
        if found is None or self.ground is None:
            return _parse(colour)
        return Color.from_rgb(*legible(found, self.ground, self._ratio))

    def tint(self, name: str, share: float) -> Color | None:
        """The theme's background with some of another of its colours."""
        front = _rgb(_parse(self._variables.get(name, "")))
        if front is None or self.ground is None:
            return None
        return Color.from_rgb(*mix(self.ground, front, share))

    def blend(self, share: float) -> Color | None:
        """A colour between the theme's background and its foreground."""
        front = _rgb(_parse(self._variables.get("foreground", "")))
        if front is None or self.ground is None:
            return Color.parse("bright_black") if share < _HALF_SEEN else None
        return Color.from_rgb(*legible(mix(self.ground, front, share), self.ground, self._ratio))


_HALF_SEEN = 0.6


def _parse(colour: str) -> Color | None:
    try:
        return Color.parse(colour[5:] if colour.startswith("ansi_") else colour[:7]) if colour else None
    except ColorParseError:
        return None


def _rgb(colour: Color | None) -> RGB | None:
    """What a colour is made of, unless it is the terminal's own."""
    if colour is None or colour.triplet is None:
        return None
    return colour.triplet.red, colour.triplet.green, colour.triplet.blue
