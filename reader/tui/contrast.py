"""How well a colour can be read on another, as WCAG 2 measures it, and the nearest colour that can. Pure."""

from __future__ import annotations

RGB = tuple[int, int, int]

TEXT, HIGH = 4.5, 7.0
"""The ratios that WCAG asks for text (AA), and for text of high contrast (AAA)."""
_STEPS = 50
_WHITE: RGB = (255, 255, 255)
_BLACK: RGB = (0, 0, 0)


def luminance(colour: RGB) -> float:
    """How light a colour is, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def contrast(one: RGB, other: RGB) -> float:
    """The contrast of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def legible(colour: RGB, ground: RGB, ratio: float) -> RGB:
    """The colour, or one as like it as can be that has this contrast with the ground.

    It goes towards white or black, whichever is farther from the ground; where not even that is enough, it
    is that.
    """
    end = max(_WHITE, _BLACK, key=lambda one: contrast(one, ground))
    for step in range(_STEPS + 1):
        found = mix(colour, end, step / _STEPS)
        if contrast(found, ground) >= ratio:
            return found
    return end


def mix(one: RGB, other: RGB, share: float) -> RGB:
    """A colour between two; `share` is how much of the other it has."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
