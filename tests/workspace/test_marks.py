"""How names and quotes stand: suggestions and what was said of them, laid together without loss."""

from __future__ import annotations

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.marks import Analysis, EntityType, Mention, Quote, QuoteKind
from reader.annotations.choices import Act, Choice, Stamp, Wish
from reader.annotations.deciding import decide_each, revert
from reader.annotations.model import Event, apply
from reader.annotations.scheme import QUOTE, Label, LabelTarget, Scheme
from reader.corpus.article import Article
from reader.corpus.plain import article_from_text
from reader.spans import Span
from reader.tui.marking import highlights_on, marks_changed
from reader.workspace.marks import Mark, Suggested, Verdict, marks_in, said_in, suggested
from reader.workspace.sheet import Sheet, make_sheet
from reader.workspace.verdicts import Judge, words_for

TEXT = "Ada Byron met Bela Kun in Rome.\n\n“We begin,” she said, “and end here.”\n\nNATO said nothing."


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


ANALYSIS = Analysis(
    "fast 1",
    (
        Mention(at("Ada Byron"), EntityType.PER),
        Mention(at("Bela Kun"), EntityType.PER),
        Mention(at("Rome"), EntityType.LOC),
        Mention(at("NATO"), EntityType.ORG),
    ),
    (),
    (
        Quote(
            (at("“We begin,”"), at("“and end here.”")), QuoteKind.DIRECT, at("said"), at("she"), "Ada Byron"
        ),
    ),
)


def opened(scheme: Scheme | None = None) -> tuple[Sheet, Suggested]:
    article: Article = article_from_text(TEXT, id="x", name="x.txt")
    sheet = make_sheet(article, scheme or Scheme(), None, "alice")
    pieces = suggested(ANALYSIS, TEXT, [block.span.start for block in article.blocks])
    return sheet, pieces


_NUMBERS = count(1)


def decided(sheet: Sheet, wishes: list[Wish], words: str = "") -> Sheet:
    number = next(_NUMBERS)
    change = decide_each(sheet.shard, wishes, sheet.scheme, Stamp(f"op{number}", number, "now"), words)
    return sheet if change is None else sheet.with_shard(apply(sheet.shard, change), change.operation.targets)


def undone(sheet: Sheet) -> Sheet:
    number, last = next(_NUMBERS), sheet.shard.history[-1]
    change = revert(sheet.shard, last, Event.UNDO, Stamp(f"op{number}", number, "now"))
    assert change is not None
    return sheet.with_shard(apply(sheet.shard, change), change.operation.targets)


def marks(sheet: Sheet, pieces: Suggested) -> list[Mark]:
    said = said_in(sheet, pieces)
    return [mark for piece in range(len(pieces.marks)) for mark in marks_in(piece, pieces, said)]


def stands(sheet: Sheet, pieces: Suggested) -> dict[str, tuple[str, Verdict]]:
    return {mark.spans[0].of(TEXT): (mark.label, mark.verdict) for mark in marks(sheet, pieces)}


def test_what_nobody_has_spoken_of_is_suggested() -> None:
    sheet, pieces = opened()
    found = marks(sheet, pieces)
    assert [mark.verdict for mark in found] == [Verdict.SUGGESTED] * 5
    assert [mark.label for mark in found] == ["PER", "PER", "LOC", QUOTE, "ORG"]


def test_a_type_replaces_another_and_rejecting_it_hides_nothing_else() -> None:
    sheet, pieces = opened()
    judge = Judge(sheet, "fast 1")
    first = marks(sheet, pieces)[0]
    sheet = decided(sheet, judge.retype(first, "ORG"))
    assert stands(sheet, pieces)["Ada Byron"] == ("ORG", Verdict.ACCEPTED)
    sheet = decided(sheet, Judge(sheet).retype(marks(sheet, pieces)[0], "LOC"))
    assert sheet.spans[first.spans[0]].accepted == ("LOC",)
    sheet = decided(sheet, Judge(sheet).reject(marks(sheet, pieces)[0]))
    assert not sheet.spans[first.spans[0]].accepted


def test_a_label_of_ones_own_takes_the_place_of_a_suggested_type_too() -> None:
    own = Label("weapon", "weapon", "W", target=LabelTarget.SPAN)
    sheet, pieces = opened(Scheme((own,)))
    sheet = decided(sheet, Judge(sheet).retype(marks(sheet, pieces)[0], "weapon"))
    standing = sheet.spans[at("Ada Byron")]
    assert (standing.accepted, standing.rejected) == (("weapon",), ("PER",))
    assert stands(sheet, pieces)["Ada Byron"] == ("weapon", Verdict.ACCEPTED)


def test_other_edges_leave_nothing_behind_and_undo_brings_them_back() -> None:
    sheet, pieces = opened()
    before = marks(sheet, pieces)
    moved = decided(sheet, Judge(sheet).move(before[0], at("Ada")))
    assert stands(moved, pieces)["Ada Byron"] == ("PER", Verdict.REJECTED)
    assert stands(moved, pieces)["Ada"] == ("PER", Verdict.ACCEPTED)
    again = decided(moved, Judge(moved).move(marks(moved, pieces)[1], at("Ada Byron met")))
    assert "Ada" not in stands(again, pieces)
    assert marks(undone(again), pieces) == marks(moved, pieces)
    assert marks(undone(moved), pieces) == before


def test_a_speaker_makes_the_quote_one_and_rejecting_it_takes_both() -> None:
    sheet, pieces = opened()
    quote = marks(sheet, pieces)[3]
    sheet = decided(sheet, Judge(sheet).speak(quote, at("Ada Byron")))
    found = marks(sheet, pieces)[3]
    assert (found.verdict, found.speaker, found.spoken) == (Verdict.ACCEPTED, at("Ada Byron"), True)
    assert len(marks(sheet, pieces)) == 5, "its second part is no quote of its own"
    nobody = decided(sheet, Judge(sheet).speak(found, None))
    assert (marks(nobody, pieces)[3].speaker, marks(nobody, pieces)[3].spoken) == (None, True)
    gone = decided(nobody, Judge(nobody).reject(marks(nobody, pieces)[3]))
    assert not any(standing.accepted or standing.spoken for standing in gone.spans.values())


def test_a_quote_with_other_edges_keeps_its_speaker_and_its_parts() -> None:
    sheet, pieces = opened()
    sheet = decided(sheet, Judge(sheet).accept(marks(sheet, pieces)[3]))
    moved = decided(sheet, Judge(sheet).move(marks(sheet, pieces)[3], at("“We begin")))
    (quote,) = [mark for mark in marks(moved, pieces) if mark.is_quote and mark.shown]
    assert [span.of(TEXT) for span in quote.spans] == ["“We begin", "“and end here.”"]
    assert (quote.speaker, quote.spoken) == (at("she"), True)


def test_a_complete_paragraph_has_no_suggestions_left() -> None:
    sheet, pieces = opened()
    sheet = decided(sheet, Judge(sheet).accept(marks(sheet, pieces)[0]))
    here = [mark for mark in marks(sheet, pieces) if mark.start < at("NATO").start and not mark.is_quote]
    done = decided(sheet, Judge(sheet).complete(1, here))
    assert stands(done, pieces)["Bela Kun"] == ("PER", Verdict.REJECTED)
    assert stands(done, pieces)["Ada Byron"] == ("PER", Verdict.ACCEPTED)
    assert done.block(1).complete == ("names",)
    later = Suggested(ANALYSIS, pieces.cuts, (suggested(ANALYSIS, TEXT).marks[0][:3], *pieces.marks[1:]))
    assert all(not mark.is_open for mark in marks_in(0, later, said_in(done, later)))


def asked(key: str, mark: Mark, judge: Judge, found: list[Mark]) -> list[Wish]:
    """What a key asks for on a mark."""
    if key in "s0":
        return judge.speak(mark, at("Rome") if key == "s" else None) if mark.is_quote else []
    if key == "t":
        return [] if mark.is_quote else judge.retype(mark, "EVENT")
    if key == "z":
        return judge.complete(1, [one for one in found if one.start < at("“We").start])
    if key == "m":
        return judge.move(mark, at("met Bela"))
    if key in "if":
        return judge.about(mark, Act.IGNORE if key == "i" else Act.FLAG)
    return judge.accept(mark) if key == "a" else judge.reject(mark)


@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.sampled_from(["a", "x", "t", "i", "f", "s", "0", "m", "z"])),
        max_size=12,
    )
)
def test_whatever_is_decided_nothing_is_lost_and_undo_leads_back(steps: list[tuple[int, str]]) -> None:
    sheet, pieces = opened()
    start = marks(sheet, pieces)
    before: list[list[Mark]] = []
    for nth, key in steps:
        found = marks(sheet, pieces)
        if not found:
            break
        mark, judge = found[nth % len(found)], Judge(sheet, "fast 1")
        wishes = asked(key, mark, judge, found)
        after = decided(sheet, wishes)
        if after is not sheet:
            before.append(found)
        sheet = after
        assert make_sheet(sheet.article, sheet.scheme, sheet.shard).spans == sheet.spans, "as read anew"
        assert [mark.start for mark in marks(sheet, pieces)] == sorted(m.start for m in marks(sheet, pieces))
    undoing = [one for one in sheet.shard.history if one.event is Event.DO]
    for operation, standing in zip(reversed(undoing), reversed(before), strict=True):
        number = next(_NUMBERS)
        change = revert(sheet.shard, operation, Event.UNDO, Stamp(f"op{number}", number, "now"))
        assert change is not None
        sheet = sheet.with_shard(apply(sheet.shard, change), change.operation.targets)
        assert marks(sheet, pieces) == standing
    assert marks(sheet, pieces) == start


def test_what_was_done_to_several_in_words() -> None:
    _, pieces = opened()
    found = [mark for piece in pieces.marks for mark in piece]
    assert words_for("accepted", found, "on 7") == "4 names and 1 quote accepted on 7"
    assert words_for("rejected", found[:1], "") == "1 name rejected"


def test_a_part_that_the_first_one_takes_in_is_no_part_any_more() -> None:
    sheet, pieces = opened()
    sheet = decided(sheet, Judge(sheet).accept(marks(sheet, pieces)[3]))
    moved = decided(sheet, Judge(sheet).move(marks(sheet, pieces)[3], at("“We begin,” she said, “and")))
    (quote,) = [mark for mark in marks(moved, pieces) if mark.is_quote and mark.shown]
    assert [span.of(TEXT) for span in quote.spans] == ["“We begin,” she said, “and"]
    accepted = [span for span, standing in moved.spans.items() if QUOTE in standing.accepted]
    assert accepted == [quote.spans[0]]


def test_a_quote_over_several_paragraphs_keeps_all_its_parts() -> None:
    sheet, _ = opened()
    quote = Quote((at("“We begin,”"), at("NATO said nothing.")), QuoteKind.DIRECT, None, at("she"), "")
    starts = [block.span.start for block in sheet.article.blocks]
    pieces = suggested(Analysis("fast 1", (), (), (quote,)), TEXT, starts)
    (mark,) = marks(sheet, pieces)
    sheet = decided(sheet, Judge(sheet).accept(mark))
    moved = decided(sheet, Judge(sheet).move(marks(sheet, pieces)[0], at("“We begin")))
    (found,) = [mark for mark in marks(moved, pieces) if mark.shown]
    assert [span.of(TEXT) for span in found.spans] == ["“We begin", "NATO said nothing."]


def test_a_part_in_another_paragraph_changes_the_quote_that_it_is_of() -> None:
    sheet, pieces = opened()
    first, part = at("Ada Byron met"), at("NATO said nothing.")
    sheet = decided(sheet, Judge(sheet).mark(first, QUOTE))
    found = highlights_on(sheet, pieces.analysis)
    linked = Choice(Act.SET, QUOTE, link=sheet.target_of_span(first))
    with_part = decided(sheet, [Wish(sheet.target_of_span(part), linked)])
    assert found.with_marks(marks_changed(sheet, with_part, found)).stops == tuple(marks(with_part, pieces))
