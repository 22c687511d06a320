"""Anchors find their place again in a changed text, say that a person must look, or say that it is gone."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from reader.annotations.anchor import CONTEXT, Anchor, Finding, Place, make_anchor
from reader.annotations.edges import cuts
from reader.annotations.finding import MIN_SCORE, Finder, locate
from reader.spans import Span

NEWS = """KYIV, May 21 (Reuters) – Russia moved nearer to control over Ukraine’s Donbas region on Saturday.

“The territory has been completely liberated,” the ministry said, adding that 2,439 defenders had surrendered.

WESTERN AID

President Joe Biden signed a bill to provide nearly $40 billion in aid. Russia called it a provocation.

Zelenskiy said the region had been “completely destroyed” by Russia, and asked for compensation.
"""
PARAGRAPHS = NEWS.strip().split("\n\n")
WORDS = st.text("ab é\n😀", max_size=60)
QUOTES = st.text("ab é\n😀", min_size=1, max_size=12)


def anchor_in(before: str, quote: str, after: str) -> Anchor:
    return make_anchor(before + quote + after, Span(len(before), len(before) + len(quote)), "old")


def anchor_of(words: str, text: str = NEWS, nth: int = 0) -> Anchor:
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return make_anchor(text, Span(start, start + len(words)), "old")


def found(words: str, text: str, nth: int = 0) -> tuple[Finding, str | None]:
    place = locate(anchor_of(words, nth=nth), text, "new")
    return place.finding, place.span.of(text) if place.span else None


def edited(*pairs: tuple[str, str], text: str = NEWS) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


# -- whatever the text ----------------------------------------------------------------------------------


@given(WORDS, QUOTES, WORDS)
def test_unchanged_text_is_the_same_place(before: str, quote: str, after: str) -> None:
    anchor = anchor_in(before, quote, after)
    assert locate(anchor, before + quote + after, "old") == Place(Finding.SAME, anchor.span, 100)


@given(WORDS, QUOTES, WORDS, WORDS)
def test_what_is_found_word_for_word_are_the_words(before: str, quote: str, after: str, text: str) -> None:
    new = text + quote + text
    place = locate(anchor_in(before, quote, after), new, "new")
    assert (place.span is None) == (place.finding in (Finding.UNSURE, Finding.LOST))
    if place.finding in (Finding.SAME, Finding.MOVED):
        assert place.span is not None
        assert place.span.of(new) == quote
        assert place.score == 100


@given(WORDS, QUOTES, WORDS, WORDS)
def test_every_place_lies_in_the_text(before: str, quote: str, after: str, text: str) -> None:
    place = locate(anchor_in(before, quote, after), text, "new")
    for span in (place.span, *place.candidates):
        assert span is None or (0 <= span.start < span.end <= len(text))
    assert (place.finding is Finding.UNSURE) == bool(place.candidates)
    assert 0 <= place.score <= 100


@given(st.data())
def test_what_is_found_by_likeness_cuts_no_word(data: st.DataObject) -> None:
    anchor = anchor_of(data.draw(st.sampled_from([*PARAGRAPHS, "Donbas region", "Joe Biden", "Zelenskiy"])))
    letters = list(NEWS)
    for _ in range(data.draw(st.integers(1, 12))):
        letters[data.draw(st.integers(0, len(letters) - 1))] = data.draw(st.sampled_from("xyé ,\u0301"))
    text = "".join(letters)
    place = locate(anchor, text, "new")
    if place.finding is Finding.CHANGED and place.span is not None:
        assert place.score >= MIN_SCORE
        assert not cuts(text, place.span.start)
        assert not cuts(text, place.span.end)


@given(st.integers(2, 5), st.integers(0, 4))
def test_equal_candidates_are_never_guessed_at(copies: int, which: int) -> None:
    """The context alike all around, so nothing but the position could tell them apart."""
    frame = "." * CONTEXT
    original = (frame + "He said so." + frame) * copies
    start = original.index("He", (which % copies) * (2 * CONTEXT + 11))
    anchor = make_anchor(original, Span(start, start + 11), "old")
    assert locate(anchor, "New lead. " + original, "new").finding is Finding.UNSURE


@given(st.text(max_size=200), st.text(max_size=200), st.data())
def test_any_text_at_all_is_answered(old: str, new: str, data: st.DataObject) -> None:
    assume(old)
    start = data.draw(st.integers(0, len(old) - 1))
    anchor = make_anchor(old, Span(start, data.draw(st.integers(start, len(old)))), "old")
    place = locate(anchor, new, "new")
    assert place.span is None or place.span.end <= len(new)


# -- word for word --------------------------------------------------------------------------------------


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_paragraph_is_found_wherever_it_went(paragraph: str) -> None:
    others = [other for other in PARAGRAPHS if other != paragraph]
    for nth in range(len(PARAGRAPHS)):
        new = "\n\n".join([*others[:nth], paragraph, *others[nth:]]) + "\n"
        assert found(paragraph, new)[1] == paragraph


@pytest.mark.parametrize("words", ["completely destroyed", "Joe Biden", "Donbas", *PARAGRAPHS])
def test_straight_quotes_and_other_spaces_change_nothing(words: str) -> None:
    new = NEWS.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'"}).replace(" a ", "\u00a0a  ")
    new = "\n\n\n" + new.replace("\n\n", "\n\n\n")
    place = locate(anchor_of(words), new, "new")
    assert place.span is not None
    assert place.score == 100
    assert " ".join(place.span.of(new).split()) == " ".join(
        words.translate({ord("“"): '"', ord("”"): '"', ord("’"): "'"}).split()
    )


def test_a_common_word_is_told_by_what_is_around_it() -> None:
    for nth in range(3):
        anchor = anchor_of("Russia", nth=nth)
        place = locate(anchor, "A new lead about Russia.\n\n" + NEWS, "new")
        assert place.span == Span(anchor.start + 26, anchor.end + 26)


def test_a_word_inside_another_is_not_the_word() -> None:
    new = "Two Russians came.\n\n" + "\n\n".join(one for one in PARAGRAPHS if "Russia" not in one)
    assert found("Russia", new, nth=1) == (Finding.LOST, None)


def test_a_word_that_stands_once_among_strange_words_is_for_review() -> None:
    place = locate(anchor_of("Donbas"), "Nobody has been to Donbas for a year.", "new")
    assert place.finding is Finding.UNSURE
    assert [span.of("Nobody has been to Donbas for a year.") for span in place.candidates] == ["Donbas"]


def test_a_line_of_its_own_is_known_among_strange_lines_and_a_word_in_it_is_not() -> None:
    new = "The first was this.\n\nWESTERN AID\n\nAnd so on it went."
    assert found("WESTERN AID", new) == (Finding.MOVED, "WESTERN AID")
    assert found("WESTERN AID", new.replace("AID\n", "AID came\n"))[0] is Finding.UNSURE


@pytest.mark.parametrize("lead", ["", "A new first sentence. "])
def test_context_tells_twins_apart(lead: str) -> None:
    text = "Asked twice, he said: Yes. Asked again, she said: Yes. And they left."
    for start in (text.index("Yes."), text.rindex("Yes.")):
        place = locate(make_anchor(text, Span(start, start + 4), "old"), lead + text, "new")
        assert place.span == Span(len(lead) + start, len(lead) + start + 4)


def test_one_side_alone_is_enough_where_the_words_have_not_moved() -> None:
    text = "Asked twice, he said: Yes. Asked again, she said: Yes. And they left."
    new, second = text.replace("And they left", "Then all went home"), text.rindex("Yes.")
    anchor = make_anchor(text, Span(second, second + 4), "old")
    assert locate(anchor, new, "new").finding is Finding.SAME
    place = locate(anchor, "At first. " + new, "new")
    assert (place.finding, place.candidates) == (Finding.UNSURE, (Span(second + 10, second + 14),))


@pytest.mark.parametrize("paragraph", PARAGRAPHS)
def test_a_paragraph_twice_side_by_side_is_for_review_with_both(paragraph: str) -> None:
    new = NEWS.replace(paragraph, f"{paragraph}\n\n{paragraph}")
    place = locate(anchor_of(paragraph), new, "new")
    assert place.finding is Finding.UNSURE
    assert [span.of(new) for span in place.candidates] == [paragraph, paragraph]


def test_a_copy_far_away_is_not_the_paragraph() -> None:
    new = NEWS + "\n" + PARAGRAPHS[1] + "\n"
    anchor = anchor_of(PARAGRAPHS[1])
    assert locate(anchor, new, "new") == Place(Finding.SAME, anchor.span, 100)


def test_an_anchor_that_says_other_words_than_its_text_has_is_looked_for() -> None:
    anchor = anchor_of("Joe Biden")
    wrong = make_anchor(NEWS, Span(3, 12), "old")
    shifted = Anchor(wrong.start, wrong.end, anchor.exact, anchor.prefix, anchor.suffix, "new")
    assert locate(shifted, NEWS, "new").span == anchor.span


def test_white_space_at_the_edges_is_kept_where_it_still_stands() -> None:
    anchor = anchor_of(" Joe Biden ")
    new = "Lead.\n\n" + NEWS
    place = locate(anchor, new, "new")
    assert place == Place(Finding.MOVED, Span(anchor.start + 7, anchor.end + 7), 100)


def test_nothing_but_white_space_is_found_only_where_it_was() -> None:
    anchor = make_anchor(NEWS, Span(5, 6), "old")
    assert locate(anchor, NEWS + "More.", "new").finding is Finding.SAME
    assert locate(anchor, "Lead. " + NEWS, "new").finding is Finding.LOST


# -- by likeness ----------------------------------------------------------------------------------------


def test_a_mended_typo_is_found_with_its_score() -> None:
    new = edited(("Zelenskiy said", "Zelensky said"))
    place = locate(anchor_of("Zelenskiy"), new, "new")
    assert place.span is not None
    assert (place.finding, place.span.of(new), place.score) == (Finding.CHANGED, "Zelensky", 94)
    assert found(PARAGRAPHS[4], new)[0] is Finding.CHANGED


def test_a_typo_beside_words_does_not_hide_them() -> None:
    new = edited(("Joe Biden signed", "Joe Biden sinned"), ("President Joe", "Presidnet Joe"))
    assert found("Joe Biden", new)[1] == "Joe Biden"


def test_a_word_replaced_by_another_is_not_found_there() -> None:
    new = edited(("Russia called", "Moscow called"))
    assert found("Russia", new, nth=1)[1] is None


def test_a_paragraph_with_a_sentence_rewritten_keeps_its_edges() -> None:
    new = edited(("Russia called it a provocation.", "The Kremlin objected."))
    assert found(PARAGRAPHS[3], new) == (Finding.CHANGED, new.split("\n\n")[3])
    new = edited(("President Joe Biden signed a bill", "On Friday, the White House had signed the bill"))
    assert found(PARAGRAPHS[3], new) == (Finding.CHANGED, new.split("\n\n")[3])


def test_a_paragraph_rewritten_throughout_is_lost() -> None:
    new = edited((PARAGRAPHS[3], "Lawmakers in Washington had voted for more money on Thursday evening."))
    assert found(PARAGRAPHS[3], new) == (Finding.LOST, None)


def test_two_changed_copies_are_for_review() -> None:
    one, other = PARAGRAPHS[4].replace("asked", "begged"), PARAGRAPHS[4].replace("asked", "prayed")
    new = edited((PARAGRAPHS[4], f"{one}\n\n{other}"))
    place = locate(anchor_of(PARAGRAPHS[4]), new, "new")
    assert place.finding is Finding.UNSURE
    assert {span.of(new) for span in place.candidates} == {one, other}


def test_a_changed_original_and_its_exact_copy_are_for_review() -> None:
    changed = PARAGRAPHS[1].replace("adding", "and added")
    new = edited((PARAGRAPHS[1], changed)) + "\n" + PARAGRAPHS[1] + "\n"
    assert found(PARAGRAPHS[1], new)[0] is Finding.UNSURE


def test_a_text_of_one_long_paragraph_is_found_by_its_ends() -> None:
    body = " ".join(f"Sentence number {nth} says {nth * 7919 % 1000} things." for nth in range(1, 900))
    text = f"A lead.\n\n{body}\n\nThe end.\n"
    anchor = make_anchor(text, Span(9, 9 + len(body)), "old")
    new = "More.\n\n" + text.replace("Sentence number 4 ", "Phrase number 4 ").replace(
        " 500 says", " five says"
    )
    place = locate(anchor, new, "new")
    assert place.finding is Finding.CHANGED
    assert place.span == Span(16, new.index("\n\nThe end"))


# -- cost -----------------------------------------------------------------------------------------------


def test_many_candidates_in_a_long_text_do_not_copy_it_each_time() -> None:
    """A common word of a text of megabytes: quadratic work would not end."""
    text = "word " * 200_000
    anchor = make_anchor(text, Span(5, 9), "old")
    assert locate(anchor, "Start. " + text, "new").finding is Finding.UNSURE


def test_many_targets_of_one_long_text_share_the_work() -> None:
    words = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in ("ld", "nd", "rk", "st", "mp")]
    paragraphs = [
        f"The {words[nth % 300]} {words[nth * 7 % 299]} things about {words[nth * 11 % 293]} {nth}."
        for nth in range(4_000)
    ]
    text = "\n\n".join(paragraphs)
    finder = Finder("Lead.\n\n" + text.replace("things about", "thinks about"), "new")
    start = 0
    for nth, paragraph in enumerate(paragraphs[:1_000]):
        place = finder.locate(make_anchor(text, Span(start, start + len(paragraph)), "old"))
        assert place.span == Span(start + 7, start + 7 + len(paragraph)), nth
        start += len(paragraph) + 2
