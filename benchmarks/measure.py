"""What a benchmark hands back, and the table that it is printed in."""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

Sample = Callable[[], float]


class NotMeasuredError(Exception):
    """Something could not be measured; its message says why."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much is measured: `quick` is for a look in between and measures each thing fewer times."""

    quick: bool = False

    def times(self, count: int) -> int:
        """How often to measure what is measured `count` times in full."""
        return max(3, count // 4) if self.quick else count


@dataclass(frozen=True, slots=True)
class Budget:
    """The most that something may cost: so many times its baseline, so much in its own unit, or both."""

    ratio: float | None = None
    amount: float | None = None

    def holds(self, measured: float, baseline: float) -> bool:
        """Whether what was measured is within it."""
        within_ratio = self.ratio is None or measured <= self.ratio * baseline
        return within_ratio and (self.amount is None or measured <= self.amount)

    def words(self, unit: str) -> str:
        """It, as the table says it; a dash where nothing is demanded."""
        parts = [f"{self.ratio:g}x"] if self.ratio is not None else []
        parts += [f"{self.amount:g} {unit}"] if self.amount is not None else []
        return ", ".join(parts) or "-"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured beside its baseline, both in `unit`, and its budget."""

    what: str
    measured: float
    baseline: float
    unit: str
    budget: Budget

    @property
    def cells(self) -> tuple[str, ...]:
        """What the table prints."""
        demanded = self.budget.ratio is not None or self.budget.amount is not None
        verdict = "within" if self.budget.holds(self.measured, self.baseline) else "over"
        return (
            self.what,
            f"{self.measured:.2f} {self.unit}",
            f"{self.baseline:.2f} {self.unit}",
            f"{self.measured / self.baseline:.2f}x",
            self.budget.words(self.unit),
            verdict if demanded else "-",
        )


HEAD = ("what", "measured", "baseline", "ratio", "budget", "verdict")


def table(rows: Iterable[Row]) -> str:
    """The rows as lines of plain text, numbers to the right."""
    lines = [HEAD, *(row.cells for row in rows)]
    widths = [max(len(line[nth]) for line in lines) for nth in range(len(HEAD))]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *numbers, last = zip(cells, widths, strict=True)
    middle = [text.rjust(width) for text, width in numbers]
    return "  ".join([first[0].ljust(first[1]), *middle, last[0]]).rstrip()


def median(values: Sequence[float]) -> float:
    """The middle of the values. Raises NotMeasuredError when there are none."""
    if not values:
        raise NotMeasuredError("no values")
    return statistics.median(values)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many percent of the values do not exceed. Raises NotMeasuredError without values."""
    if not values:
        raise NotMeasuredError("no values")
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * share / 100) - 1)]


def alternate(times: int, *samples: Sample) -> list[list[float]]:
    """Take each sample in turn, so many times: what else the machine does falls on all of them alike."""
    taken: list[list[float]] = [[] for _ in samples]
    for _ in range(times):
        for values, sample in zip(taken, samples, strict=True):
            values.append(sample())
    return taken


def milliseconds(action: Callable[[], object]) -> float:
    """How long something takes, in milliseconds on the wall."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000
