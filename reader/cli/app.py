"""The command `reader`: its commands by name, what runs without one, and how failures end."""

from __future__ import annotations

import errno
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any, NamedTuple

import click
from click.exceptions import Exit

from reader import __version__
from reader.cli.output import flush, tell, tell_error
from reader.errors import ReaderError, RequestError

FAILED, MISUSED, INTERRUPTED = 1, 2, 130


class Entry(NamedTuple):
    """Where a command is found once it is called, and its one line of help."""

    place: str
    help: str


COMMANDS = {
    "open": Entry("reader.cli.opening:open_reader", "Read and tag in the terminal"),
    "init": Entry("reader.cli.places:init", "Make a workspace"),
    "import": Entry("reader.cli.articles:import_sources", "Take text files into the library"),
    "list": Entry("reader.cli.articles:list_articles", "List the articles"),
    "show": Entry("reader.cli.showing:show", "Show one article with its decisions"),
    "analyze": Entry("reader.cli.analyzing:analyze", "Find names, quotes and their speakers"),
    "tag": Entry("reader.cli.decisions:tag", "Give a paragraph a label"),
    "untag": Entry("reader.cli.decisions:untag", "Take a label away"),
    "none": Entry("reader.cli.remarks:none", "Say that none of the labels fits"),
    "ignore": Entry("reader.cli.remarks:ignore", "Leave a paragraph out"),
    "flag": Entry("reader.cli.remarks:flag", "Mark a paragraph, to come back to it"),
    "note": Entry("reader.cli.remarks:note", "Write a note on a paragraph"),
    "complete": Entry("reader.cli.remarks:complete", "Say that all was said"),
    "speaker": Entry("reader.cli.remarks:say_speaker", "Say who spoke a quote"),
    "bulk": Entry("reader.cli.bulk:bulk", "Decide the same of many paragraphs"),
    "attach": Entry("reader.cli.attaching:attach", "Put decisions that lost their place where they belong"),
    "mark": Entry("reader.cli.marking:mark", "Mark articles as read or unread"),
    "undo": Entry("reader.cli.decisions:undo", "Take back the newest decision"),
    "redo": Entry("reader.cli.decisions:redo", "Make again what was undone last"),
    "log": Entry("reader.cli.log:log", "Say who decided what"),
    "export": Entry("reader.cli.export:export", "Write decisions as a dataset"),
    "stats": Entry("reader.cli.stats:stats", "Count what was decided, by annotator"),
    "labels": Entry("reader.cli.labels:labels", "Show and change the label scheme"),
    "check": Entry("reader.cli.checks:check", "Verify every file of decisions"),
    "reindex": Entry("reader.cli.checks:reindex", "Count all decisions anew"),
    "keys": Entry("reader.cli.places:keys", "List the keys of the reading screen"),
    "paths": Entry("reader.cli.places:paths", "Say where things lie"),
}
"""In the order in which they are listed."""


class Commands(click.Group):
    """Knows its commands by name and loads the one that is called; anything else is something to open."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load a command."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].place.partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take what begins with no command for what `open` is to open."""
        own = {name for option in self.get_params(ctx) for name in option.opts}
        if not args or args[0] not in own | COMMANDS.keys():
            args = ["open", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, f"{entry.help}.") for name, entry in COMMANDS.items()])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="",
    subcommand_metavar="[COMMAND] [PATH] [OPTIONS]",
    epilog="reader COMMAND --help tells more about each.",
)
@click.version_option(__version__, prog_name="reader")
def commands() -> None:
    """Read news in the terminal, label it with one key a decision, and keep every decision.

    Without a command, reader opens PATH, a text file or a folder, or else the workspace that you stand in.
    Where a file is called like a command, write ./list.
    """


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line; returns the exit code. Whatever fails is told in a sentence."""
    arguments = list(sys.argv[1:] if args is None else args)
    try:
        code = _invoke(arguments)
        flush()
    except ReaderError as error:
        tell_error(error)
        return MISUSED if isinstance(error, RequestError) else FAILED
    except (KeyboardInterrupt, click.Abort):
        return INTERRUPTED
    except OSError as error:
        if error.errno == errno.EPIPE:
            _forget_stdout()
            return 0
        if error.errno == errno.ENOSPC and error.filename is None:
            _forget_stdout()
            tell("reader: the output could not be written, the disk is full")
            return FAILED
        return _fail(error)
    except Exception as error:  # noqa: BLE001 - whatever it is, no traceback reaches a user
        return _fail(error)
    return code


def _invoke(arguments: list[str]) -> int:
    try:
        with commands.make_context("reader", arguments) as ctx:
            result: Any = commands.invoke(ctx)
    except Exit as ending:
        return ending.exit_code
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "reader"
        raise RequestError(_sentence(error.format_message()), f"{where} --help shows how") from None
    except click.ClickException as error:
        raise ReaderError(_sentence(error.format_message())) from None
    return result if isinstance(result, int) else 0


def _sentence(message: str) -> str:
    """Click's words in the manner of our own: they begin small and end without a full stop."""
    return f"{message[:1].lower()}{message[1:]}".rstrip(".")


def _fail(error: Exception) -> int:
    if os.environ.get("READER_DEBUG"):
        import traceback

        traceback.print_exception(error)
    tell(f"reader: something went wrong in here ({type(error).__name__}: {error})")
    tell("        this is a bug; READER_DEBUG=1 shows where")
    return FAILED


def _forget_stdout() -> None:
    """Nobody reads what is printed any more: what is left of it goes nowhere, without a word at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
