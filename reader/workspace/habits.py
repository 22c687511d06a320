"""What an annotator left behind in a workspace: auto-advance as it was set, the seed, an open queue."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from reader.atomic import make_folder, replace_file

_MAX_BYTES = 200_000
ADVANCE = ("off", "label", "enter")


class Habits:
    """Small things remembered from session to session, in one file of an annotator, put there by `errand`.

    What cannot be read or written is not remembered: no decision hangs on any of it. The file is looked for
    in several folders and written into the first.
    """

    def __init__(
        self, folders: Sequence[Path], name: str, errand: Callable[[Callable[[], None]], None]
    ) -> None:
        self._paths = [folder / "habits" / f"{name}.json" for folder in folders]
        self._errand = errand
        self._lock = threading.Lock()
        self._known: dict[str, Any] | None = None
        self._changed: set[str] = set()

    def advance(self, setting: str) -> str:
        """Auto-advance as it was left, or as set, where it was never changed or was set otherwise since."""
        known = self._all().get("advance")
        if isinstance(known, Mapping) and known.get("setting") == setting and known.get("is") in ADVANCE:
            return str(known["is"])
        return setting

    def keep_advance(self, advance: str, setting: str) -> None:
        """Remember auto-advance, as long as it is not set otherwise than it is set now."""
        self._keep("advance", {"is": advance, "setting": setting})

    @property
    def seed(self) -> int:
        """The seed of the random order that was chosen last."""
        known = self._all().get("seed")
        return known if isinstance(known, int) and not isinstance(known, bool) and known >= 0 else 1

    def keep_seed(self, seed: int) -> None:
        """Remember a seed."""
        self._keep("seed", seed)

    @property
    def queue(self) -> Mapping[str, Any] | None:
        """What is known of the queue that was left, None when there is none."""
        known = self._all().get("queue")
        return known if isinstance(known, Mapping) else None

    def keep_queue(self, queue: Mapping[str, Any] | None) -> None:
        """Remember where a queue was left; None when there is nothing to go on with."""
        self._keep("queue", queue)

    def _all(self) -> dict[str, Any]:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _keep(self, name: str, value: object) -> None:
        known = self._all()
        if known.get(name) == value:
            return
        with self._lock:
            known[name] = value
            waiting = bool(self._changed)
            self._changed.add(name)
        if not waiting:
            self._errand(self._write)

    def _write(self) -> None:
        with self._lock:
            # What another window has remembered meanwhile stays, but for what was changed here.
            changed, self._changed = self._changed, set()
            found = {**self._read(), **{name: self._all()[name] for name in changed}}
        path = self._paths[0]
        if path.parent.parent.is_dir():
            with contextlib.suppress(OSError):
                make_folder(path.parent)
                replace_file(path, json.dumps(found, ensure_ascii=False).encode("utf-8", "surrogatepass"))

    def _read(self) -> dict[str, Any]:
        for path in self._paths:
            try:
                if path.stat().st_size > _MAX_BYTES:
                    continue
                found = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
            except (OSError, ValueError, RecursionError):
                continue
            if isinstance(found, dict):
                return found
        return {}
