"""What was said before a scheme changed, read and decided about under the scheme as it is now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.deciding import Act, Choice, Stamp, decide, revert
from reader.annotations.model import Annotation, ArticleRef, Change, Event, Kind, Shard, State, Target, apply
from reader.annotations.scheme import Group, Label, Scheme
from reader.annotations.standing import UNSEEN, Standing, stand
from reader.errors import RequestError

BEFORE = Scheme((Label("war", "War"), Label("fight", "Fight"), Label("trade", "Trade"), Label("aid", "Aid")))
NONE, IGNORE = Choice(Act.NONE), Choice(Act.IGNORE)


def change(scheme: Scheme, label: str, **fields: object) -> Scheme:
    """The scheme with fields of one label changed."""
    labels = [replace(one, **fields) if one.id == label else one for one in scheme.labels]  # type: ignore[arg-type]
    return Scheme(tuple(labels), scheme.groups)


MERGED = change(BEFORE, "fight", merged_into="war")
SPLIT = change(BEFORE, "war", split_into=("fight", "trade"))
RETIRED = change(BEFORE, "war", retired=True)


def yes(label: str) -> Choice:
    return Choice(Act.SET, label)


def no(label: str) -> Choice:
    return Choice(Act.SET, label, State.REJECT)


def skip(label: str) -> Choice:
    return Choice(Act.SET, label, State.IGNORE)


def toggle(label: str) -> Choice:
    return Choice(Act.TOGGLE, label)


class Paragraph:
    """A paragraph about which is decided under one scheme and then another."""

    def __init__(self, article: ArticleRef, target: Target, stamps: Iterator[Stamp]) -> None:
        self.shard, self.target, self._stamps = Shard("anna", article), target, stamps
        self.changes: list[Change] = []

    def decide(self, scheme: Scheme, *choices: Choice) -> Standing:
        for choice in choices:
            made = decide(self.shard, self.target, choice, scheme, next(self._stamps))
            if made is not None:
                self.changes.append(made)
                self.shard = apply(self.shard, made)
        return stand(self.said(), scheme)

    def said(self) -> tuple[Annotation, ...]:
        return self.shard.about(self.target.id)

    def labels(self) -> list[tuple[str, str]]:
        return sorted((one.label, one.state.value) for one in self.said() if one.kind is Kind.LABEL)


@pytest.fixture
def paragraph(
    article_ref: ArticleRef, block_target: Callable[[int], Target], stamps: Iterator[Stamp]
) -> Paragraph:
    return Paragraph(article_ref, block_target(1), stamps)


@pytest.mark.parametrize(
    ("said", "accepted", "rejected", "skipped", "in_part"),
    [
        ([yes("fight")], "war", "", "", ""),
        ([yes("fight"), yes("war")], "war", "", "", ""),
        # A yes to one of them is a yes to what they mean together.
        ([yes("fight"), no("war")], "war", "", "", ""),
        ([no("fight"), yes("war")], "war", "", "", ""),
        # A no to one of them says nothing of the other.
        ([no("fight")], "", "", "", "fight"),
        ([no("war")], "", "", "", "war"),
        ([no("fight"), no("war")], "", "war", "", ""),
        ([skip("fight")], "", "", "war", ""),
        ([skip("fight"), no("war")], "", "", "war", ""),
        ([skip("fight"), yes("war")], "war", "", "", ""),
        ([yes("trade"), no("fight")], "trade", "", "", "fight"),
    ],
)
def test_what_was_said_before_a_merge(
    paragraph: Paragraph, said: list[Choice], accepted: str, rejected: str, skipped: str, in_part: str
) -> None:
    paragraph.decide(BEFORE, *said)
    found = stand(paragraph.said(), MERGED)
    assert [found.accepted, found.rejected, found.skipped, found.in_part] == [
        (one,) if one else () for one in (accepted, rejected, skipped, in_part)
    ]
    assert found.decided == bool(accepted)
    assert not found.untouched


def test_merged_label_is_taken_away_whole(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("fight"), yes("war"))
    assert paragraph.decide(MERGED, toggle("war")) == UNSEEN
    assert paragraph.changes[-1].operation.words == "War taken away on 1"


@pytest.mark.parametrize("label", ["war", "fight"])
def test_merged_label_is_cleared_by_either_id(paragraph: Paragraph, label: str) -> None:
    paragraph.decide(BEFORE, yes("fight"), no("war"))
    assert paragraph.decide(MERGED, Choice(Act.CLEAR, label)) == UNSEEN


def test_label_that_stands_by_another_is_not_given_twice(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("fight"))
    paragraph.decide(MERGED, yes("war"))
    assert len(paragraph.changes) == 1
    assert paragraph.labels() == [("fight", "accept")]


def test_no_to_a_merged_label_is_a_no_to_all_of_it(paragraph: Paragraph) -> None:
    found = paragraph.decide(MERGED, no("war"))
    assert (found.rejected, found.in_part) == (("war",), ())
    assert paragraph.labels() == [("fight", "reject"), ("war", "reject")]
    assert len({one.id for one in paragraph.said()}) == 2
    # Taken apart again, both are refused: that is what was said.
    assert stand(paragraph.said(), BEFORE).rejected == ("war", "fight")
    # Merged with a third, which nobody refused, it is a no to a part again.
    wider = change(MERGED, "trade", merged_into="war")
    assert stand(paragraph.said(), wider).in_part == ("war", "fight")


@pytest.mark.parametrize("before", [yes("fight"), no("fight"), no("war")])
def test_yes_and_no_replace_each_other_after_a_merge(paragraph: Paragraph, before: Choice) -> None:
    paragraph.decide(BEFORE, before)
    assert paragraph.decide(MERGED, yes("war")).accepted == ("war",)
    found = paragraph.decide(MERGED, no("war"))
    assert (found.accepted, found.rejected, found.in_part) == ((), ("war",), ())
    found = paragraph.decide(MERGED, skip("war"))
    assert (found.accepted, found.rejected, found.skipped) == ((), (), ("war",))


def test_accepted_label_becomes_skipped_after_a_merge(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("fight"))
    found = paragraph.decide(MERGED, skip("war"))
    assert (found.accepted, found.skipped) == ((), ("war",))


@pytest.mark.parametrize(
    ("scheme", "label", "message", "hint"),
    [
        (MERGED, "fight", '"Fight" was merged into War', "give War"),
        (SPLIT, "war", '"War" was split into Fight or Trade', "give Fight or Trade"),
        (RETIRED, "war", '"War" is retired', "reader labels restore war"),
    ],
)
@pytest.mark.parametrize("choose", [yes, no, skip, toggle])
def test_label_that_is_no_longer_given_is_refused(
    paragraph: Paragraph, scheme: Scheme, label: str, message: str, hint: str, choose: Callable[[str], Choice]
) -> None:
    with pytest.raises(RequestError) as caught:
        paragraph.decide(scheme, choose(label))
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_retired_label_stands_and_can_be_taken_away(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("war"))
    found = stand(paragraph.said(), RETIRED)
    assert (found.accepted, found.decided, found.unsettled) == (("war",), True, ())
    assert paragraph.decide(RETIRED, toggle("war")) == UNSEEN


def test_split_label_stays_and_is_undecided_until_one_is_given(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("war"), yes("aid"))
    found = stand(paragraph.said(), SPLIT)
    assert (found.accepted, found.unsettled, found.decided) == (("war", "aid"), ("war",), False)
    # Another label settles nothing.
    assert not paragraph.decide(SPLIT, Choice(Act.CLEAR, "aid")).decided
    assert not paragraph.decide(SPLIT, yes("aid")).decided
    found = paragraph.decide(SPLIT, toggle("trade"))
    assert (found.accepted, found.unsettled, found.decided) == (("trade", "aid"), (), True)
    assert paragraph.changes[-1].operation.words == "Trade replaces War on 1"
    assert len(paragraph.changes[-1].operation.edits) == 2


def test_part_that_was_given_already_settles_it_when_pressed(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("war"), yes("trade"))
    found = paragraph.decide(SPLIT, toggle("trade"))
    assert (found.accepted, found.decided) == (("trade",), True)
    assert paragraph.decide(SPLIT, toggle("trade")) == UNSEEN


@pytest.mark.parametrize(("others", "none"), [([], True), ([yes("aid")], False)])
def test_none_of_them_settles_a_split_label(paragraph: Paragraph, others: list[Choice], none: bool) -> None:
    paragraph.decide(BEFORE, yes("war"), *others)
    found = paragraph.decide(SPLIT, NONE)
    assert (found.none, found.unsettled, found.decided) == (none, (), True)
    assert "war" not in found.accepted
    assert paragraph.changes[-1].operation.words == "none of them replaces War on 1"


def test_ignored_paragraph_need_not_be_looked_at_again(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("war"), IGNORE)
    found = stand(paragraph.said(), SPLIT)
    assert (found.decided, found.ignored, found.unsettled) == (True, True, ("war",))


def test_no_to_a_split_label_stays_as_it_was(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, no("war"))
    found = stand(paragraph.said(), SPLIT)
    assert (found.rejected, found.in_part, found.decided) == ((), ("war",), False)


def test_split_in_a_required_group_leaves_the_group_open(paragraph: Paragraph) -> None:
    groups = (Group("tone", "Tone", exclusive=True), Group("topic", "Topic"))
    labels = (
        *(Label(one, one, group="tone") for one in ("calm", "cool", "cold")),
        *(Label(one, one, group="topic") for one in ("war", "aid")),
    )
    before = Scheme(labels, groups)
    paragraph.decide(before, yes("calm"), yes("war"))
    after = change(before, "calm", split_into=("cool", "cold"))
    assert not stand(paragraph.said(), after).decided
    found = paragraph.decide(after, yes("cold"))
    assert (found.accepted, found.decided) == (("cold", "war"), True)


def test_merged_label_is_a_rival_in_its_exclusive_group(paragraph: Paragraph) -> None:
    group = (Group("tone", "Tone", exclusive=True),)
    before = Scheme(tuple(Label(one, one, group="tone") for one in ("calm", "cool", "cold")), group)
    paragraph.decide(before, yes("calm"))
    after = change(before, "calm", merged_into="cool")
    assert paragraph.decide(after, yes("cold")).accepted == ("cold",)
    assert paragraph.decide(after, yes("cool")).accepted == ("cool",)


def test_label_merged_into_one_that_was_split(paragraph: Paragraph) -> None:
    paragraph.decide(BEFORE, yes("aid"), yes("war"))
    both = change(SPLIT, "aid", merged_into="war")
    found = stand(paragraph.said(), both)
    assert (found.accepted, found.unsettled) == (("war",), ("war",))
    assert paragraph.decide(both, yes("fight")).accepted == ("fight",)
    assert paragraph.labels() == [("fight", "accept")]


def test_version_of_a_decision_names_the_labels_that_could_be_given(paragraph: Paragraph) -> None:
    paragraph.decide(MERGED, yes("war"))
    assert paragraph.changes[0].scheme == (MERGED.version, ("war", "trade", "aid"))


SCHEMES = (BEFORE, MERGED, SPLIT, RETIRED, change(MERGED, "war", retired=True))
CHOICES = [choose(one.id) for choose, one in product((yes, no, skip, toggle), BEFORE.labels)] + [NONE, IGNORE]


@given(st.lists(st.tuples(st.sampled_from(SCHEMES), st.sampled_from(CHOICES)), max_size=12))
def test_whatever_the_scheme_becomes_all_is_undone(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    steps: list[tuple[Scheme, Choice]],
) -> None:
    paragraph = Paragraph(article_ref, block_target(1), stamps)
    before = []
    for scheme, choice in steps:
        annotations = paragraph.shard.annotations
        made = len(paragraph.changes)
        try:
            found = paragraph.decide(scheme, choice)
        except RequestError:
            continue
        if len(paragraph.changes) > made:
            before.append(annotations)
        assert set(found.unsettled) <= set(found.accepted)
        assert not found.unsettled or not found.decided or found.ignored
        assert len({one.id for one in paragraph.said()}) == len(paragraph.said())
    for change_, annotations in zip(reversed(paragraph.changes), reversed(before), strict=True):
        back = revert(paragraph.shard, change_.operation, Event.UNDO, next(stamps))
        assert back is not None
        paragraph.shard = apply(paragraph.shard, back)
        assert paragraph.shard.annotations == annotations
