"""JSON Lines with a text each: what a line holds, and whether an input is of that kind."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from reader.errors import InputError


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text as the line gives it, never changed, with the line's `id` (any JSON, None without one)."""

    id: Any
    text: str


def read_text_line(line: bytes) -> TextLine:
    """What a line of JSON Lines holds. Raises InputError, which says what is wrong in a few words."""
    try:
        data = json.loads(line.decode("utf-8"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise InputError(f"byte {error.start + 1} is not UTF-8") from None
    except RecursionError:
        raise InputError("JSON inside JSON, too deep to be read") from None
    except ValueError as error:
        raise InputError(f"not JSON ({_small(str(error))})") from None
    if not isinstance(data, dict):
        raise InputError("not an object with a text")
    if "text" not in data:
        raise InputError('an object without "text"')
    if not isinstance(data["text"], str):
        raise InputError('"text" is no text')
    return TextLine(_passable(data.get("id")), data["text"])


def is_text_line(line: bytes) -> bool:
    """Whether an input's first line says that JSON Lines follow: an object with `text`, even a broken one."""
    bare = line.strip()
    if not bare.startswith(b"{"):
        return False
    try:
        data = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        # A broken first line must not turn all the others into one text.
        return bare.startswith(b'{"') and bare.endswith(b"}") and b'"text"' in bare
    return isinstance(data, dict) and "text" in data


def _passable(value: Any) -> Any:
    """An id that can be written again as it was read. Raises InputError."""
    if not isinstance(value, str | int | None):
        try:
            json.dumps(value, allow_nan=False)
        except (ValueError, RecursionError):
            raise InputError('"id" cannot be passed on: too deep, or a number too large') from None
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"there is no {name} in JSON")


def _small(words: str) -> str:
    return f"{words[:1].lower()}{words[1:]}"
