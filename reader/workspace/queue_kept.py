"""Where a queue was left: as data, and in the file that remembers it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reader.workspace.queue import Item, Order, Plan, Trail

if TYPE_CHECKING:
    from reader.workspace.keeping import Keeper

MOST_ITEMS = 200
"""How many items back one can go when a queue is gone on with."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A queue as it stands: its plan, what was shown, the item that its walk has come to.

    `done` counts what was decided in it, `total` all that it had to begin with, None until that is counted.
    """

    plan: Plan
    trail: Trail = field(default_factory=Trail)
    frontier: Item | None = None
    done: int = 0
    total: int | None = None


def encode(kept: Kept) -> dict[str, Any]:
    """A queue as JSON."""
    plan, trail = kept.plan, kept.trail.shorten(MOST_ITEMS)
    return {
        "order": plan.order.value,
        "seed": plan.seed,
        "words": plan.words,
        "start": plan.start,
        "since": plan.since,
        "trail": [[item.article_id, item.number] for item in trail.items],
        "at": trail.at,
        "frontier": [kept.frontier.article_id, kept.frontier.number] if kept.frontier else None,
        "done": kept.done,
        "total": kept.total,
    }


def decode(found: Mapping[str, Any] | None) -> Kept | None:
    """A queue from its JSON; None when it is none, whatever it is."""
    if found is None:
        return None
    try:
        items = tuple(_item(one) for one in found["trail"])
        at, start, total = int(found["at"]), found["start"], found["total"]
        plan = Plan(
            Order(found["order"]),
            max(0, int(found["seed"])),
            str(found["words"]),
            None if start is None else str(start),
            str(found["since"]),
        )
        return Kept(
            plan,
            Trail(items, max(-1, min(at, len(items) - 1))),
            _item(found["frontier"]) if found["frontier"] is not None else None,
            max(0, int(found["done"])),
            None if total is None else int(total),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _item(found: Any) -> Item:
    article_id, number = found
    number = int(number)
    if number < 1:
        raise ValueError("a paragraph's number is above 0")
    return Item(str(article_id), number)


def kept_queue(workspace: Keeper) -> Kept | None:
    """The queue that the annotator has left, None when there is none."""
    return decode(workspace.habits.queue)
