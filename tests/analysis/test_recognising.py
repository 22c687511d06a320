"""An engine's answer is made sure of before anybody sees it."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.marks import EntityType, Mention
from reader.analysis.recognising import LABELS, disjoint, join_figures, read_answer
from reader.errors import EngineError
from reader.spans import Span

TEXT = "Anna Bell of Rome met @bob on May 21."


def mention(start: int, end: int, label: EntityType = EntityType.PER) -> Mention:
    return Mention(Span(start, end), label)


def test_labels_of_other_schemes_are_translated() -> None:
    found = [(13, 17, "GPE"), (0, 9, "person"), (30, 36, "DATE"), (5, 9, "CARDINAL")]
    answer = read_answer(TEXT, found, "mine")
    assert [(one.span.of(TEXT), one.label) for one in answer.mentions] == [
        ("Anna Bell", EntityType.PER),
        ("Rome", EntityType.LOC),
        ("May 21", EntityType.DATE),
    ]
    assert answer.notices == ()


def test_every_type_of_ours_is_a_label() -> None:
    assert all(LABELS[kind.value] is kind for kind in EntityType)


def test_labels_that_nobody_knows_are_left_out_and_named() -> None:
    answer = read_answer(TEXT, [(0, 9, "PER"), (13, 17, "CHEMICAL"), (0, 4, "GENE")], "mine")
    assert [one.span.of(TEXT) for one in answer.mentions] == ["Anna Bell"]
    (notice,) = answer.notices
    assert "'mine'" in notice
    assert "'CHEMICAL', 'GENE'" in notice


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((30, 38, "PER"), "gave 30:38 in a text of 37 characters"),
        ((-1, 3, "PER"), "gave -1:3 in a text"),
        ((5, 3, "PER"), "gave 5:3 in a text"),
        ((3, 3, "PER"), "gave 3:3, which holds nothing"),
        ((0.0, 3, "PER"), "not two whole numbers and a label"),
        ((False, True, "PER"), "not two whole numbers"),
        ((0, 3, None), "not two whole numbers"),
        ((0, 3), "not start, end and label"),
        (7, "gave 7, not start"),
        ("x" * 500, "…, not start"),
    ],
)
def test_what_is_no_answer_is_refused_whole(row: Any, said: str) -> None:
    with pytest.raises(EngineError) as told:
        read_answer(TEXT, [(0, 4, "PER"), row], "mine")
    assert told.value.message.startswith("it gave ")
    assert said in told.value.message
    assert len(told.value.message) < 200


def test_an_answer_without_end_is_refused() -> None:
    def endless() -> Any:
        while True:
            yield 0, 1, "PER"

    with pytest.raises(EngineError, match="more names than the text has characters"):
        read_answer(TEXT, endless(), "mine")


def test_rules_win_over_the_engine_where_both_speak_of_figures() -> None:
    names = [
        mention(30, 33),
        mention(30, 36, EntityType.MONEY),
        mention(23, 26),
        mention(10, 12, EntityType.DATE),
    ]
    figures = [mention(30, 36, EntityType.DATE), mention(22, 26, EntityType.HANDLE)]
    found = [(one.span.of(TEXT), one.label) for one in join_figures(TEXT, names, figures)]
    assert found == [
        ("of", EntityType.DATE),
        ("@bob", EntityType.HANDLE),
        ("May 21", EntityType.DATE),
    ]


def test_an_address_wins_over_a_longer_name() -> None:
    found = disjoint(TEXT, [mention(13, 36), mention(22, 26, EntityType.HANDLE)])
    assert [one.span.of(TEXT) for one in found] == ["@bob"]


mentions = st.builds(
    lambda start, size, label: mention(start, min(start + size, 60), label),
    st.integers(0, 59),
    st.integers(1, 30),
    st.sampled_from(EntityType),
)


@given(st.lists(mentions), st.lists(mentions))
def test_what_is_left_is_disjoint_in_order_and_leaves_no_room(
    first: list[Mention], after: list[Mention]
) -> None:
    found = disjoint("x" * 60, first, after)
    assert found == sorted(found, key=lambda one: one.span)
    assert all(one.span.end <= two.span.start for one, two in pairwise(found))
    assert all(any(one.span.overlaps(two.span) for two in found) for one in [*first, *after])
    assert all(one in found for one in disjoint("x" * 60, first))
