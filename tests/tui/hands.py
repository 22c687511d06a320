"""Hands on the keyboard: keys as the table writes them, pressed as a terminal sends them."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.screen import Screen

from reader.tui import keys
from reader.tui.keys import KEYS
from reader.tui.screens.base import ReaderScreen

# What stands for a family of keys when one of it is pressed.
MEMBERS = {
    "1..9": tuple("123456789"),
    "ANY": tuple("abceosPOLX"),
    "LABEL": tuple("ecdC"),
    "CAPS": tuple("POLN"),
    "CHAR": tuple("aeR"),
    "TEXT": tuple("aé1 ,gR中"),
}
_NAMED = {textual: named for named, textual in keys._NAMES.items()}


def events_of(key: str) -> Iterator[events.Key]:
    """What the terminal sends for a key as the table writes it; several for a sequence."""
    if len(key) > 1 and "_" in key:
        for one in key.split("_"):
            yield from events_of(one)
    elif len(key) == 1:
        yield events.Key(_character_to_key(key), key)
    else:
        before = "ctrl+" if key.startswith("^") else "shift+" if key.startswith("Shift+") else ""
        plain = key.removeprefix("^").removeprefix("Shift+")
        yield events.Key(f"{before}{_NAMED.get(plain, plain.lower())}", " " if key == "Space" else None)


def members(key: str) -> Iterator[str]:
    """The key, or some of the keys that it stands for."""
    start, joint, last = key.rpartition("_")
    if len(key) > 1 and last in MEMBERS:
        yield from (f"{start}{joint}{member}" for member in MEMBERS[last])
    else:
        yield key


def keys_here(context: str, key_set: str) -> list[str]:
    """All keys that do something in a context, in the table's order."""
    wanted = {context} if context in keys.CLOSED_CONTEXTS else {context, keys.EVERYWHERE}
    return [
        member
        for row in KEYS
        if row.context in wanted
        for key in keys.keys_of(row, key_set)
        for member in members(key)
    ]


async def press(app: App[int], *pressed: str) -> None:
    """Press keys as the table writes them; done when the app has done what they say."""
    for key in pressed:
        for event in events_of(key):
            app.post_message(event)
        await settle(app)


async def settle(app: App[int]) -> None:
    """Wait until the app has done what was asked, on whatever screen is on top then, or has ended."""
    while app.return_code is None and app._exception is None:
        screen = app.screen
        for one in (app, screen, *screen.walk_children(), app):
            await _turn(app, one)
        if app.screen is screen and _is_ready(screen):
            return
        await asyncio.sleep(0.001)


def _is_ready(screen: Screen[object]) -> bool:
    return isinstance(screen, ReaderScreen) and screen.ready and not screen.has_early_keys


async def _turn(app: App[int], pump: MessagePump) -> None:
    """Wait until what was sent to a part of the app before is done."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    while not done.is_set() and app._exception is None and pump.is_running and app.return_code is None:
        await asyncio.sleep(0)
