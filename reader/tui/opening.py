"""Opening an address with what the desktop has for it: never a shell, and only what was checked before."""

from __future__ import annotations

import contextlib
import shlex
import subprocess
from collections.abc import Callable, Mapping

_SECONDS = 2.0


def opener(
    environment: Mapping[str, str], platform: str, find: Callable[[str], str | None]
) -> list[str] | None:
    """The command that opens an address, `%s` in its place; None where there is nothing to show it on.

    `$BROWSER` comes first, as people set it where there is no desktop; else what the desktop has, if the
    terminal is on one. A browser in this terminal is none: it would draw over the page.
    """
    for wanted in environment.get("BROWSER", "").split(":"):
        with contextlib.suppress(ValueError):
            words = [word for word in shlex.split(wanted) if word != "&"]
            if words and (program := find(words[0])):
                return [program, *words[1:], *([] if "%s" in wanted else ["%s"])]
    names: tuple[str, ...]
    if platform == "darwin":
        names = () if environment.get("SSH_CONNECTION") else ("open",)
    elif environment.get("WSL_DISTRO_NAME"):
        names = ("wslview", "xdg-open")
    else:
        shown = environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
        names = ("xdg-open",) if shown else ()
    program = next((found for name in names if (found := find(name))), None)
    return [program, "%s"] if program else None


def open_with(command: list[str], address: str) -> str:
    """Open an address; returns what went wrong, empty when nothing did."""
    words = [word.replace("%s", address) for word in command]
    try:
        child = subprocess.Popen(  # noqa: S603 - no shell, and the address was checked
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{command[0]}: {error.strerror}"
    try:
        code = child.wait(_SECONDS)
    except subprocess.TimeoutExpired:
        # It goes on, as browsers do.
        return ""
    return f"{command[0]} could not open it (code {code})" if code else ""
