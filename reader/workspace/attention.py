"""How long a paragraph had somebody's attention before it was decided. Pure: the time is passed in."""

from __future__ import annotations

from dataclasses import dataclass

IDLE_SECONDS = 60.0
"""Whoever presses no key for longer was not reading: that time is not counted."""


@dataclass(frozen=True, slots=True)
class Attention:
    """The active time on one paragraph up to the last key; `since` is microseconds since 1970."""

    block: int
    since: int
    seconds: float = 0.0

    def key(self, block: int, now: int) -> Attention:
        """A key was pressed with the cursor on a block: the time since the key before was spent on it."""
        gap = (now - self.since) / 1_000_000
        spent = gap if 0 <= gap <= IDLE_SECONDS else 0.0
        return Attention(block, now, spent + (self.seconds if block == self.block else 0.0))

    def decided(self) -> Attention:
        """What was decided has taken its time; what is decided next begins anew."""
        return Attention(self.block, self.since)
