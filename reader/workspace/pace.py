"""How fast decisions are made while somebody is there, and what that says of the rest. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.annotations.model import Event, Operation, Target, TargetKind

SAMPLES = 60
"""How many paragraphs back a pace is taken from."""
_ENOUGH = 10
_ENOUGH_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Pace:
    """The active seconds on the newest paragraphs that were decided, oldest first, each with its target."""

    samples: tuple[tuple[str, float], ...] = ()

    def add(self, target: str, seconds: float) -> Pace:
        """With one more decision; one more about the same paragraph is more time on it."""
        samples = self.samples
        if samples and samples[-1][0] == target:
            samples, seconds = samples[:-1], seconds + samples[-1][1]
        return Pace((*samples, (target, seconds))[-SAMPLES:])

    def add_operation(self, operation: Operation, targets: Mapping[str, Target]) -> Pace:
        """With what an operation says of its time; what words in a paragraph take is time on paragraphs."""
        timed = timed_target(operation)
        if timed is None or not timed[1]:
            # Without any time it came after a pause: that tells nothing of how fast one is.
            return self
        target, seconds = timed
        known = targets.get(target)
        if known is None or known.kind is TargetKind.BLOCK:
            return self.add(target, seconds)
        return self.add(self.samples[-1][0], seconds) if self.samples else self

    def and_then(self, later: Pace) -> Pace:
        """This, with what came later."""
        pace = self
        for target, seconds in later.samples:
            pace = pace.add(target, seconds)
        return pace

    @property
    def a_minute(self) -> float | None:
        """Paragraphs a minute; None as long as there is too little to tell."""
        seconds = sum(one for _, one in self.samples)
        if len(self.samples) < _ENOUGH or seconds < _ENOUGH_SECONDS:
            return None
        return len(self.samples) * 60 / seconds


def timed_target(operation: Operation) -> tuple[str, float] | None:
    """What an operation was about first, and how many active seconds it took; None when it does not say."""
    if operation.event is not Event.DO:
        return None
    timed = [(x.after.target, x.after.seconds) for x in operation.edits if x.after is not None]
    return next(((target, seconds) for target, seconds in timed if seconds is not None), None)


def pace_words(pace: Pace) -> str:
    """The pace in words, such as `5 a minute`; empty as long as there is too little to tell."""
    rate = pace.a_minute
    if rate is None:
        return ""
    if rate < 0.75:
        return f"one in {_number(1 / rate)} min"
    return f"{_number(rate)} a minute"


def left_words(pace: Pace, left: int | None) -> str:
    """How long so many more will take, such as `about 40 min at this pace`, no more exact than it can be."""
    rate = pace.a_minute
    if rate is None or not left:
        return ""
    minutes = left / rate
    if minutes < 1.5:
        return "about a minute at this pace"
    if minutes < 57.5:
        rounded = round(minutes) if minutes < 10 else 5 * round(minutes / 5)
        return f"about {rounded} min at this pace"
    hours = minutes / 60
    if hours < 9.75:
        return f"about {_number(hours)} h at this pace"
    return f"about {round(hours) if hours < 100 else 10 * round(hours / 10)} h at this pace"


def _number(value: float) -> str:
    """A number in halves when it is small, whole otherwise."""
    if value >= 9.75:
        return f"{round(value)}"
    whole, half = divmod(round(value * 2), 2)
    return f"{whole or ''}{'½' if half else ''}" if value < 5 else f"{round(value)}"
