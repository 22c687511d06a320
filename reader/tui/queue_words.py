"""What is said of a queue: its order, how far one has come, how long it takes, what `w` offers. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.tui.glyphs import fit, inert
from reader.tui.signs import Signs
from reader.tui.widgets.choices import ChoiceRow
from reader.workspace.pace import Pace, left_words, pace_words
from reader.workspace.queue import Order, Plan
from reader.workspace.queue_kept import Kept

_WORDS_WIDTH = 16
_NAMES = {
    Order.READING: "in order",
    Order.FLAGGED: "flagged",
    Order.DISAGREEING: "disagreeing",
}
_NOTHING = {
    Order.READING: "nothing undecided from here on",
    Order.RANDOM: "nothing is undecided",
    Order.FLAGGED: "nothing is flagged",
    Order.DISAGREEING: "nobody has decided otherwise than you",
}


def plan_words(plan: Plan, signs: Signs) -> str:
    """The order of a queue, such as `random 7`."""
    if plan.order is Order.RANDOM:
        return f"random {plan.seed}"
    if plan.order is Order.WORDS:
        words = inert(plan.words)
        return f"{signs.open_quote}{fit(words, _WORDS_WIDTH, signs.ellipsis).rstrip()}{signs.close_quote}"
    return _NAMES[plan.order]


def count_words(done: int, total: int | None, signs: Signs) -> str:
    """How many are done of how many, such as `31 of 120`."""
    return f"{done:,} of {signs.ellipsis if total is None else f'{total:,}'}"


def time_words(pace: Pace, left: int | None, signs: Signs) -> str:
    """The pace and the time left, as far as they can be told."""
    said = (pace_words(pace), left_words(pace, left))
    return f" {signs.dot} ".join(one for one in said if one)


def nothing_words(plan: Plan, signs: Signs) -> str:
    """What is said of a queue with nothing in it."""
    return _NOTHING.get(plan.order) or f"no undecided paragraph has {plan_words(plan, signs)}"


def end_words(plan: Plan, passed: int, back: str, out: str) -> str:
    """What is said at the end of a queue: nothing is claimed to be decided that is not.

    `back` is the key that leads to what was passed over, `out` says how to leave.
    """
    if passed:
        return " · ".join(["last one", f"{passed:,} passed over: {back}", out])
    whole = {
        Order.READING: "all decided from here on" if plan.start else "all decided",
        Order.RANDOM: "all decided",
    }
    return f"{whole.get(plan.order, 'that was the last one')} · {out}"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing to choose in `w`: what it does, and how it is drawn."""

    action: str
    row: ChoiceRow


@dataclass(frozen=True, slots=True)
class Here:
    """What offers are made of: the queue that was left, the seed, the `title` of the article one is at.

    `flagged` counts flags; `others` says whether anybody else has decided something here.
    """

    kept: Kept | None
    seed: int
    title: str
    flagged: int
    others: bool


def offers(here: Here, press: Mapping[str, str], signs: Signs, *, narrow: bool) -> list[Offer]:
    """What `w` offers, to go on first; `press` says which key does what. On a narrow screen nothing more."""
    kept, seed, title, flagged, others = here.kept, here.seed, here.title, here.flagged, here.others
    begin = f"from {signs.open_quote}{title}{signs.close_quote} on" if title else ""
    said = [
        ("queue.reading", "in the order of the list", begin),
        ("queue.random", "random", f"seed {seed} {signs.dot} {press.get('queue.seed', '')} another seed"),
        ("queue.flagged", "flagged", f"{flagged:,} flagged" if flagged else "nothing is flagged"),
        (
            "queue.disagreeing",
            "decided otherwise by others",
            "only what you have decided yourself" if others else "nobody else has decided anything here",
        ),
        ("queue.words", f"with these words {signs.ellipsis}", "undecided, in the paragraph or the title"),
    ]
    if kept is not None:
        count = count_words(kept.done, kept.total, signs)
        name = f"go on: {plan_words(kept.plan, signs)}{f', {count}' if narrow else ''}"
        said.insert(0, ("queue.resume", name, f"{count}, where you left"))
    rows: list[Offer] = []
    for action, name, about in said:
        key = press.get(action, "")
        row = ChoiceRow(f"{key} {name}") if narrow else ChoiceRow(name, about=about, key=key)
        rows.append(Offer(action, row))
    return rows
