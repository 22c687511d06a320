"""The command `open`: the reading screen, on a workspace, a folder or a file."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import ExitStack
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reader.cli.output import tell_error
from reader.cli.session import (
    annotator_option,
    existing_path,
    is_folder,
    opened,
    size_option,
    workspace_option,
)
from reader.errors import NotFoundError, ReaderError, RequestError

if TYPE_CHECKING:
    from reader.workspace.workspace import Workspace


FIRST_ARTICLES = 100
"""How many articles of a new library are taken in before the first screen; the others follow behind it."""


@click.command("open")
@click.argument("path", required=False, metavar="[PATH]", type=click.Path(path_type=Path, readable=False))
@click.option("--keys", type=click.Choice(["vi", "arrows"]), help="The set of keys, for this time.")
@workspace_option
@annotator_option
@size_option
def open_reader(
    path: Path | None,
    keys: str | None,
    workspace: Path | None,
    annotator: str | None,
    max_megabytes: float | None,
) -> int:
    """Read and tag in the terminal.

    PATH is a text file, which opens at once, or a folder, whose articles are listed. Without it the
    workspace opens that you stand in. A folder that is no workspace is only read until you decide
    something in it.
    """
    if path is not None and existing_path(str(path)) is None:
        raise _missing(path)
    _refuse_without_terminal(path, workspace)
    # Importing and building make no garbage worth the search; the app turns it on after its first frame.
    gc.disable()
    with ExitStack() as stack:

        def reopen(name: str | None) -> Workspace:
            """Open the folder, or open it anew once it was made a workspace; both end with the screen."""
            return stack.enter_context(opened(workspace, name, max_megabytes, given=path, keys=keys))

        found = reopen(annotator)
        article_id = _take(found, path)

        from reader.tui.app import run

        return run(found, article_id, reopen)


def _missing(path: Path) -> ReaderError:
    from reader.cli.app import COMMANDS

    near = get_close_matches(str(path), COMMANDS, 1)
    if near:
        return RequestError(f'there is neither a command nor a file "{path}"', f"did you mean {near[0]}?")
    return NotFoundError(f"{path}: there is no such file", "reader --help lists the commands")


def _refuse_without_terminal(path: Path | None, workspace: Path | None) -> None:
    """Raise RequestError where no screen can be drawn, with the command that does the same without one."""
    dumb = os.environ.get("TERM", "") in ("", "dumb")
    attached = all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))
    if attached and not dumb:
        return
    folder = workspace if path is None else path
    if path is not None and not is_folder(path):
        instead = f"reader show {path}"
    else:
        instead = "reader list" if folder is None else f"reader list --workspace {folder}"
    why = "TERM says that this terminal draws no screens" if attached else "this is no terminal"
    raise RequestError(why, f"without a screen: {instead}")


def _take(workspace: Workspace, path: Path | None) -> str | None:
    """Take in what is to be opened; returns the article of a file. Raises InputError."""
    if path is None or is_folder(path):
        _take_first(workspace)
    if path is None:
        return None
    if not is_folder(path):
        outcome = next(iter(workspace.take([path])))
        if outcome.why is not None:
            raise outcome.why
        return outcome.article_id
    if path.absolute().resolve() != workspace.root.path.resolve():
        # The sources of a workspace are looked through by the screen itself.
        for outcome in workspace.take([path]):
            if outcome.why is not None:
                tell_error(outcome.why)
    return None


def _take_first(workspace: Workspace) -> None:
    """Take in the first articles of a new library, so that its first screen is not an empty one."""
    if not len(workspace.articles):
        for _ in islice(workspace.scan(), FIRST_ARTICLES):
            pass
