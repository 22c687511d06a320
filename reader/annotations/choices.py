"""What a person can decide: acts and choices, and the stamp that says when. No rule is here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.annotations.model import HUMAN, Origin, State, Target, TargetKind


class Act(StrEnum):
    """What is asked for."""

    TOGGLE = "toggle"
    """A label's key: accept it; on an accepted one, take it away."""
    SET = "set"
    """Give a label this state, whatever it had."""
    CLEAR = "clear"
    """Take a label away."""
    NONE = "none"
    DONE = "done"
    """Say of a paragraph all that is still open: none of the labels, and names complete."""
    IGNORE = "ignore"
    FLAG = "flag"
    NOTE = "note"
    """Write a note, in the place of the one before; an empty one takes it away."""
    COMPLETE = "complete"
    """Say that a layer is complete; “reject” takes that back."""
    SPEAKER = "speaker"
    """Say who spoke a quote; “reject” takes that back."""


NOTE_LENGTH = 10_000
"""Code points that a note may have."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that a person decided: what, and of which label (or layer) and state.

    `note` is what a note says, `link` where the speaker of a quote is named (None: nowhere), and for a part
    of a quote the part that it goes on from. `origin` is who suggested it, where a suggestion was taken.
    """

    act: Act
    label: str = ""
    state: State = State.ACCEPT
    note: str = ""
    link: Target | None = None
    origin: Origin = HUMAN


@dataclass(frozen=True, slots=True)
class Wish:
    """A choice and what it is about; several make one operation."""

    target: Target
    choice: Choice


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and how an operation came about: ids and clocks are passed in, never taken here.

    `operation` is unique and time-ordered, and the ids of new annotations begin with it; `order` is
    microseconds since 1970, never the same twice; `time` is the same in ISO 8601; `seconds` is active time.
    """

    operation: str
    order: int
    time: str
    seconds: float | None = None


def where(target: Target) -> str:
    """A target in words, for what is said of a change: `on 5`."""
    if target.kind is TargetKind.DOCUMENT:
        return "on the article"
    if target.kind is TargetKind.BLOCK and target.block is not None:
        return f"on {target.block}"
    return f"on “{short_words(target)}”"


def short_words(target: Target) -> str:
    """The words of a target, cut to a few."""
    return short(target.anchor.exact)


def short(words: str) -> str:
    """Words in one line, cut to a few."""
    words = " ".join(words.split())
    return words if len(words) <= 30 else f"{words[:29]}…"
