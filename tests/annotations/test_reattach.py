"""Decisions that lost their place are put on another target, undoably, and no contradiction is made."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from reader.annotations.deciding import Act, Choice, Stamp, decide, revert
from reader.annotations.model import ArticleRef, Event, Shard, State, Target, TargetKind, apply
from reader.annotations.reattach import reattach
from reader.annotations.scheme import Scheme
from reader.errors import RequestError

BlockTarget = Callable[[int], Target]
FACTS = (
    Choice(Act.SET, "calm"),
    Choice(Act.SET, "war"),
    Choice(Act.FLAG),
    Choice(Act.NOTE, note="see above"),
)


@pytest.fixture
def shard(
    article_ref: ArticleRef, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> Shard:
    """Paragraph 1 is calm, of war, flagged and has a note."""
    return said(Shard("alice", article_ref), block_target(1), FACTS, grouped_scheme, stamps)


def said(
    shard: Shard, target: Target, choices: tuple[Choice, ...], scheme: Scheme, stamps: Iterator[Stamp]
) -> Shard:
    for choice in choices:
        change = decide(shard, target, choice, scheme, next(stamps))
        assert change is not None
        shard = apply(shard, change)
    return shard


def test_all_that_is_said_of_a_target_goes_and_comes_back(
    shard: Shard, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    one, five = block_target(1), block_target(5)
    change = reattach(shard, one.id, five, grouped_scheme, next(stamps))
    assert change is not None
    assert change.operation.words == "Calm, War, flag, note put back on 5"
    after = apply(shard, change)
    assert after.about(one.id) == ()
    assert [replace(x, target=one.id, changed="") for x in after.about(five.id)] == [
        replace(x, changed="") for x in shard.about(one.id)
    ]
    undo = revert(after, change.operation, Event.UNDO, next(stamps))
    assert undo is not None
    assert apply(after, undo).annotations == shard.annotations


def test_one_annotation_may_go_alone(
    shard: Shard, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    first = shard.about(block_target(1).id)[1]
    change = reattach(shard, first.id, block_target(5), grouped_scheme, next(stamps))
    assert change is not None
    after = apply(shard, change)
    assert [x.label for x in after.about(block_target(5).id)] == ["war"]
    assert len(after.about(block_target(1).id)) == 3


def test_what_stands_there_already_is_not_said_twice(
    shard: Shard, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    shard = said(shard, block_target(5), (Choice(Act.SET, "war"), Choice(Act.FLAG)), grouped_scheme, stamps)
    change = reattach(shard, block_target(1).id, block_target(5), grouped_scheme, next(stamps))
    assert change is not None
    after = apply(shard, change)
    assert sorted(x.label or x.kind for x in after.about(block_target(5).id)) == [
        "calm",
        "flag",
        "note",
        "war",
    ]
    assert after.about(block_target(1).id) == ()


@pytest.mark.parametrize(
    ("choice", "sentence"),
    [
        (Choice(Act.SET, "angry"), "Calm contradicts Angry, which stands on 5"),
        (Choice(Act.SET, "war", State.REJECT), "War contradicts not War, which stands on 5"),
        (Choice(Act.NONE), "Calm contradicts none of them, which stands on 5"),
        (Choice(Act.IGNORE), "Calm contradicts ignored, which stands on 5"),
        (Choice(Act.NOTE, note="another"), "note contradicts note, which stands on 5"),
    ],
)
def test_a_contradiction_is_refused_in_a_sentence(
    shard: Shard,
    grouped_scheme: Scheme,
    stamps: Iterator[Stamp],
    block_target: BlockTarget,
    choice: Choice,
    sentence: str,
) -> None:
    shard = said(shard, block_target(5), (choice,), grouped_scheme, stamps)
    with pytest.raises(RequestError, match=sentence):
        reattach(shard, block_target(1).id, block_target(5), grouped_scheme, next(stamps))


@pytest.mark.parametrize("choice", [Choice(Act.SET, "trade"), Choice(Act.SET, "angry", State.REJECT)])
def test_what_could_have_been_said_of_one_paragraph_is_merged(
    shard: Shard,
    grouped_scheme: Scheme,
    stamps: Iterator[Stamp],
    block_target: BlockTarget,
    choice: Choice,
) -> None:
    shard = said(shard, block_target(5), (choice,), grouped_scheme, stamps)
    assert reattach(shard, block_target(1).id, block_target(5), grouped_scheme, next(stamps)) is not None


def test_a_paragraph_is_no_place_for_what_is_said_of_words(
    shard: Shard, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    words = replace(block_target(5), kind=TargetKind.SPAN)
    with pytest.raises(RequestError, match="about a block, not about a span"):
        reattach(shard, block_target(1).id, words, grouped_scheme, next(stamps))


def test_nothing_to_do_changes_nothing(
    shard: Shard, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    stamp = next(stamps)
    assert reattach(shard, block_target(1).id, block_target(1), grouped_scheme, stamp) is None
    assert reattach(shard, "gone", block_target(1), grouped_scheme, stamp) is None
    change = reattach(shard, block_target(1).id, block_target(5), grouped_scheme, stamp)
    assert change is not None
    again = reattach(apply(shard, change), block_target(1).id, block_target(5), grouped_scheme, stamp)
    assert again is None, "a save that is tried again after it was done"


def test_a_speaker_is_led_to_the_new_place_of_its_name(
    article_ref: ArticleRef, grouped_scheme: Scheme, stamps: Iterator[Stamp], block_target: BlockTarget
) -> None:
    quote, name, elsewhere = (
        replace(block_target(nth), kind=TargetKind.SPAN, block=None) for nth in (1, 2, 3)
    )
    link = (Choice(Act.SPEAKER, link=name),)
    shard = said(Shard("alice", article_ref), quote, link, grouped_scheme, stamps)
    change = reattach(shard, name.id, elsewhere, grouped_scheme, next(stamps))
    assert change is not None
    (speaker,) = apply(shard, change).annotations.values()
    assert (speaker.target, speaker.link) == (quote.id, elsewhere.id)
