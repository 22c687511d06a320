"""What a line of JSON Lines holds, and what is said of one that holds nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.corpus.jsonl import TextLine, is_text_line, read_text_line
from reader.errors import InputError

plain = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


@given(st.text(st.characters(codec=None)), plain)
def test_a_text_and_its_id_are_taken_as_they_are(text: str, identity: object) -> None:
    line = json.dumps({"id": identity, "text": text, "more": 1}).encode()
    assert read_text_line(line) == TextLine(identity, text)
    assert is_text_line(line)


def test_half_a_sign_and_a_return_stay() -> None:
    assert read_text_line(b'{"text": "a\\r\\n\\ud800\\u0000"}') == TextLine(None, "a\r\n\ud800\0")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b"broken", "not JSON (expecting value: line 1 column 1 (char 0))"),
        (b'{"text": "a"', "not JSON"),
        (b'{"text": "a"} {}', "not JSON (extra data"),
        (b'["text"]', "not an object with a text"),
        (b'{"Text": "a"}', 'an object without "text"'),
        (b'{"text": null}', '"text" is no text'),
        (b'{"text": "\xff"}', "byte 11 is not UTF-8"),
        (b'{"text": "a", "id": NaN}', "not JSON (there is no NaN in JSON)"),
        (b'{"text": "a", "id": 1e999}', '"id" cannot be passed on'),
        (b'{"text": "a", "id": ' + b"9" * 5000 + b"}", "not JSON"),
        (b"[" * 100_000, "JSON inside JSON, too deep to be read"),
    ],
)
def test_a_bad_line_is_told_in_a_few_words(line: bytes, said: str) -> None:
    with pytest.raises(InputError) as told:
        read_text_line(line)
    assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    "line", [b"", b"KYIV, May 21", b"{", b"{}", b'{"title": "text"}', b'"text"', b"{" * 100_000]
)
def test_a_text_is_not_taken_for_json_lines(line: bytes) -> None:
    assert not is_text_line(line)
