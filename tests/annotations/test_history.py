"""Undo gives back what was, field for field, and redo what was undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.deciding import Act, Choice, Stamp, decide, revert
from reader.annotations.model import ArticleRef, Event, Operation, Shard, State, Target, apply
from reader.annotations.scheme import Scheme

LABELS = ["calm", "angry", "sad", "war", "trade", "lead", "odd"]
CHOICES = st.one_of(
    st.builds(Choice, st.sampled_from([Act.TOGGLE, Act.CLEAR]), st.sampled_from(LABELS)),
    st.builds(Choice, st.just(Act.SET), st.sampled_from(LABELS), st.sampled_from(State)),
    st.builds(Choice, st.sampled_from([Act.NONE, Act.IGNORE, Act.FLAG])),
    st.builds(Choice, st.just(Act.NOTE), note=st.sampled_from(["", "odd", "see the guide"])),
    st.builds(Choice, st.just(Act.COMPLETE), st.just("names"), st.sampled_from([State.ACCEPT, State.REJECT])),
)
SEQUENCES = st.lists(st.tuples(st.integers(1, 3), CHOICES), max_size=15)


@given(before=SEQUENCES, during=SEQUENCES)
def test_undo_gives_back_the_beginning_and_redo_the_end(
    before: list[tuple[int, Choice]],
    during: list[tuple[int, Choice]],
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    grouped_scheme: Scheme,
) -> None:
    def make(shard: Shard, choices: list[tuple[int, Choice]]) -> Shard:
        for number, choice in choices:
            change = decide(shard, block_target(number), choice, grouped_scheme, next(stamps))
            shard = apply(shard, change) if change else shard
        return shard

    def turn(shard: Shard, operation: Operation, event: Event) -> Shard:
        change = revert(shard, operation, event, next(stamps))
        assert change is not None
        assert (change.operation.event, change.operation.of) == (event, operation.id)
        return apply(shard, change)

    beginning = make(Shard("anna", article_ref), before)
    end = make(beginning, during)
    made = end.history[len(beginning.history) :]
    shard = end
    for operation in reversed(made):
        shard = turn(shard, operation, Event.UNDO)
    assert shard.annotations == beginning.annotations
    for operation in made:
        shard = turn(shard, operation, Event.REDO)
    assert shard.annotations == end.annotations
    assert len(shard.history) == len(end.history) + 2 * len(made)
    assert shard.history[: len(end.history)] == end.history


@pytest.mark.parametrize("event", [Event.UNDO, Event.REDO])
def test_what_was_changed_since_is_not_reverted(
    event: Event,
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    grouped_scheme: Scheme,
) -> None:
    change = decide(
        Shard("anna", article_ref), block_target(1), Choice(Act.TOGGLE, "war"), grouped_scheme, next(stamps)
    )
    assert change is not None
    shard = apply(Shard("anna", article_ref), change)
    (one,) = shard.annotations.values()
    changed = replace(shard, annotations={one.id: replace(one, state=State.REJECT)})
    assert revert(changed, change.operation, event, next(stamps)) is None
