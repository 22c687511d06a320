"""Analyses kept by text: derived, dropped when they are too many, and made anew whenever one is missing."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any

from reader.errors import LibraryError
from reader.library.database import Database

MOST_BYTES = 64_000_000
"""Compressed bytes that all analyses may take together; then the oldest go."""


class Analyses:
    """What engines said of texts, by the text's hash, who speaks (`fast 1`) and the version of the rules.

    Nothing here is worth a failure: what cannot be read is missing, what cannot be kept is not kept.
    """

    def __init__(self, database: Database, most_bytes: int = MOST_BYTES) -> None:
        self._database = database
        self._most = most_bytes

    def find(self, text_hash: str, engine: str, version: str) -> dict[str, Any] | None:
        """What was kept, or None."""
        query = "SELECT json FROM analyses WHERE text_hash = ? AND engine = ? AND version = ?"
        try:
            with self._database.reading() as connection:
                found = connection.execute(query, (text_hash, engine, version)).fetchone()
            data = json.loads(zlib.decompress(found[0])) if found else None
        except (LibraryError, zlib.error, ValueError, TypeError):
            return None
        return data if isinstance(data, dict) else None

    def keep(self, text_hash: str, engine: str, version: str, analysis: Mapping[str, object]) -> bool:
        """Keep an analysis in the place of what was known under the same names; whether that was possible."""
        packed = zlib.compress(json.dumps(analysis, separators=(",", ":")).encode("ascii"), 6)
        if len(packed) > self._most:
            return False
        row = (text_hash, engine, version, packed, len(packed))
        try:
            with self._database.writing() as connection:
                connection.execute(
                    "INSERT OR REPLACE INTO analyses (text_hash, engine, version, json, bytes)"
                    " VALUES (?, ?, ?, ?, ?)",
                    row,
                )
                self._shrink(connection)
        except LibraryError:
            return False
        return True

    def drop(self) -> None:
        """Forget all of them. Raises LibraryError."""
        with self._database.writing() as connection:
            connection.execute("DELETE FROM analyses")

    def _shrink(self, connection: sqlite3.Connection) -> None:
        """Drop the oldest when all are too many together."""
        if connection.execute("SELECT sum(bytes) FROM analyses").fetchone()[0] <= self._most:
            return
        room = self._most * 9 // 10
        for row, size in connection.execute("SELECT row, bytes FROM analyses ORDER BY row DESC"):
            room -= size
            if room < 0:
                connection.execute("DELETE FROM analyses WHERE row <= ?", (row,))
                return
