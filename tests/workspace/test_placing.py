"""Targets laid on a text that has changed: which block holds them, what is for review, what is lost."""

from __future__ import annotations

import pytest

from reader.annotations.anchor import Finding, make_anchor, target_id
from reader.annotations.model import Annotation, Kind, Shard, State, Target, TargetKind
from reader.annotations.scheme import Label, LabelTarget, Scheme
from reader.corpus.article import Article
from reader.corpus.plain import article_from_text
from reader.spans import Span
from reader.workspace.placing import Spot, place_targets
from reader.workspace.sheet import Sheet, make_sheet, reference, summarise

PARAGRAPHS = (
    "The talks between the two countries began in Paris on Monday morning.",
    "“Nobody came to them,” a diplomat said. He would not give his name to the reporters.",
    "They were broken off within an hour, and no date was set for new ones.",
    "Prices for wheat rose at once in Chicago, where traders had hoped for more.",
)
SCHEME = Scheme(
    labels=(
        Label("war", "War", "1"),
        Label("trade", "Trade", "2"),
        Label("irony", "Irony", "3", target=LabelTarget.SPAN),
    )
)


def article(*paragraphs: str) -> Article:
    return article_from_text("\n\n".join(paragraphs) + "\n", id="0" * 16, name="a.txt")


def block(of: Article, number: int) -> Target:
    found = of.block(number)
    assert found is not None
    anchor = make_anchor(of.text, found.span, of.text_hash)
    return Target(target_id("block", anchor), TargetKind.BLOCK, anchor, number)


def words(of: Article, exact: str) -> Target:
    start = of.text.index(exact)
    anchor = make_anchor(of.text, Span(start, start + len(exact)), of.text_hash)
    return Target(target_id("span", anchor), TargetKind.SPAN, anchor)


def shard(of: Article, *said: tuple[Target, str]) -> Shard:
    annotations = [
        Annotation(f"{nth:024x}.0", target.id, Kind.LABEL, label, State.ACCEPT, "", "", "")
        for nth, (target, label) in enumerate(said)
        if label
    ]
    targets = {target.id: target for target, _ in said}
    return Shard("alice", reference(of), targets, {one.id: one for one in annotations})


OLD = article(*PARAGRAPHS)


def laid(new: Article, *said: tuple[Target, str]) -> Sheet:
    return make_sheet(new, SCHEME, shard(OLD, *said))


def spots(sheet: Sheet, *targets: Target) -> list[Spot | None]:
    return [sheet.places.get(target.id) for target in targets]


def test_decisions_stay_with_paragraphs_that_were_edited_moved_and_reset() -> None:
    one, two, three, four = (block(OLD, number) for number in range(1, 5))
    edited = PARAGRAPHS[1].replace("“", '"').replace("”", '"').replace("diplomat said", "diplomat  sayd")
    new = article("A new lead was put before it all.", PARAGRAPHS[3], PARAGRAPHS[0], edited)
    sheet = laid(new, (one, "war"), (two, "trade"), (three, "war"), (four, "war"))
    assert spots(sheet, one, two, three, four) == [3, 4, None, 2]
    assert [target.id for target in sheet.lost] == [three.id]
    assert sheet.review == ()
    assert [sheet.finding(x.id).finding for x in (one, two, three, four)] == [
        Finding.MOVED,
        Finding.CHANGED,
        Finding.LOST,
        Finding.MOVED,
    ]
    assert 90 < sheet.finding(two.id).score < 100
    assert sheet.decided == 3
    assert sheet.target_of_block(4) is two, "a new decision there is about the same target"


def test_a_paragraph_that_grew_a_little_keeps_its_decisions() -> None:
    two = block(OLD, 2)
    grown = article(PARAGRAPHS[0], f"{PARAGRAPHS[1]} He left early.", *PARAGRAPHS[2:])
    assert spots(laid(grown, (two, "war")), two) == [2]


def test_a_paragraph_joined_to_another_is_for_review() -> None:
    two, three = block(OLD, 2), block(OLD, 3)
    joined = article(PARAGRAPHS[0], f"{PARAGRAPHS[1]} {PARAGRAPHS[2]}", PARAGRAPHS[3])
    sheet = laid(joined, (two, "war"), (three, "trade"))
    assert spots(sheet, two, three) == [None, None]
    assert [(doubt.target.id, doubt.candidates) for doubt in sheet.review] == [
        (two.id, (2,)),
        (three.id, (2,)),
    ]
    assert sheet.block(2).untouched
    assert sheet.decided == 0, "what is for review decides nothing"


def test_a_paragraph_cut_in_two_is_for_review_with_both_parts() -> None:
    two = block(OLD, 2)
    first, second = PARAGRAPHS[1].split(". ", 1)
    sheet = laid(article(PARAGRAPHS[0], f"{first}.", second, *PARAGRAPHS[2:]), (two, "war"))
    (doubt,) = sheet.review
    assert doubt.candidates == (2, 3)
    assert doubt.where == "on 2 or 3"


def test_a_doubled_paragraph_is_for_review_with_both() -> None:
    two = block(OLD, 2)
    sheet = laid(article(PARAGRAPHS[0], PARAGRAPHS[1], *PARAGRAPHS[1:]), (two, "war"))
    (doubt,) = sheet.review
    assert sorted(map(str, doubt.candidates)) == ["2", "3"]
    assert doubt.where == "on 2 or 3"
    assert summarise(sheet, "a", 0, 0).lost == 1, "the list marks it"


def test_words_with_several_places_are_for_review_with_their_ranges() -> None:
    name = words(OLD, "Chicago")
    new = article(PARAGRAPHS[0], PARAGRAPHS[3], PARAGRAPHS[3])
    (doubt,) = laid(new, (name, "irony")).review
    assert [spot.of(new.text) for spot in doubt.candidates if isinstance(spot, Span)] == [
        "Chicago",
        "Chicago",
    ]


@pytest.mark.parametrize("label", ["war", "trade"])
def test_of_two_targets_that_come_to_one_paragraph_the_better_holds_it(label: str) -> None:
    """One was made on the text as it is, one on an older text that has come to the same paragraph."""
    older = article(*PARAGRAPHS[:3], PARAGRAPHS[3].replace("wheat", "whaet"))
    one, other = block(OLD, 4), block(older, 4)
    sheet = make_sheet(OLD, SCHEME, shard(OLD, (other, label), (one, "war")))
    assert spots(sheet, one, other) == [4, None]
    assert sheet.block(4).accepted == ("war",)
    assert [(doubt.target.id, doubt.candidates) for doubt in sheet.review] == [(other.id, (4,))]


@pytest.mark.parametrize("label", ["war", "trade"])
def test_two_old_targets_that_fit_equally_well_are_for_review_where_they_differ(label: str) -> None:
    first, second = (article(f"Lead number {nth}.", *PARAGRAPHS) for nth in (1, 2))
    one, other = block(first, 5), block(second, 5)
    sheet = make_sheet(OLD, SCHEME, shard(OLD, (one, "war"), (other, label)))
    assert len(sheet.review) == (1 if label == "war" else 2)
    assert sheet.block(4).accepted == (("war",) if label == "war" else ())


def test_targets_nothing_is_said_of_are_neither_lost_nor_in_the_way() -> None:
    one, two = block(OLD, 1), block(OLD, 2)
    sheet = laid(
        article(PARAGRAPHS[0], "Something else altogether is told in this place."), (one, ""), (two, "")
    )
    assert (sheet.lost, sheet.review) == ((), ())
    assert spots(sheet, one, two) == [1, None]


def test_places_that_are_known_are_not_looked_for_again() -> None:
    one = block(OLD, 1)
    new = article("A lead.", *PARAGRAPHS)
    sheet = laid(new, (one, "war"))
    again = place_targets(new, sheet.shard, {one.id: sheet.found[one.id]})
    assert again.found[one.id] is sheet.found[one.id]


def test_a_text_of_the_same_hash_parsed_otherwise_is_laid_by_its_ranges() -> None:
    """The rules for blocks have changed: what was one paragraph is two now."""
    first, second = OLD.blocks[0].span, OLD.blocks[1].span
    anchor = make_anchor(OLD.text, Span(first.start, second.end), OLD.text_hash)
    joined = Target(target_id("block", anchor), TargetKind.BLOCK, anchor, 1)
    (doubt,) = laid(OLD, (joined, "war")).review
    assert doubt.candidates == (1, 2)
