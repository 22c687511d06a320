"""Any sequence of operations, taken back one by one, gives the beginning: field for field, byte for byte."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.annotations import scheme_changes
from reader.annotations.deciding import Act, Choice
from reader.annotations.model import State
from reader.datasets.jsonl import jsonl_lines
from reader.errors import ReaderError
from reader.settings import Settings
from reader.spans import Span
from reader.workspace.exporting import Gathering
from reader.workspace.root import Root, init_workspace
from reader.workspace.selecting import Selection
from reader.workspace.workspace import Workspace

LABELS = st.sampled_from(["fact", "opinion", "background"])
STATES = st.sampled_from(State)
BLOCK_CHOICES = st.one_of(
    st.builds(Choice, st.just(Act.TOGGLE), LABELS),
    st.builds(Choice, st.just(Act.SET), LABELS, STATES),
    st.builds(Choice, st.sampled_from([Act.NONE, Act.IGNORE, Act.FLAG])),
    st.builds(Choice, st.just(Act.NOTE), note=st.sampled_from(["", "odd", "“so”"])),
    st.builds(Choice, st.just(Act.COMPLETE), st.just("names"), st.sampled_from([State.ACCEPT, State.REJECT])),
)
DECIDE = st.tuples(st.just("decide"), st.integers(0, 1), st.integers(1, 3), BLOCK_CHOICES)
SPEAKER = st.tuples(st.just("speaker"), st.integers(0, 1), st.integers(0, 3), st.just(None))
BULK = st.tuples(st.just("bulk"), st.booleans(), st.integers(0, 0), BLOCK_CHOICES)
SCHEME = st.tuples(
    st.just("scheme"),
    st.sampled_from(["rename", "recolour", "retire", "restore", "merge", "add"]),
    LABELS,
    LABELS,
)
SEQUENCES = st.lists(st.one_of(DECIDE, DECIDE, SPEAKER, BULK, SCHEME), min_size=1, max_size=7)


@pytest.fixture(scope="module")
def clock() -> Callable[[], int]:
    ticks = itertools.count(1_700_000_000_000_000, 1_000)
    return lambda: next(ticks)


def perform(workspace: Workspace, step: tuple[Any, ...], names: Iterator[str]) -> None:
    """One step of a sequence; what makes no sense is refused, and changes nothing."""
    kind, where, number, choice = step
    ids = workspace.articles.ids_beginning("")
    if kind == "scheme":
        change(workspace, where, number, choice, next(names))
    elif kind == "bulk":
        meant = list(workspace.select(Selection(kinds=frozenset({"paragraph"}), undecided=where), choice))
        if meant:
            workspace.decide_bulk(choice, meant)
    else:
        sheet = workspace.sheet(ids[where])
        if kind == "decide":
            workspace.decide(sheet, sheet.target_of_block(number), choice)
        else:
            link = sheet.target_of_span(Span(10 + number, 14 + number)) if number else None
            workspace.decide(sheet, sheet.target_of_span(Span(0, 5)), Choice(Act.SPEAKER, link=link))
    workspace.flush(30)


def change(workspace: Workspace, act: str, label: str, other: str, name: str) -> None:
    make = {
        "rename": lambda file: scheme_changes.rename(file, label, name),
        "recolour": lambda file: scheme_changes.recolour(file, label, "green"),
        "retire": lambda file: scheme_changes.retire(file, label),
        "restore": lambda file: scheme_changes.restore(file, label),
        "merge": lambda file: scheme_changes.merge(file, label, other),
        "add": lambda file: scheme_changes.add(file, name),
    }[act]
    workspace.scheming.change(make)


def decisions(workspace: Workspace) -> dict[str, object]:
    """What is on disk of every article, field for field."""
    shards = (workspace.store.load("alice", one) for one in workspace.articles.ids_beginning(""))
    return {shard.article.id: dict(shard.annotations) for shard in shards if shard and shard.annotations}


def seen(workspace: Workspace) -> tuple[object, ...]:
    """All that an undo has to bring back."""
    return decisions(workspace), exported(workspace), workspace.root.scheme.read_bytes()


def exported(workspace: Workspace) -> bytes:
    ids = workspace.articles.ids_beginning("")
    gathering = Gathering(workspace.store, workspace.scheme, workspace.article, ids, everything=True)
    return "\n".join(jsonl_lines(gathering.records())).encode()


@given(before=SEQUENCES, during=SEQUENCES)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_as_many_undos_give_the_beginning_and_as_many_redos_the_end(
    before: list[tuple[Any, ...]], during: list[tuple[Any, ...]], clock: Callable[[], int], story: str
) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "ws"
        init_workspace(folder)
        for nth in range(2):
            (folder / "seeds" / f"{nth}.txt").write_text(story.replace("Paris", f"Town{nth}"))
        workspace = Workspace(Root(folder, plain=False), Settings(), "alice", clock=clock)
        list(workspace.scan())
        names = (f"name {nth}" for nth in itertools.count())
        try:
            run(workspace, before, names)
            beginning = seen(workspace)
            count = run(workspace, during, names)
            end = seen(workspace)
            for _ in range(count):
                assert workspace.undo() is not None
                workspace.flush(30)
            assert seen(workspace) == beginning
            for _ in range(count):
                assert workspace.redo() is not None
                workspace.flush(30)
            assert seen(workspace) == end
            assert workspace.redo() is None
        finally:
            workspace.close()


def run(workspace: Workspace, steps: list[tuple[Any, ...]], names: Iterator[str]) -> int:
    """Do the steps; returns how many of them changed something, each of which is one undo."""
    done = 0
    for step in steps:
        newest = next(iter(workspace.log(["alice"])), None)
        try:
            perform(workspace, step, names)
        except ReaderError:
            continue
        now = next(iter(workspace.log(["alice"])), None)
        done += (now.row.id if now else None) != (newest.row.id if newest else None)
    return done
