"""What goes to the clipboard of the terminal that one sits at, over ssh and out of tmux too."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Mapping

MOST_BYTES = 74_000
"""More than this many terminals do not take in one go (xterm: 100,000 signs of base64)."""
_SECONDS = 5.0


def safe(text: str) -> str:
    """A text without what would steer a terminal or a shell that it is pasted into.

    Line ends are those of Unix; what is no character at all becomes a question mark.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(_STEERING)
    return lines.encode("utf-8", "replace").decode("utf-8")


# Lines and tabs stay: they are a part of texts, and steer nothing.
_STEERING = dict.fromkeys([code for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"])


def too_long(text: str) -> bool:
    """Whether some terminals will not take it."""
    return len(text.encode("utf-8", "replace")) > MOST_BYTES


def tmux_commands(environment: Mapping[str, str], find: Callable[[str], str | None]) -> list[list[str]]:
    """The commands to try that hand what they read to tmux and to the terminal around it; none elsewhere.

    tmux as it comes (`set-clipboard external`) hears no program inside it, but does what it is told itself.
    """
    program = find("tmux") if environment.get("TMUX") else None
    return [[program, "load-buffer", "-w", "-"], [program, "load-buffer", "-"]] if program else []


def hand_over(commands: list[list[str]], text: str) -> bool:
    """Let the first command that can take a text; False when none could."""
    for command in commands:
        try:
            done = subprocess.run(  # noqa: S603 - no shell, and the text is only read by it
                command,
                input=text.encode("utf-8", "replace"),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=_SECONDS,
                check=False,
            )
        except (OSError, subprocess.SubprocessError):
            continue
        if done.returncode == 0:
            return True
    return False
