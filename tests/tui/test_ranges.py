"""Ranges of paragraphs: chosen by keys, decided about by one key as one step, undone by one."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.corpus.article import BlockKind
from reader.tui.ranges import Range, whole_section

Opener = Callable[..., AbstractAsyncContextManager[Any]]

ENDS = st.integers(1, 200)
KINDS = st.lists(
    st.sampled_from([BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.CAPTION]), min_size=1, max_size=40
)


def _events(session: Any) -> list[str]:
    """What plain TinyDB finds in the history: one event an operation."""
    found: list[str] = []
    for path in session.shards():
        with TinyDB(path) as database:
            found += [row["event"] for row in database.table("history").all()]
    return found


@given(ENDS, ENDS)
def test_the_other_end_of_the_other_end_is_the_first(anchor: int, head: int) -> None:
    chosen = Range(anchor, head)
    assert chosen.swapped().swapped() == chosen
    assert chosen.swapped().members == chosen.members
    assert (chosen.swapped().head, chosen.swapped().anchor) == (anchor, head)


@given(ENDS, ENDS)
def test_both_ends_are_in_a_range(anchor: int, head: int) -> None:
    chosen = Range(anchor, head)
    assert anchor in chosen
    assert head in chosen
    assert list(chosen.members) == list(range(min(anchor, head), max(anchor, head) + 1))
    assert len(chosen) == len(chosen.members)


@given(KINDS, st.data())
def test_a_whole_section_never_leaves_the_article_and_ends_before_a_heading(
    kinds: list[BlockKind], data: st.DataObject
) -> None:
    number = st.integers(1, len(kinds))
    chosen = Range(data.draw(number), data.draw(number))
    whole = whole_section(kinds, chosen)
    assert 1 <= whole.first <= chosen.first
    assert chosen.last <= whole.last <= len(kinds)
    assert whole.first == 1 or kinds[whole.first - 1] is BlockKind.HEADING
    assert whole.last == len(kinds) or kinds[whole.last] is BlockKind.HEADING
    assert whole_section(kinds, whole).members == whole.members


async def test_one_key_labels_a_range_as_one_step_and_goes_on_after_it(open_app: Opener) -> None:
    async with open_app("enter", "V", "j", "j", "j") as session:
        assert " RANGE 4 " in session.text()
        await session.press("2")
        assert session.on_disk() == {nth: {"label economy"} for nth in (1, 2, 3, 4)}
        assert _events(session) == ["do"]
        assert session.word == "economy on 4 paragraphs → 5"
        assert "RANGE" not in session.text()
        assert "4/29" in session.text()
        await session.press("u")
        assert session.on_disk() == {}
        assert _events(session) == ["do", "undo"]
        assert session.word.startswith("undone: economy on 4 paragraphs, ")
        await session.press("ctrl+r")
        assert len(session.on_disk()) == 4


async def test_the_bar_stands_beside_the_whole_range(open_app: Opener) -> None:
    async with open_app("enter", "V", "j") as session:
        rows = session.text().splitlines()[3:]
        first = next(nth for nth, row in enumerate(rows) if "KYIV, May 21" in row)
        barred = [row.startswith("▌") for row in rows]
        assert all(barred[first : first + 8])
        await session.press("escape")
        rows = session.text().splitlines()[3:]
        assert not rows[first].startswith("▌")
        assert session.article.article.number == 2


async def test_the_time_is_shared_by_what_was_decided(open_app: Opener) -> None:
    async with open_app("enter", "V", "j", "j", "0") as session:
        (path,) = session.shards()
        with TinyDB(path) as database:
            seconds = [row["seconds"] for row in database.table("annotations").all()]
        assert len(seconds) == 3
        assert len(set(seconds)) == 1


async def test_what_all_have_is_taken_away_and_what_one_lacks_is_given(open_app: Opener) -> None:
    async with open_app("enter", "2", "g", "V", "j", "j", "2") as session:
        assert session.on_disk() == {nth: {"label economy"} for nth in (1, 2, 3)}
        assert session.word == "economy on 2 paragraphs → 4"
        await session.press("g", "V", "j", "j", "2")
        assert session.on_disk() == {}
        assert session.word == "economy taken away on 3 paragraphs"
        assert session.article.article.number == 3


async def test_headings_in_a_range_are_left_out_unless_it_has_nothing_else(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 13, "V", "j", "j", "1") as session:
        assert session.on_disk() == {14: {"label conflict"}, 16: {"label conflict"}}
        await session.press("u", "j", "V")
        assert session.article.article.number == 15
        await session.press("1")
        assert session.on_disk() == {15: {"label conflict"}}


async def test_none_ignore_flag_and_not_this_label_of_a_range(open_app: Opener) -> None:
    async with open_app("enter", "V", "j", "f") as session:
        assert session.on_disk() == {1: {"flag"}, 2: {"flag"}}
        assert session.word == "flag on 2 paragraphs"
        assert session.article.article.number == 2
        await session.press("j", "V", "j", "i")
        assert session.word == "ignored on 2 paragraphs → 5"
        await session.press("V", "j", "X", "3")
        assert session.on_disk()[5] == {"label diplomacy reject"}
        assert session.on_disk()[6] == {"label diplomacy reject"}
        await session.press("V", "k", "0")
        assert session.on_disk()[5] == {"label diplomacy reject", "none"}
        assert _events(session) == ["do"] * 4


async def test_again_repeats_on_a_range_and_takes_nothing_away(open_app: Opener) -> None:
    async with open_app("enter", "f", "V", "j", "full_stop") as session:
        assert session.on_disk() == {1: {"flag"}, 2: {"flag"}}
        await session.press("g", "V", "j", "full_stop")
        assert session.word == "1–2 have that already"
        assert session.on_disk() == {1: {"flag"}, 2: {"flag"}}
        assert " RANGE 2 " in session.text()


async def test_the_other_end_moves_and_a_section_is_taken_whole(open_app: Opener) -> None:
    async with open_app("enter", *["j"] * 19, "V", "k", "o", "j") as session:
        assert list(session.article.ranged.members) == [19, 20, 21]
        await session.press("z")
        kinds = [block.kind for block in session.article.here.article.blocks]
        chosen = session.article.ranged
        assert kinds[chosen.first - 1] is BlockKind.HEADING
        assert BlockKind.HEADING not in kinds[chosen.first : chosen.last]
        assert session.article.article.number == chosen.last
        await session.press("g")
        assert list(session.article.ranged.members) == list(range(1, chosen.first + 1))
        await session.press("o", "G")
        assert list(session.article.ranged.members) == list(range(1, 33))


async def test_letters_and_the_picker_label_a_range(open_app: Opener) -> None:
    async with open_app("enter", "V", "j", "comma", "C") as session:
        assert session.on_disk() == {1: {"label official"}, 2: {"label official"}}
        assert "RANGE" not in session.text()
        await session.press("V", "j", "t", *"dipl")
        assert "Label 3–4" in session.text()
        await session.press("enter")
        assert session.on_disk()[4] == {"label diplomacy"}
        await session.press("V", "j", "t", "tab", "down", "tab", "escape")
        assert " RANGE 2 " in session.text()
        assert session.on_disk()[6] == {"label conflict", "label economy"}
        await session.press("e")
        assert session.on_disk()[5] == {"label conflict", "label economy", "label energy"}


async def test_a_note_on_a_range_stands_on_its_first_paragraph(open_app: Opener) -> None:
    async with open_app("enter", "j", "V", "j", "j", "m", *"see", "escape") as session:
        assert session.on_disk() == {2: {"note"}}
        assert "RANGE" not in session.text()


async def test_a_click_and_a_page_move_the_end_of_a_range(open_app: Opener) -> None:
    async with open_app("enter", "V", "space") as session:
        assert session.article.article.number > 1
        assert session.article.ranged.first == 1
        await session.press("escape", "escape")
        assert "newest first" in session.text()


async def test_a_very_long_range_is_asked_about_first(open_app: Opener, folder: Path) -> None:
    (folder / "seeds" / "long.txt").write_text(
        "PARIS, Jun 1 (AFP) – It is long.\n\n" + "\n\n".join(f"Line {nth} is said." for nth in range(300))
    )
    async with open_app("g", "enter", "V", "G", "1") as session:
        assert session.word == "label 301 paragraphs conflict?"
        await session.press("escape")
        assert session.shards() == []
        assert " RANGE 301 " in session.text()
        await session.press("1", "y")
        assert len(session.on_disk()) == 301
        assert _events(session) == ["do"]


async def test_a_range_of_the_whole_article(open_app: Opener, folder: Path) -> None:
    async with open_app("enter", "V", "G", "1") as session:
        assert len(session.on_disk()) == 29
        assert _events(session) == ["do"]
        assert "conflict on 29 paragraphs · last one · all decided" in session.word
