"""The command line: thin, one module a group of commands, each loaded when it is called."""

from __future__ import annotations


def main() -> int:
    """Run `reader` with the arguments of this process; returns the exit code."""
    try:
        from reader.cli.app import run

        return run()
    except KeyboardInterrupt:
        return 130
