"""The engine `fast` on texts marked by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.analysis import fast
from reader.analysis.marks import NAMED

Recognise = Callable[[str], list[tuple[int, int, str]]]

TESTS = Path(__file__).parents[1]
SAMPLE = json.loads((TESTS / "analysis" / "sample.json").read_text("utf-8"))
BLOCKS = json.loads((TESTS / "corpus" / "sample_gold.json").read_text("utf-8"))["blocks"]


@pytest.fixture(scope="module")
def recognise() -> Recognise:
    return fast.load()


def test_the_names_of_the_sample_article(recognise: Recognise) -> None:
    unmarked = [(b["start"], b["end"]) for b in BLOCKS if b["kind"] in ("post", "caption", "heading")]
    gold = {(one["start"], one["end"]): {one["label"], *one.get("also", [])} for one in SAMPLE["entities"]}
    found = {
        (start, end): label
        for start, end, label in recognise(SAMPLE["text"])
        if label in ("PER", "ORG", "LOC", "NORP") and not any(s <= start < e for s, e in unmarked)
    }
    right = sum(label in gold.get(span, ()) for span, label in found.items())
    assert 200 * right / (len(found) + len(gold)) >= 95


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("London’s Chatham House said so.", [("London", "LOC"), ("Chatham House", "ORG")]),
        (
            "U.S. President Joe Biden met Ms. Anna Lee.",
            [("U.S.", "LOC"), ("Joe Biden", "PER"), ("Anna Lee", "PER")],
        ),
        ("Paris-based Renault", [("Paris", "LOC"), ("Renault", "ORG")]),
        ("the South Korean and Czech teams", [("South Korean", "NORP"), ("Czech", "NORP")]),
        ("EPA-EFE/ANNA LEE", [("EPA-EFE", "ORG"), ("ANNA LEE", "PER")]),
        ("on Monday in May", []),
        ("", []),
        ("\n \n", []),
    ],
)
def test_what_is_a_name(recognise: Recognise, text: str, names: list[tuple[str, str]]) -> None:
    assert [(text[start:end], label) for start, end, label in recognise(text)] == names


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120) | st.text(alphabet="AbC. ’U-S/(),\n“", max_size=120))
def test_names_are_apart_and_inside_any_text(recognise: Recognise, text: str) -> None:
    at = 0
    for start, end, label in recognise(text):
        assert at <= start < end <= len(text)
        assert label in NAMED
        at = end
