"""Pace and time left: nothing before there is enough to say, and never more exact than it can be."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchor import make_anchor
from reader.annotations.model import Annotation, Edit, Event, Kind, Operation, State, Target, TargetKind
from reader.spans import Span
from reader.workspace.pace import SAMPLES, Pace, left_words, pace_words


def steady(seconds: float, count: int = 30) -> Pace:
    pace = Pace()
    for nth in range(count):
        pace = pace.add(str(nth), seconds)
    return pace


def test_nothing_is_said_before_there_is_enough() -> None:
    assert pace_words(steady(6, 9)) == left_words(steady(6, 9), 100) == ""
    assert pace_words(steady(0.1, 30)) == ""
    assert pace_words(steady(6, 10)) == "10 a minute"
    assert left_words(steady(6, 10), None) == left_words(steady(6, 10), 0) == ""


def test_two_decisions_on_a_paragraph_are_one_paragraph() -> None:
    pace = Pace()
    for nth in range(20):
        pace = pace.add(str(nth), 4).add(str(nth), 2)
    assert pace.a_minute == 10


def test_time_on_words_is_time_on_paragraphs_and_what_came_after_a_pause_tells_nothing() -> None:
    anchor = make_anchor("One.", Span(0, 3), "")
    block, span = (Target(kind, kind, anchor) for kind in (TargetKind.BLOCK, TargetKind.SPAN))
    targets = {one.id: one for one in (block, span)}

    def decided(target: Target, seconds: float | None, event: Event = Event.DO) -> Operation:
        made = Annotation("x", target.id, Kind.NONE, "", State.ACCEPT, "", "", "", seconds=seconds)
        return Operation("o", event, 1, "", (Edit(None, made),))

    pace = Pace().add_operation(decided(span, 3), targets).add_operation(decided(block, 4), targets)
    pace = pace.add_operation(decided(span, 2), targets)
    for nothing in (decided(block, 0.0), decided(block, None), decided(block, 9, Event.UNDO)):
        pace = pace.add_operation(nothing, targets)
    assert pace.samples == ((block.id, 6),)


def test_only_the_newest_count() -> None:
    pace = steady(60, 100)
    for nth in range(SAMPLES):
        pace = pace.add(f"new {nth}", 6)
    assert pace.a_minute == 10


@pytest.mark.parametrize(
    ("seconds", "left", "said"),
    [
        (6, 7, "about a minute"),
        (6, 33, "about 3 min"),
        (6, 403, "about 40 min"),
        (6, 574, "about 55 min"),
        (6, 580, "about 1 h"),
        (6, 930, "about 1½ h"),
        (6, 4_300, "about 7 h"),
        (6, 25_300, "about 42 h"),
        (6, 247_000, "about 410 h"),
    ],
)
def test_time_left_is_no_more_exact_than_it_can_be(seconds: float, left: int, said: str) -> None:
    assert left_words(steady(seconds), left) == f"{said} at this pace"


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (6, "10 a minute"),
        (4.1, "15 a minute"),
        (41, "1½ a minute"),
        (60, "1 a minute"),
        (120, "one in 2 min"),
    ],
)
def test_pace_in_words(seconds: float, said: str) -> None:
    assert pace_words(steady(seconds)) == said


@given(st.floats(0.3, 3600), st.integers(1, 10**7))
def test_words_are_always_words(seconds: float, left: int) -> None:
    pace = steady(seconds, 60)
    if pace.a_minute is not None:
        assert re.fullmatch(r"(one in )?\d*½?( a minute| min)", pace_words(pace))
        assert re.fullmatch(r"about (a minute|\d*½? (min|h)) at this pace", left_words(pace, left))
