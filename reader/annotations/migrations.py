"""Files of decisions that an older reader has written, brought to the format of this one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from reader.annotations.codec import FORMAT, format_of
from reader.annotations.contents import Document, Tables
from reader.errors import ShardError


def migrate(tables: Tables, name: str) -> Tables:
    """The tables of the file `name` in the format of this reader; those that are in it already, as they are.

    Raises ShardError for a file that is none, NewerError for one that a newer reader has written.
    """
    found = tables
    try:
        for version in range(format_of(tables, name), FORMAT):
            found = _STEPS[version](found)
    except (KeyError, TypeError, AttributeError) as error:
        raise ShardError(
            f"{name}: damaged or edited by hand ({type(error).__name__}: {error})", "it is left as it is"
        ) from None
    return found


def _from_1(tables: Tables) -> Tables:
    """Format 2 has notes, links, and the version and score of a suggester."""
    new = {name: {number: dict(row) for number, row in table.items()} for name, table in tables.items()}
    for row in new["article"].values():
        row["format"] = 2
    new["annotations"] = {number: _annotation_2(row) for number, row in new.get("annotations", {}).items()}
    for row in new.get("history", {}).values():
        row["edits"] = [
            {side: None if one is None else _annotation_2(one) for side, one in edit.items()}
            for edit in row["edits"]
        ]
    return new


def _annotation_2(row: Mapping[str, Any]) -> Document:
    return {**row, "note": "", "link": None, "origin_version": None, "score": None}


_STEPS: dict[int, Callable[[Tables], Tables]] = {1: _from_1}
