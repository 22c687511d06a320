"""One choice about several targets: given where it is missing, taken away only where nothing lacks it."""

from __future__ import annotations

from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchor import make_anchor, target_id
from reader.annotations.deciding import Act, Choice, Stamp, decide, decide_each, revert
from reader.annotations.model import ArticleRef, Event, Kind, Shard, State, Target, TargetKind, apply
from reader.annotations.scheme import Group, Label, LabelTarget, Scheme
from reader.annotations.standing import stand
from reader.annotations.together import as_given, as_meant, as_taken, decide_as_seen, together
from reader.errors import RequestError
from reader.spans import Span

TEXT = "One is said. Two is said. Three is said. Four is said."
SCHEME = Scheme(
    (
        Label("war", "War", group="topic"),
        Label("aid", "Aid", group="topic"),
        Label("calm", "Calm", group="tone"),
        Label("front", "Front page", target=LabelTarget.DOCUMENT),
    ),
    (Group("topic", "topic", exclusive=True), Group("tone", "tone", required=False)),
)
CHOICES = [Choice(Act.TOGGLE, one) for one in ("war", "aid", "calm")]
CHOICES += [Choice(Act.NONE), Choice(Act.FLAG), Choice(Act.IGNORE), Choice(Act.DONE)]


def _target(number: int) -> Target:
    start = [0, 13, 26, 41][number - 1]
    anchor = make_anchor(TEXT, Span(start, start + 5), "hash")
    return Target(target_id(TargetKind.BLOCK, anchor), TargetKind.BLOCK, anchor, number)


def _whole() -> Target:
    anchor = make_anchor(TEXT, Span(0, 0), "hash")
    return Target(target_id(TargetKind.DOCUMENT, anchor), TargetKind.DOCUMENT, anchor)


TARGETS = [_target(number) for number in (1, 2, 3, 4)]
numbers = count(1)


def _stamp() -> Stamp:
    nth = next(numbers)
    return Stamp(f"{nth:012x}", nth, "2024-01-01T00:00:00Z")


def _empty() -> Shard:
    return Shard("anna", ArticleRef("a", "A", "a.txt", "hash"))


def _do(shard: Shard, targets: list[Target], choice: Choice, *, give: bool = False) -> Shard:
    change = decide_each(shard, together(shard, targets, choice, SCHEME, give=give), SCHEME, _stamp())
    return apply(shard, change) if change else shard


@pytest.mark.parametrize("choice", CHOICES[:6], ids=lambda one: f"{one.act} {one.label}".strip())
def test_the_same_key_twice_gives_to_all_and_takes_from_all(choice: Choice) -> None:
    shard = _empty()
    first = decide(shard, TARGETS[1], choice, SCHEME, _stamp())
    assert first is not None
    shard = _do(apply(shard, first), TARGETS, choice)
    assert [len(shard.about(one.id)) for one in TARGETS] == [1, 1, 1, 1]
    assert _do(shard, TARGETS, choice, give=True) == shard
    assert not _do(shard, TARGETS, choice).annotations


@given(
    st.lists(st.tuples(st.sampled_from(TARGETS), st.sampled_from(CHOICES)), max_size=8),
    st.lists(st.sampled_from(TARGETS), min_size=1, max_size=4, unique_by=lambda one: one.id),
    st.sampled_from(CHOICES),
)
def test_one_undo_takes_all_of_it_back(
    before: list[tuple[Target, Choice]], targets: list[Target], choice: Choice
) -> None:
    shard = _empty()
    for target, one in before:
        shard = _do(shard, [target], one)
    wishes = together(shard, targets, choice, SCHEME)
    change = decide_each(shard, wishes, SCHEME, _stamp())
    if change is None:
        return
    after = apply(shard, change)
    undone = revert(after, after.history[-1], Event.UNDO, _stamp())
    assert undone is not None
    assert apply(after, undone).annotations == shard.annotations
    # Either something is given to some, or taken from all: never both at once by toggling.
    gave = any(edit.after is not None for edit in change.operation.edits)
    if gave and choice.act is Act.TOGGLE:
        assert all(choice.label in stand(after.about(one.id), SCHEME).accepted for one in targets)


def test_done_settles_what_is_open_and_nothing_else() -> None:
    shard = _do(_empty(), TARGETS[:1], Choice(Act.TOGGLE, "war"))
    shard = _do(shard, TARGETS[1:2], Choice(Act.IGNORE))
    shard = _do(shard, TARGETS, Choice(Act.DONE))
    said = [{x.kind for x in shard.about(one.id)} for one in TARGETS]
    assert said == [
        {Kind.LABEL, Kind.COMPLETE},
        {Kind.IGNORE},
        {Kind.NONE, Kind.COMPLETE},
        {Kind.NONE, Kind.COMPLETE},
    ]
    assert shard.history[-1].words == "marked as done on 3 paragraphs"
    assert _do(shard, TARGETS, Choice(Act.DONE)) == shard


def test_none_of_the_labels_for_articles_is_theirs() -> None:
    shard = _do(_empty(), [_whole()], Choice(Act.NONE))
    assert [x.label for x in shard.annotations.values()] == [""]
    assert stand(shard.about(_whole().id), SCHEME, LabelTarget.DOCUMENT).decided
    shard = _do(shard, [_whole()], Choice(Act.TOGGLE, "front"))
    assert [x.label for x in shard.annotations.values()] == ["front"]
    only = Scheme((Label("war", "War"),))
    with pytest.raises(RequestError, match="no labels for whole articles"):
        together(_empty(), [_whole()], Choice(Act.NONE), only)


def test_a_label_for_articles_is_not_given_to_a_paragraph() -> None:
    with pytest.raises(RequestError, match="for whole articles, not for paragraphs"):
        together(_empty(), TARGETS, Choice(Act.TOGGLE, "front"), SCHEME)


def test_not_this_label_is_said_of_all() -> None:
    shard = _do(_empty(), TARGETS, Choice(Act.SET, "war", State.REJECT))
    assert all(stand(shard.about(one.id), SCHEME).rejected == ("war",) for one in TARGETS)


@pytest.mark.parametrize("choice", [Choice(Act.FLAG), Choice(Act.IGNORE), Choice(Act.NONE)])
def test_where_another_window_was_first_nothing_is_turned_round(choice: Choice) -> None:
    empty, four = _empty(), TARGETS
    wishes = together(empty, four, choice, SCHEME)
    stamp = _stamp()
    seen = decide_each(empty, wishes, SCHEME, stamp)
    assert seen is not None
    # Another window has given it to the second meanwhile: that one keeps it, the others get it.
    on_disk = _do(empty, [four[1]], choice)
    made = decide_as_seen(on_disk, wishes, SCHEME, stamp, "", seen)
    assert made is not None
    everywhere = apply(on_disk, made)
    assert all(everywhere.about(target.id) for target in four)
    # And taken away from all of them, where another window has taken one away: all are without it.
    wishes, stamp = together(everywhere, four, choice, SCHEME), _stamp()
    seen = decide_each(everywhere, wishes, SCHEME, stamp)
    assert seen is not None
    on_disk = _do(everywhere, [four[2]], choice)
    made = decide_as_seen(on_disk, wishes, SCHEME, stamp, "", seen)
    assert made is not None
    assert not apply(on_disk, made).annotations


@pytest.mark.parametrize("choice", [Choice(Act.FLAG), Choice(Act.IGNORE), Choice(Act.NONE)])
def test_what_was_meant_is_meant_later(choice: Choice) -> None:
    having = _do(_empty(), TARGETS[:1], choice)
    assert as_meant(having, TARGETS, as_given(choice), SCHEME) == TARGETS[1:]
    assert as_meant(having, TARGETS, as_taken(choice), SCHEME) == TARGETS[:1]
