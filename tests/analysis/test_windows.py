"""Windows over a text: every word once, whole sentences where they have room, whatever the text is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.lists import BIT, Lists
from reader.analysis.windows import BITS, HEAD, INSIDE, REST, SHAPES, SMALL, cut, read_words, shape
from reader.analysis.wordpiece import WordPiece
from reader.analysis.words import split_words

LISTS = Lists({"new york": BIT["city"], "may": BIT["given"]})


def _wordpiece() -> WordPiece:
    letters = "abcdefghijklmnopqrstuvwxyz.,-"
    return WordPiece(["[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters)])


@given(st.text("ab. \nXé'’-1", max_size=400), st.integers(20, 60))
def test_every_word_stands_in_one_window(text: str, size: int) -> None:
    words, wordpiece = split_words(text), _wordpiece()
    found = list(cut(read_words(words, wordpiece, LISTS), wordpiece, size))
    assert [at for one in found for at in range(one.first, one.end)] == list(range(len(words.forms)))
    for one in found:
        assert len(one.pieces) == len(one.shapes) == len(one.masks) <= size
        assert len(one.heads) == one.end - one.first
        assert max(one.shapes) < SHAPES
        assert max(one.masks) < 1 << BITS


def test_a_sentence_is_cut_only_where_it_has_no_room() -> None:
    text = "One two three. Four five six. " + "Seven " * 30
    words, wordpiece = split_words(text), _wordpiece()
    found = list(cut(read_words(words, wordpiece, LISTS), wordpiece, 34))
    texts = [" ".join(words.forms[one.first : one.end]) for one in found]
    assert texts[:2] == ["One two three . Four five six .", "Seven Seven Seven Seven Seven Seven"]


def test_the_lists_and_the_rest_of_the_text_are_marked() -> None:
    words = split_words("May said a new york was not New York. It may.")
    masks = read_words(words, _wordpiece(), LISTS).masks
    assert masks[0] == BIT["given"] | HEAD | SMALL
    assert masks[3] == 0
    at = words.forms.index("New")
    assert masks[at] == BIT["city"] | HEAD | SMALL | INSIDE
    assert masks[at + 1] == BIT["city"] | REST | SMALL | INSIDE


def test_shapes_tell_capitals_and_figures_and_the_head_of_a_sentence() -> None:
    assert (
        len(
            {
                shape(form)
                for form in ("word", "Word", "WORD", "W", "U.S.", "McCain", "iPhone", "12", "3.5", "5th")
            }
        )
        == 10
    )
    assert shape("’") == shape("'")
    words, wordpiece = split_words("Word is Word. Word"), _wordpiece()
    first, _, inner, _, second = read_words(words, wordpiece, LISTS).shapes
    assert first == second != inner


def test_a_heading_is_told_from_a_sentence() -> None:
    wordpiece = _wordpiece()
    texts = [
        "Trump says it is all fine again",
        "Trump Says It Is All Fine Again",
        "TRUMP SAYS IT IS ALL FINE AGAIN",
    ]
    assert len({read_words(split_words(text), wordpiece, LISTS).shapes[0] for text in texts}) == 3
