"""What a shard's file holds, between its bytes and TinyDB's tables; unchanged documents are encoded once."""

from __future__ import annotations

import json
from typing import Any

Document = dict[str, Any]
Tables = dict[str, dict[str, Document]]


class Contents:
    """The tables of one file, and the JSON of each document as long as the document is the same object.

    A save of a shard of 1,000 decisions encodes the three documents that it changes, not all 3,000.
    """

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._pieces: dict[int, bytes] = {}
        # The documents stay alive beside their JSON, so that an id() is never that of another one.
        self._documents: dict[int, Document] = {}

    @classmethod
    def parse(cls, content: bytes) -> Contents:
        """Read the JSON of a TinyDB file. Raises ValueError when it is none."""
        try:
            tables = json.loads(content)
        except RecursionError:
            raise ValueError("nested too deeply") from None
        if not isinstance(tables, dict) or not all(isinstance(table, dict) for table in tables.values()):
            raise ValueError("no tables")
        return cls(tables)

    def find(self, table: str, key: str, value: object) -> int | None:
        """TinyDB's number of the first document of a table with this value; None when there is none."""
        rows = self.tables.get(table, {}).items()
        return next((int(number) for number, row in rows if row.get(key) == value), None)

    def encode(self) -> bytes:
        """The bytes of the file, the same for the same tables."""
        if len(self._pieces) > 1000 + 2 * sum(map(len, self.tables.values())):
            self._pieces.clear()
            self._documents.clear()
        known = self._pieces.get
        tables = [
            _encode(name)
            + b":{"
            + b",".join([known(id(row)) or self._encode_row(number, row) for number, row in table.items()])
            + b"}"
            for name, table in self.tables.items()
        ]
        return b"{" + b",".join(tables) + b"}"

    def _encode_row(self, number: str, row: Document) -> bytes:
        piece = b'"%s":%s' % (number.encode(), _encode(row))
        self._pieces[id(row)] = piece
        self._documents[id(row)] = row
        return piece


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
