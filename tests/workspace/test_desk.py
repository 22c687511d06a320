"""Decisions on their way to disk: the index knows of none that a crash would take away."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from reader.annotations.deciding import Act, Choice
from reader.workspace.sheet import Sheet
from tests.workspace.conftest import Opener


def test_the_index_knows_only_what_is_on_disk(opener: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = opener()
    article_id = workspace.listing().row(0).id  # type: ignore[union-attr]
    sheet = workspace.sheet(article_id)
    second_waits, put, change = threading.Event(), workspace.indexer.put, workspace.store.change
    indexed: list[tuple[int, int]] = []

    def slow(*args: Any) -> Any:
        second_waits.wait(10)
        return change(*args)

    def note(kept: Sheet) -> None:
        indexed.append((len(kept.shard.history), kept.decided))
        put(kept)

    monkeypatch.setattr(workspace.store, "change", slow)
    monkeypatch.setattr(workspace.indexer, "put", note)
    for number in (1, 2):
        sheet = workspace.decide(sheet, sheet.target_of_block(number), Choice(Act.NONE)).sheet
    assert sheet.decided == 2, "both are seen at once"
    second_waits.set()
    assert workspace.flush(10).saved
    assert indexed == [(1, 1), (2, 2)]
