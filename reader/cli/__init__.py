"""The command line: thin, one module a group of commands, each loaded when it is called."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sys import UnraisableHookArgs


def main() -> int:
    """Run `reader` with the arguments of this process; returns the exit code."""
    sys.unraisablehook = keep_interrupt
    try:
        from reader.cli.app import run

        return run()
    except KeyboardInterrupt:
        return 130


def keep_interrupt(unraisable: UnraisableHookArgs) -> None:
    """Let a Ctrl-C that fell into a destructor, where Python drops it, come again a moment later."""
    if unraisable.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(unraisable)
        return
    import signal
    import threading

    # As a signal it ends a wait as well, which a mere note to the interpreter would not.
    main_thread = threading.main_thread().ident
    if main_thread is not None:
        threading.Timer(0.01, signal.pthread_kill, (main_thread, signal.SIGINT)).start()
