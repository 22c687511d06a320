"""The active time that a decision took is kept with it, whatever the decision, without the pauses."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest
from tinydb import TinyDB

from tests.tui.test_walking import find

Opener = Callable[..., AbstractAsyncContextManager[Any]]

SECOND = 1_000_000


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A clock that stands until it is set on."""

    class Clock:
        now = 1_700_000_000 * SECOND

        def go_on(self, seconds: float) -> None:
            self.now += int(seconds * SECOND)

    clock = Clock()
    monkeypatch.setattr("reader.workspace.workspace.Workspace.now", lambda _: clock.now)
    return clock


def seconds(session: Any) -> list[tuple[str, float | None]]:
    """What every annotation on disk is, and how long it took, oldest first."""
    (path,) = session.shards()
    with TinyDB(path) as database:
        rows = sorted(database.table("annotations").all(), key=lambda row: str(row["id"]))
        return [(row["kind"], row["seconds"]) for row in rows]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (("1",), "label"),
        (("e",), "label"),
        (("comma", "C"), "label"),
        (("t", "d", "i", "p", "enter"), "label"),
        (("t", "tab", "escape"), "label"),
        (("X", "2"), "label"),
        (("0",), "none"),
        (("i",), "ignore"),
        (("f",), "flag"),
        (("m", "h", "i", "escape"), "note"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else one,
)
async def test_every_kind_of_decision_keeps_what_it_took(
    keys: tuple[str, ...], kind: str, open_app: Opener, clock: Any
) -> None:
    async with open_app("enter") as session:
        clock.go_on(3.5)
        await session.press("k")  # still reading
        clock.go_on(90)  # away
        await session.press("k")
        for key in keys:
            clock.go_on(2)
            await session.press(key)
        spent = 3.5 + 2 * (len(keys) if keys[-1] != "escape" or kind == "note" else len(keys) - 1)
        assert seconds(session) == [(kind, spent)]


async def test_again_and_the_next_label_begin_anew(open_app: Opener, clock: Any) -> None:
    async with open_app("enter") as session:
        for key in ("1", "full_stop", "b", "2"):
            clock.go_on(4)
            await session.press(key)
        # The key that led back was pressed on the third paragraph.
        assert seconds(session) == [("label", 4.0), ("label", 4.0), ("label", 4.0)]


async def test_what_is_decided_anew_takes_its_own_time(open_app: Opener, clock: Any) -> None:
    async with open_app("enter") as session:
        clock.go_on(5)
        await session.press("i")
        await session.press("b")
        clock.go_on(7)
        await session.press("0")
        assert seconds(session)[-1] == ("none", 7.0)


async def test_every_item_of_a_queue_keeps_what_it_took(open_app: Opener, clock: Any) -> None:
    async with open_app("w", "r") as session:
        while session.app.screen is session.app.list or not session.article.ready:
            await session.pilot.pause(0.01)
        for spent in (3, 70, 5):
            clock.go_on(spent)
            await session.press("1")
        assert seconds(session) == [("label", 3.0), ("label", 0.0), ("label", 5.0)]


@pytest.mark.parametrize(
    "keys",
    [("tab", "a"), ("tab", "x"), ("tab", "P"), ("tab", "greater_than_sign"), ("v", "n", "P"), ("z",)],
    ids=" ".join,
)
async def test_decisions_on_words_keep_what_they_took(
    keys: tuple[str, ...], open_app: Opener, clock: Any
) -> None:
    async with open_app("enter") as session:
        find(session)
        await session.settle()
        for key in keys:
            clock.go_on(2)
            await session.press(key)
        found = seconds(session)
        assert found
        assert {spent for _, spent in found} == {2.0 * len(keys)}
