"""Plain text to an article: decoded, parted into blocks, with what its first lines tell."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from reader.corpus.agencies import find_agency
from reader.corpus.article import Article, Block, BlockKind, Dateline
from reader.corpus.blocks import find_blocks
from reader.corpus.dateline import find_dateline
from reader.corpus.dates import find_date
from reader.corpus.decode import decode
from reader.corpus.title import derive_title


def read_plain(data: bytes, *, id: str, name: str) -> Article:  # noqa: A002 - the field's name
    """The article in the bytes of a text file; `name` is its path as people know it.

    Raises InputError as `decode.decode` does.
    """
    return article_from_text(decode(data, name=name).text, id=id, name=name)


def article_from_text(text: str, *, id: str, name: str) -> Article:  # noqa: A002 - the field's name
    """The article in a canonical text, which is taken as it is.

    `source` is who a reader would say it comes from: the agency of the dateline, else the agency or outlet
    named in a byline or closing note, else the folder of `name`, else its stem. `published` is the
    dateline's date; a stamp above the text that gives the year as well is preferred.
    """
    blocks = find_blocks(text)
    dateline = find_dateline(text, blocks)
    return Article(
        id=id,
        text=text,
        title=derive_title(text, blocks, dateline),
        source=_find_source(text, blocks, dateline, name),
        published=_find_published(text, blocks, dateline),
        dateline=dateline,
        blocks=blocks,
    )


def _find_source(text: str, blocks: Sequence[Block], dateline: Dateline | None, name: str) -> str:
    if dateline is not None and dateline.agency is not None:
        return dateline.agency
    for block in blocks:
        if block.kind is BlockKind.BYLINE:
            agency = find_agency(block.span.of(text))
            if agency is not None:
                return agency
    path = PurePath(name)
    return path.parent.name or path.stem


def _find_published(text: str, blocks: Sequence[Block], dateline: Dateline | None) -> str | None:
    filed = dateline.date if dateline is not None else None
    if filed is not None and len(filed) > 5:
        return filed
    for block in blocks[:12]:
        if block.kind is BlockKind.BYLINE and len(block.span) <= 200:
            found = find_date(block.span.of(text))
            if found is not None and (filed is None or found[2].endswith(filed)):
                return found[2]
    return filed
