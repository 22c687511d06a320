"""Clocks and ids: the one place where the core meets the time and chance; both are passed in elsewhere."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], int]
"""Gives microseconds since 1970."""


def system_clock() -> int:
    """Microseconds since 1970, as the system has them."""
    return time.time_ns() // 1000


def iso_time(microseconds: int) -> str:
    """A time in ISO 8601, UTC, to the microsecond."""
    return datetime.fromtimestamp(microseconds / 1_000_000, UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def microseconds(time: str) -> int:
    """Microseconds since 1970 of a time in ISO 8601, in UTC unless it says otherwise. Raises ValueError."""
    said = datetime.fromisoformat(time)
    return int((said if said.tzinfo else said.replace(tzinfo=UTC)).timestamp() * 1_000_000)


def new_id(microseconds: int) -> str:
    """A unique id of 24 hex digits that sorts by time: 13 of the microseconds, 11 of chance."""
    return f"{microseconds:013x}{os.urandom(6).hex()[:11]}"
