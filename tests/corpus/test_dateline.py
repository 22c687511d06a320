"""Where, when and by whom a story was filed."""

from __future__ import annotations

import pytest

from reader.corpus.blocks import find_blocks
from reader.corpus.dateline import find_dateline

_REST = "The talks began at nine on Saturday, two officials said, and nobody knew when they would end."


@pytest.mark.parametrize(
    ("written", "place", "date", "agency"),
    [
        ("KYIV, May 21 (Reuters) –", "KYIV", "05-21", "Reuters"),
        ("WASHINGTON (AP) —", "WASHINGTON", None, "AP"),
        ("LONDON, Nov 3 (Reuters) -", "LONDON", "11-03", "Reuters"),
        ("PARIS –", "PARIS", None, None),
        ("BEIJING, March 5, 2024 (Xinhua) --", "BEIJING", "2024-03-05", "Xinhua"),
        ("MOSCOW. May 21 (Interfax) -", "MOSCOW", "05-21", "Interfax"),
        ("NEW YORK/LONDON, 21 May (Reuters) –", "NEW YORK/LONDON", "05-21", "Reuters"),
        ("Kyiv, Ukraine (CNN) —", "Kyiv, Ukraine", None, "CNN"),
        ("(CNN) —", None, None, "CNN"),
        ("CNN —", None, None, "CNN"),
        ("TEL AVIV, Israel (AP) —", "TEL AVIV, Israel", None, "AP"),
        ("GENEVA, 21 May 2022 (AFP) –", "GENEVA", "2022-05-21", "AFP"),
        ("SAN JOSÉ, Costa Rica —", "SAN JOSÉ, Costa Rica", None, None),
        ("Kosti, Sudan –", "Kosti, Sudan", None, None),
        ("ST. PETERSBURG, Fla. (AP) —", "ST. PETERSBURG, Fla.", None, "AP"),
        ("UNITED NATIONS, Sept. 5 (Reuters) -", "UNITED NATIONS", "09-05", "Reuters"),
        ("May 21 (Reuters) -", None, "05-21", "Reuters"),
        ("MOSCOW, May 21. /TASS/.", "MOSCOW", "05-21", "TASS"),
        ("Berlin (dpa) -", "Berlin", None, "dpa"),
        ("КИЇВ, 21 травня (Укрінформ) —", "КИЇВ", "05-21", "Укрінформ"),
        ("Paris, 21 mai 2022 (AFP) –", "Paris", "2022-05-21", "AFP"),
        ("SPRINGFIELD, Ill., May 21, 2024 /PRNewswire/ --", "SPRINGFIELD, Ill.", "2024-05-21", "PRNewswire"),
        ("NEW DELHI:", "NEW DELHI", None, None),
    ],
)
def test_dateline_is_read(written: str, place: str | None, date: str | None, agency: str | None) -> None:
    for text in (f"{written} {_REST}", f"Talks open\n\nBy Jane Doe\n\n{written} {_REST}\n\n{_REST}"):
        found = find_dateline(text, find_blocks(text))
        assert found is not None
        assert found.span.of(text) == written
        assert (found.place, found.date, found.agency) == (place, date, agency)


@pytest.mark.parametrize(
    "opening",
    [
        "NATO – which has 32 members –",
        "NATO – The alliance",
        "He left – at last –",
        "WATCH:",
        "EXCLUSIVE –",
        "The minister (a lawyer) –",
        "1 June 1985 -- 30 June 1991",
        "Smith, Jones –",
        "On May 21 –",
        "CJTF -",
    ],
)
def test_other_dashes_are_no_dateline(opening: str) -> None:
    text = f"{opening} {_REST}"
    assert find_dateline(text, find_blocks(text)) is None


def test_only_the_opening_has_a_dateline() -> None:
    text = f"{_REST}\n\nKYIV, May 21 (Reuters) – {_REST}"
    assert find_dateline(text, find_blocks(text)) is None


def test_dateline_in_a_line_of_its_own_is_read() -> None:
    text = f"MOSCOW —\n\n{_REST}"
    found = find_dateline(text, find_blocks(text))
    assert found is not None
    assert found.place == "MOSCOW"
