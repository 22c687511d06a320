"""What commands that decide share: what a TARGET means, and waiting until a decision is on disk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.errors import ReaderError, RequestError
from reader.spans import Span

if TYPE_CHECKING:
    from reader.annotations.model import Target
    from reader.workspace.sheet import Sheet
    from reader.workspace.workspace import Workspace


def target_named(sheet: Sheet, name: str) -> Target:
    """What a TARGET means; the id of a target is one too. Raises RequestError, NotFoundError."""
    if name in sheet.shard.targets:
        return sheet.shard.targets[name]
    if name == "document":
        return sheet.target_of_document()
    if re.fullmatch("[0-9]{1,9}", name):
        return sheet.target_of_block(int(name))
    return span_named(sheet, name)


def span_named(sheet: Sheet, name: str) -> Target:
    """The words that START:END means. Raises RequestError, NotFoundError."""
    ends = re.fullmatch("([0-9]{1,9}):([0-9]{1,9})", name)
    if ends and int(ends[1]) < int(ends[2]):
        return sheet.target_of_span(Span(int(ends[1]), int(ends[2])))
    raise RequestError(
        f'"{name}" is no target', "give the number of a paragraph, START:END, or the word document"
    )


def wait_until_saved(workspace: Workspace) -> None:
    """Wait until everything is on disk. Raises the ReaderError that says why it is not."""
    state = workspace.flush()
    if not state.saved:
        workspace.give_up()
        message = state.failure.message if state.failure else "not saved"
        raise ReaderError(message, "nothing was decided; run the command again")
