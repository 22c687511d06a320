"""The editor that a person has chosen, as a command; which one it is, is no business of the screen's."""

from __future__ import annotations

import shlex
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

from reader.errors import RequestError

_USUAL = ("nano", "vi")
"""Editors that most systems have; whoever has chosen none may not know how to leave vi."""


def editor_command(environment: Mapping[str, str], find: Callable[[str], str | None]) -> list[str]:
    """The editor of VISUAL or EDITOR with its options, else one that is there. Raises RequestError."""
    for name in ("VISUAL", "EDITOR"):
        chosen = environment.get(name, "").strip()
        if not chosen:
            continue
        try:
            words = shlex.split(chosen)
        except ValueError:
            raise RequestError(f"{name} cannot be read: {chosen}", "a quotation mark is missing") from None
        if find(words[0]) is None:
            raise RequestError(f"{words[0]} is not found", f"{name} names it as your editor")
        return words
    for usual in _USUAL:
        if find(usual) is not None:
            return [usual]
    raise RequestError("no editor is known", "set EDITOR to the one you like")


def edit_file(command: list[str], path: Path) -> str:
    """Let a person edit a file until the editor ends; returns what went wrong, empty when nothing did."""
    name = Path(command[0]).name
    try:
        code = subprocess.run([*command, str(path)], check=False).returncode  # noqa: S603 - their own choice
    except OSError as error:
        return f"{name} cannot be started ({error.strerror})"
    return "" if code == 0 else f"{name} ended with {code}"
