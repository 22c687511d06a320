"""What an article's text is made of, as JSON: the fields `dateline` and `blocks` of every command."""

from __future__ import annotations

from collections.abc import Sequence

from reader.corpus.article import Block, Dateline


def to_json(dateline: Dateline | None, blocks: Sequence[Block]) -> dict[str, object]:
    """The fields `dateline` (null without one) and `blocks`; offsets are code points, ends exclusive."""
    return {
        "dateline": None
        if dateline is None
        else {
            "start": dateline.span.start,
            "end": dateline.span.end,
            "place": dateline.place,
            "date": dateline.date,
            "agency": dateline.agency,
        },
        "blocks": [
            {
                "number": block.number,
                "kind": block.kind.value,
                "start": block.span.start,
                "end": block.span.end,
            }
            for block in blocks
        ],
    }
