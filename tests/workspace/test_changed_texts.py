"""An article is edited after it was decided on: nothing is lost, rewritten or attached to other words."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reader.analysis.marks import Analysis
from reader.annotations.deciding import Act, Choice
from reader.annotations.model import Event, State
from reader.annotations.scheme import QUOTE
from reader.annotations.standing import Standing
from reader.errors import ReadOnlyError, RequestError
from reader.spans import Span
from reader.tui.marking import highlights_on
from reader.tui.naming import describe
from reader.tui.signs import UNICODE
from reader.workspace.marks import Mark, Verdict
from reader.workspace.sheet import Sheet, make_sheet
from reader.workspace.verdicts import Judge
from reader.workspace.workspace import Workspace

Opener = Callable[..., Workspace]
Tables = Callable[[Path], dict[str, list[dict[str, Any]]]]
FACT, OPINION = Choice(Act.SET, "fact"), Choice(Act.SET, "opinion")
STORY = (
    "PARIS, Jan 2 (AFP) – The talks between the two countries began in Paris on Monday morning.",
    "“Nobody came to them,” a diplomat said. He would not give his name to the reporters.",
    "They were broken off within an hour, and no date was set for new ones.",
    "Prices for wheat rose at once in Chicago, where traders had hoped for more.",
    "Ministers will meet again in the spring.",
)


@pytest.fixture
def decided(opener: Opener, folder: Path) -> str:
    """An article of five paragraphs, each with a label of its own kind; returns its id."""
    write(folder, *STORY)
    workspace = opener()
    row = workspace.listing().row(0)
    assert row is not None
    for number in range(1, 6):
        sheet = workspace.sheet(row.id)
        workspace.decide(sheet, sheet.target_of_block(number), FACT if number % 2 else OPINION)
    assert workspace.close() == 0
    return row.id


def write(folder: Path, *paragraphs: str) -> None:
    (folder / "seeds" / "story.txt").write_text("\n\n".join(paragraphs) + "\n")


def shard_path(folder: Path) -> Path:
    (path,) = (folder / "annotations" / "alice").glob("*/*.json")
    return path


def accepted(sheet: Sheet) -> dict[int, tuple[str, ...]]:
    numbers = range(1, len(sheet.article.blocks) + 1)
    return {number: sheet.block(number).accepted for number in numbers if sheet.block(number).accepted}


def by_id(tables: dict[str, list[dict[str, Any]]]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in tables["annotations"]}


def test_an_edited_article_keeps_every_decision_where_it_belongs(
    opener: Opener, folder: Path, decided: str
) -> None:
    before = shard_path(folder).read_bytes()
    straight = STORY[1].replace("“", '"').replace("”", '"').replace("reporters", "reporter")
    write(folder, "A lead was added to it.", STORY[3], STORY[0], straight, STORY[4], STORY[4])
    workspace = opener()
    sheet = workspace.sheet(decided)
    assert accepted(sheet) == {2: ("opinion",), 3: ("fact",), 4: ("opinion",)}
    assert [target.anchor.exact for target in sheet.lost] == [STORY[2]]
    assert [(doubt.target.anchor.exact, doubt.where) for doubt in sheet.review] == [(STORY[4], "on 5 or 6")]
    row = workspace.listing().row(0)
    assert row is not None
    assert (row.decided, row.lost) == (3, 2)
    assert shard_path(folder).read_bytes() == before, "reading rewrites nothing"


def test_a_text_that_comes_back_has_all_its_decisions_again(
    opener: Opener, folder: Path, decided: str
) -> None:
    write(folder, "Something else.", "Altogether.")
    sheet = opener().sheet(decided)
    assert (accepted(sheet), len(sheet.lost)) == ({}, 5)
    write(folder, *STORY)
    sheet = opener().sheet(decided)
    assert (len(accepted(sheet)), sheet.lost, sheet.decided) == (5, (), 5)


def test_a_new_decision_on_an_edited_paragraph_is_about_the_same_target(
    opener: Opener, folder: Path, decided: str, plain_tinydb: Tables
) -> None:
    write(folder, STORY[0], STORY[1].replace("diplomat", "diplomatist"), *STORY[2:])
    workspace = opener()
    sheet = workspace.sheet(decided)
    workspace.decide(sheet, sheet.target_of_block(2), Choice(Act.TOGGLE, "opinion"))
    assert workspace.flush(10).saved
    assert workspace.sheet(decided).block(2).untouched, "the key took it away"
    tables = plain_tinydb(shard_path(folder))
    assert (len(tables["targets"]), len(tables["annotations"])) == (5, 4)


def test_a_person_settles_what_was_lost_and_unsure_and_undoes_it(
    opener: Opener, folder: Path, decided: str, plain_tinydb: Tables
) -> None:
    before = by_id(plain_tinydb(shard_path(folder)))
    write(folder, *STORY[:2], "The whole thing ended soon after, for good.", STORY[3], STORY[4], STORY[4])
    workspace = opener()
    sheet = workspace.sheet(decided)
    (lost,), (doubt,) = sheet.lost, sheet.review
    deed = workspace.reattach(sheet, lost.id, sheet.target_of_block(3))
    assert deed.words == "fact put back on 3"
    deed = workspace.reattach(deed.sheet, doubt.target.id, deed.sheet.target_of_block(5))
    assert workspace.flush(10).saved
    settled = workspace.sheet(decided)
    assert (len(accepted(settled)), settled.lost, settled.review) == (5, (), ())
    assert accepted(opener().sheet(decided)) == accepted(settled)
    tables = plain_tinydb(shard_path(folder))
    assert len(tables["annotations"]) == 5
    assert len(tables["targets"]) == 7, "the old ones are kept"
    assert [row["event"] for row in tables["history"]] == ["do"] * 7
    assert workspace.undo() is not None
    assert workspace.undo() is not None
    assert workspace.flush(10).saved
    assert by_id(plain_tinydb(shard_path(folder))) == before
    again = workspace.sheet(decided)
    assert ([one.id for one in again.lost], len(again.review)) == ([lost.id], 1)
    assert workspace.next_revert(Event.REDO) is not None


def test_a_sheet_after_keys_is_the_sheet_that_is_read_anew(
    opener: Opener, folder: Path, decided: str
) -> None:
    """Whatever is decided, undone and attached in a changed text, what is shown is what the files say."""
    straight = STORY[1].replace("diplomat", "diplomatist")
    write(folder, STORY[3], STORY[0], straight, STORY[4], STORY[4], "One more is added to it.")
    workspace = opener()
    for number, choice in enumerate((FACT, OPINION, FACT, OPINION, FACT, Choice(Act.IGNORE)), start=1):
        sheet = workspace.sheet(decided)
        seen = workspace.decide(sheet, sheet.target_of_block(number), choice).sheet
        assert_as_read(workspace, seen)
    for doubt in workspace.sheet(decided).review:
        sheet = workspace.sheet(decided)
        with contextlib.suppress(RequestError):
            seen = workspace.reattach(sheet, doubt.target.id, sheet.target_of_block(5)).sheet
            assert_as_read(workspace, seen)
    while (done := workspace.undo()) is not None:
        assert done.deed is not None
        assert_as_read(workspace, done.deed.sheet)


def assert_as_read(workspace: Workspace, seen: Sheet) -> None:
    assert workspace.flush(10).saved
    anew = make_sheet(seen.article, seen.scheme, seen.shard)
    assert (seen.blocks, seen.places, seen.decided) == (
        {**dict.fromkeys(seen.blocks, Standing()), **anew.blocks},
        anew.places,
        anew.decided,
    )
    assert {one.id for one in seen.lost} == {one.id for one in anew.lost}
    assert {one.target.id for one in seen.review} == {one.target.id for one in anew.review}


def test_what_contradicts_is_not_put_there(opener: Opener, folder: Path, decided: str) -> None:
    write(folder, STORY[0], STORY[1], STORY[3], STORY[4])
    workspace = opener()
    sheet = workspace.sheet(decided)
    workspace.decide(sheet, sheet.target_of_block(1), Choice(Act.IGNORE))
    sheet = workspace.sheet(decided)
    (lost,) = sheet.lost
    with pytest.raises(RequestError, match="contradicts"):
        workspace.reattach(sheet, lost.id, sheet.target_of_block(1))
    assert workspace.flush(10).saved
    assert [one.id for one in workspace.sheet(decided).lost] == [lost.id]


def test_another_windows_contradiction_is_told_and_nothing_is_merged(
    opener: Opener, folder: Path, decided: str
) -> None:
    write(folder, *STORY[:2], *STORY[3:], "A last paragraph, put in at the end.")
    one, other = opener(), opener()
    sheet = one.sheet(decided)
    (lost,) = sheet.lost
    theirs = other.sheet(decided)
    other.decide(theirs, theirs.target_of_block(5), Choice(Act.SET, "fact", State.REJECT))
    assert other.flush(10).saved
    troubles: list[object] = []
    one.troubled = troubles.append
    one.reattach(sheet, lost.id, sheet.target_of_block(5))
    one.flush(10)
    assert [str(trouble) for trouble in troubles]
    assert [target.id for target in one.sheet(decided).lost] == [lost.id]
    assert one.sheet(decided).block(5).rejected == ("fact",)


def test_a_window_that_reads_only_settles_nothing(opener: Opener, folder: Path, decided: str) -> None:
    write(folder, *STORY[:2], *STORY[3:])
    workspace = opener()
    workspace.read_only = True
    sheet = workspace.sheet(decided)
    with pytest.raises(ReadOnlyError):
        workspace.reattach(sheet, sheet.lost[0].id, sheet.target_of_block(1))


def test_other_edges_keep_a_speaker_whose_words_are_gone(opener: Opener, folder: Path) -> None:
    write(folder, *STORY)
    workspace = opener()
    row = workspace.listing().row(0)
    assert row is not None
    sheet = workspace.sheet(row.id)
    text = sheet.article.text
    quote = Span(text.index("“Nobody"), text.index("” a diplomat") + 1)
    speaker = Span(text.index("a diplomat"), text.index("a diplomat") + len("a diplomat"))
    workspace.decide_each(sheet, Judge(sheet).speak(Mark((quote,), QUOTE), speaker))
    assert workspace.close() == 0
    write(folder, STORY[0], STORY[1].replace("a diplomat", "she"), *STORY[2:])
    workspace = opener()
    sheet = workspace.sheet(row.id)
    assert [target.anchor.exact for target in sheet.lost] == ["a diplomat"]
    found = Mark((quote,), QUOTE, Verdict.ACCEPTED, spoken=True, astray=True)
    shown = highlights_on(sheet, Analysis("fast 1"))
    assert shown.stops == (found,)
    words = describe(found, shown, sheet.article.text, UNICODE)
    assert words == "quote · whose speaker lost their place · accepted", "and not that nobody was named"
    shorter = Span(quote.start, quote.end - 1)
    after = workspace.decide_each(sheet, Judge(sheet).move(found, shorter)).sheet
    said = after.spans[shorter].speaker
    assert said is not None
    assert after.shard.targets[said].anchor.exact == "a diplomat"
