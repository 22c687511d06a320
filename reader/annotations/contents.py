"""What a shard's file holds, between its bytes and TinyDB's tables; unchanged documents are encoded once."""

from __future__ import annotations

import json
import re
from itertools import islice
from operator import eq, is_
from typing import Any

Document = dict[str, Any]
Table = dict[str, Document]
Tables = dict[str, Table]

_NAME = re.compile(r'[{,]("(?:[^"\\]|\\.)*"):(?=\{)')
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class Contents:
    """The tables of one file, and the JSON of what is in them as long as it is the same object.

    A save of a shard of 1,000 decisions encodes the three documents that it changes, not all 3,000.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        # The tables and documents stay alive beside their JSON, so that what is new is never taken for old.
        self._encoded: dict[str, tuple[Table, bytes]] = {}
        self._pieces: dict[int, bytes] = {}
        self._documents: dict[int, Document] = {}

    @classmethod
    def parse(cls, content: bytes) -> Contents:
        """Read the JSON of a TinyDB file. Raises ValueError when it is none."""
        try:
            found = _parse_compact(content) or cls(json.loads(content))
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not _is_tinydb(found.tables):
            raise ValueError("no tables")
        return found

    def find(self, table: str, key: str, value: object) -> int | None:
        """TinyDB's number of the first document of a table with this value; None when there is none."""
        rows = self.tables.get(table, {}).items()
        return next((int(number) for number, row in rows if row.get(key) == value), None)

    def encode(self) -> bytes:
        """The bytes of the file, the same for the same tables."""
        parts = [b"{"]
        for nth, name in enumerate(self.tables):
            parts += [b"," if nth else b"", _encode(name), b":{", self._encode_table(name), b"}"]
        # Joined once: a megabyte copied for every brace costs more than all that is encoded.
        return b"".join([*parts, b"}"])

    def _encode_table(self, name: str) -> bytes:
        """The JSON of a table without its braces."""
        table = self.tables[name]
        before, encoded = self._encoded.get(name, ({}, b""))
        if before is not table:
            if before and _begins(table, before):
                added = islice(table.items(), len(before), None)
                encoded = b",".join([encoded, *(_encode_row(*row) for row in added)])
            else:
                encoded = self._encode_rows(table)
            self._encoded[name] = table, encoded
        return encoded

    def _encode_rows(self, table: Table) -> bytes:
        """The same, put together from its documents: something may have been taken from between them."""
        if len(self._pieces) > 1000 + 2 * sum(map(len, self.tables.values())):
            self._pieces.clear()
            self._documents.clear()
        for number, row in table.items():
            if id(row) not in self._pieces:
                self._pieces[id(row)] = _encode_row(number, row)
                self._documents[id(row)] = row
        return b",".join([self._pieces[id(row)] for row in table.values()])


def _parse_compact(content: bytes) -> Contents | None:
    """The contents of a file as `encode` leaves it, with the JSON of its tables; None of any other file."""
    if not content.startswith(b'{"'):
        return None
    text = content.decode()
    decode = json.JSONDecoder().raw_decode
    contents, end = Contents({}), 0
    while found := _NAME.match(text, end):
        name, start = json.loads(found[1]), found.end()
        table, end = decode(text, start)
        contents.tables[name] = table
        contents._encoded[name] = table, text[start + 1 : end - 1].encode()
    return contents if text[end:] == "}" else None


def _is_tinydb(tables: object) -> bool:
    """Whether these are tables as TinyDB has them: documents under numbers."""
    return isinstance(tables, dict) and all(
        isinstance(table, dict)
        and all(number.isdecimal() and isinstance(row, dict) for number, row in table.items())
        for table in tables.values()
    )


def _begins(table: Table, before: Table) -> bool:
    """Whether a table begins with all that was in it before: the same documents under the same numbers."""
    same = len(table) >= len(before) and all(map(is_, before.values(), table.values()))
    return same and all(map(eq, before, table))


def _encode_row(number: str, row: Document) -> bytes:
    return _encode(number) + b":" + _encode(row)


def _encode(value: object) -> bytes:
    text = _ENCODER.encode(value)
    try:
        return text.encode()
    except UnicodeEncodeError:
        # Half a surrogate pair has no UTF-8; escaped, any reader of JSON takes it.
        return json.dumps(value, separators=(",", ":")).encode()
