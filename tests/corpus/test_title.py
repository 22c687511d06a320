"""What an article is called in the list."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.blocks import find_blocks
from reader.corpus.dateline import find_dateline
from reader.corpus.title import derive_title

_PROSE = "The weather stayed calm along the whole of the northern coast on Sunday, officials said."


def _title(text: str) -> str:
    blocks = find_blocks(text)
    return derive_title(text, blocks, find_dateline(text, blocks))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (
            "Russia moved nearer to control over Ukraine’s Donbas region",
            "KYIV, May 21 (Reuters) – Russia moved nearer to control over Ukraine’s Donbas region, claiming "
            "victory in the months-long battle for a steel plant.",
        ),
        ("Calm seas", f"Calm seas\n\n{_PROSE}"),
        ("Calm seas", f"# Calm seas\n\n{_PROSE}"),
        ("Calm seas", f"**Calm seas**\n\n{_PROSE}"),
        ("Calm seas in the north", f"ANALYSIS\n\nCalm seas in the north\n\n{_PROSE}"),
        ("Calm seas", f"FOR IMMEDIATE RELEASE\n\nCalm seas\n\n{_PROSE}"),
        ("Calm seas", f"A ship. REUTERS/Jane Doe\n\nCalm seas\n\n{_PROSE}"),
        ("Nobody came", "Nobody came. Everybody knew why, and nobody said so."),
        ("Who came?", "Who came? Nobody."),
        (
            "The U.S. army left on Feb. 24 with Mr. J. Doe.",
            "The U.S. army left on Feb. 24 with Mr. J. Doe. He was the last.",
        ),
        (
            "The harbour was reopened by the soldiers who had held it for eleven long weeks of cold…",
            "The harbour was reopened by the soldiers who had held it for eleven long weeks of cold rain and "
            "no relief at all from anyone.",
        ),
        (
            "Some 2,439 defenders of the plant had surrendered in the past few days",
            "Some 2,439 defenders of the plant had surrendered in the past few days, including 531 in the "
            "last group to come out.",
        ),
        ("The harbour was\treopened".replace("\t", " "), "The harbour\nwas   reopened."),
    ],
)
def test_title_is_headline_or_first_clause(title: str, text: str) -> None:
    assert _title(text) == title


def test_no_blank_to_cut_at_still_makes_a_short_title() -> None:
    assert _title("a" * 5_000_000) == "a" * 89 + "…"


@settings(deadline=None)
@given(st.text(max_size=400))
def test_title_is_one_line(text: str) -> None:
    title = _title(text)
    assert title == " ".join(title.split())
    assert bool(title) == bool(find_blocks(text))
