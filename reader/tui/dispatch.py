"""From keys to actions: the contexts that stack, and the two keys that a hurried Esc arrives as."""

from __future__ import annotations

import os
import re
import stat
import termios
from collections.abc import Iterable, Iterator, MutableMapping
from typing import Any

from textual import _ansi_sequences, events
from textual._xterm_parser import XTermParser
from textual.keys import Keys
from textual.message import Message

from reader.tui.keys import readable

_TAKEN_APART = ("\x1b[", "\x1bO", "\x1bP")


def take_escapes_apart(terminal: str = "") -> None:
    """Make Esc with a key right behind it arrive as Esc and that key, in a terminal of this kind.

    Textual reads the pair as one key with Alt, or as a sign of macOS's Option layer. No key of reader uses
    Alt, so every pair but the beginnings of real sequences is entered in its table as two keys, and those
    beginnings are two when nothing follows them.
    """
    table = _ansi_sequences.ANSI_SEQUENCES_KEYS
    if not isinstance(table, MutableMapping):
        return
    for code in range(0x20, 0x7F):
        pair = f"\x1b{chr(code)}"
        if pair not in _TAKEN_APART:
            table[pair] = (Keys.Escape, _Typed(chr(code)))
    for code in range(0x01, 0x1B):
        control = table.get(chr(code))
        if isinstance(control, tuple) and chr(code) not in _NAMED:
            table[f"\x1b{chr(code)}"] = (Keys.Escape, *control)
    for character, key in _NAMED.items():
        # The Linux console sends Shift+Tab like this, and has no other way to say it.
        if (terminal, character) != ("linux", "\t"):
            table[f"\x1b{character}"] = (Keys.Escape, key)

    XTermParser._sequence_to_key_events = _events_of  # type: ignore[assignment, method-assign]


_textual_events_of = XTermParser._sequence_to_key_events


def _events_of(parser: XTermParser, sequence: str, alt: bool = False) -> Iterable[events.Key]:
    """The keys of a sequence; what Textual would take for Alt (Esc, then `[`) are two."""
    if alt:
        yield events.Key(Keys.Escape.value, "\x1b")
    yield from _textual_events_of(parser, sequence)


def take_bursts_for_pastes() -> None:
    """Make more keys in one read than hands can type one paste, as terminals without bracketed paste send it.

    A paste is for text fields; anywhere else its letters would label one paragraph after the other.
    """
    XTermParser.feed = _feed  # type: ignore[assignment, method-assign]


_feed_keys = XTermParser.feed
_MOST_KEYS = 64


# What terminals answer to the questions of a program that ran before: its signs would be keys.
_ANSWERS = re.compile(r"\x1b[\]P_^][^\x1b\x07]*(?:\x07|\x1b\\)|\x1b\[[?>=][\d;]*[cnu]")


def _feed(parser: XTermParser, data: str) -> Iterable[Message]:
    found = list(_feed_keys(parser, _ANSWERS.sub("", data) if "\x1b" in data else data))
    if sum(isinstance(event, events.Key) for event in found) <= _MOST_KEYS:
        return found
    return [events.Paste(data), *(event for event in found if not isinstance(event, events.Key))]


def keep_writing() -> None:
    """Where the terminal is gone, let what is drawn go nowhere: a writer that fails would hold up the end."""
    for descriptor in (1, 2):
        try:
            termios.tcgetattr(descriptor)
        except termios.error:
            # A file or a pipe takes what is written; a terminal that was hung up does not.
            if stat.S_ISCHR(os.fstat(descriptor).st_mode):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, descriptor)
                os.close(nowhere)


class _Typed(str):
    """A key that types a sign; Textual asks an entry of its table only for its `value`."""

    @property
    def value(self) -> str:
        """The key's name."""
        return str(self)


_NAMED: dict[str, Any] = {
    "\r": Keys.Enter,
    "\t": Keys.Tab,
    "\x7f": Keys.Backspace,
    " ": Keys.Space,
}


def keys_in(key: str, character: str | None) -> Iterator[str]:
    """The keys, as the table writes them, that one event of Textual stands for.

    What still arrives as Alt with a key (Esc, then `O` or `P`, which begin real sequences) is two keys.
    """
    if key.startswith("alt+"):
        yield "Esc"
        plain = key.removeprefix("alt+")
        plain = plain.removeprefix("shift+").upper() if plain.startswith("shift+") else plain
        yield plain if len(plain) == 1 else readable(plain, None)
    else:
        yield readable(key, character)
