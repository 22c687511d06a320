"""The format `jsonl`: one JSON object a line, one line a paragraph (docs/export-jsonl.md)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.datasets.records import Record

SCHEMA = 1
"""The version of the line format: later ones add fields and rename none."""

# Some terminals obey these signs, some programs take them for the end of a line, and a surrogate alone
# (from a file's name) is not UTF-8; JSON itself escapes only those below the space.
_ESCAPED = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def json_line(value: Mapping[str, object]) -> str:
    """An object as one line of JSON without its end: any Unicode, but nothing that steers a terminal."""
    line = json.dumps(value, ensure_ascii=False)
    return line if line.isascii() and "\x7f" not in line else _ESCAPED.sub(_escape, line)


def jsonl_lines(records: Iterable[Record]) -> Iterator[str]:
    """The lines of a dataset, without their ends, in the order of the records."""
    for record in records:
        yield json_line(
            {
                "schema": SCHEMA,
                "article": record.article,
                "title": record.title,
                "source": record.source,
                "block": record.block,
                "kind": record.kind,
                "start": record.span.start,
                "end": record.span.end,
                "text": record.text,
                "labels": [
                    {"id": label.id, "name": label.name, "state": label.state.value}
                    for label in record.labels
                ],
                "none": record.none,
                "ignored": record.ignored,
                "flagged": record.flagged,
                "decided": record.decided,
                "annotator": record.annotator,
                "created": record.created,
                "changed": record.changed,
                "scheme": record.scheme,
                "notes": [
                    {"start": note.span.start, "end": note.span.end, "note": note.words}
                    for note in record.notes
                ],
            }
        )


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
