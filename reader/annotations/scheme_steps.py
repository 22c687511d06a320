"""The steps in which a scheme changed, as lines of `labels.history.jsonl` (docs/labels-file.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reader.annotations.model import Event
from reader.errors import StoreError

FORMAT = 1
MAX_BYTES = 50_000_000
HISTORY = "labels.history.jsonl"
Value = str | bool | list[str]
"""What a field of a label holds."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Before and after of one field of one label; None and what is empty are the same: it is not set.

    A label that is made has a change of its `id` from None; one that is taken out has one to None.
    """

    label: str
    field: str
    before: Value | None
    after: Value | None

    def inverse(self) -> FieldChange:
        """What takes it back."""
        return FieldChange(self.label, self.field, self.after, self.before)


@dataclass(frozen=True, slots=True)
class SchemeStep:
    """One change of a scheme's file by one annotator, undone and redone as one.

    `order` is microseconds since 1970, `time` the same in ISO 8601, `of` the step that was undone or redone;
    `before` and `after` are the whole file, None where there was none.
    """

    id: str
    order: int
    time: str
    annotator: str
    event: Event
    of: str | None
    words: str
    fields: tuple[FieldChange, ...]
    before: str | None
    after: str | None


class SchemeHistory:
    """The steps of a scheme, read again only when their file has changed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._known: tuple[tuple[int, int, int], tuple[SchemeStep, ...]] | None = None

    def steps(self) -> tuple[SchemeStep, ...]:
        """All steps, oldest first. Raises StoreError when they cannot be read."""
        # Taken before the file is read: if that grows meanwhile, it is out of date at once.
        signature = _signature(self.path)
        if self._known is None or self._known[0] != signature:
            self._known = signature, read_steps(self.path)
        return self._known[1]


def encode_step(step: SchemeStep) -> dict[str, Any]:
    """A step as an object of JSON."""
    return {
        "format": FORMAT,
        "id": step.id,
        "order": step.order,
        "time": step.time,
        "annotator": step.annotator,
        "event": step.event.value,
        "of": step.of,
        "words": step.words,
        "fields": [
            {"label": one.label, "field": one.field, "before": one.before, "after": one.after}
            for one in step.fields
        ],
        "before": step.before,
        "after": step.after,
    }


def decode_step(row: Any) -> SchemeStep:
    """The step that an object of JSON says. Raises ValueError when it says none that this reader knows."""
    try:
        if row["format"] != FORMAT:
            raise ValueError(f"format {row['format']!r:.20}")
        return SchemeStep(
            id=_text(row["id"]),
            order=_order(row["order"]),
            time=_text(row["time"]),
            annotator=_text(row["annotator"]),
            event=Event(row["event"]),
            of=None if row["of"] is None else _text(row["of"]),
            words=_text(row["words"]),
            fields=tuple(_field(one) for one in row["fields"]),
            before=None if row["before"] is None else _text(row["before"]),
            after=None if row["after"] is None else _text(row["after"]),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"no change of a scheme ({error})") from None


def read_steps(path: Path) -> tuple[SchemeStep, ...]:
    """The steps of a history by their order, each once; lines that are none are passed over.

    A kill leaves a torn last line, a sync tool a merged file. Raises StoreError when it cannot be read.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise StoreError(
                f"{path}: larger than {MAX_BYTES // 1_000_000} MB",
                "move it away: the changes in it can then no longer be undone",
            )
        lines = path.read_bytes().split(b"\n")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror})", "check its permissions") from error
    found: dict[str, SchemeStep] = {}
    for line in lines:
        try:
            step = decode_step(json.loads(line))
        except (ValueError, RecursionError):
            continue
        found.setdefault(step.id, step)
    return tuple(sorted(found.values(), key=lambda one: one.order))


def _field(row: Mapping[str, Any]) -> FieldChange:
    return FieldChange(_text(row["label"]), _text(row["field"]), _value(row["before"]), _value(row["after"]))


def _value(value: Any) -> Value | None:
    if isinstance(value, list):
        return [_text(one) for one in value]
    return value if value is None or isinstance(value, bool) else _text(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is expected, not {value!r:.40}")
    return value


def _order(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"a count is expected, not {value!r:.40}")
    return value


def _signature(path: Path) -> tuple[int, int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0, 0
    return status.st_ino, status.st_mtime_ns, status.st_size
