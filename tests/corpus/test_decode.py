"""Which bytes are a text, and which text they are."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.corpus.decode import decode
from reader.errors import InputError

_WESTERN = "Le café fermé – “déjà vu”, dit-il à l’hôtel près du château. Ça coûte 5 €."
_RUSSIAN = "В субботу утром порт остановил работу, сообщили в администрации города."


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("naïve – “yes”\n".encode(), "utf-8", "naïve – “yes”\n"),
        (codecs.BOM_UTF8 + b"plain\n", "utf-8", "plain\n"),
        (codecs.BOM_UTF16_LE + "Київ\n".encode("utf-16-le"), "utf-16-le", "Київ\n"),
        (codecs.BOM_UTF16_BE + "Київ\n".encode("utf-16-be"), "utf-16-be", "Київ\n"),
        (codecs.BOM_UTF32_LE + "Київ\n".encode("utf-32-le"), "utf-32-le", "Київ\n"),
        (codecs.BOM_UTF32_BE + "Київ\n".encode("utf-32-be"), "utf-32-be", "Київ\n"),
        ("A café is open.\n".encode("utf-16-le"), "utf-16-le", "A café is open.\n"),
        ("A café is open.\n".encode("utf-16-be"), "utf-16-be", "A café is open.\n"),
        (_WESTERN.encode("cp1252"), "cp1252", _WESTERN),
        (_RUSSIAN.encode("cp1251"), "cp1251", _RUSSIAN),
        (b"one\r\ntwo\rthree\n", "utf-8", "one\ntwo\nthree\n"),
        (b"a \x1b[31mred\x1b[0m word\x07\n", "utf-8", "a \x1b[31mred\x1b[0m word\x07\n"),
        ("  e\u0301 \u202e\u200b\ufeff kept ".encode(), "utf-8", "  e\u0301 \u202e\u200b\ufeff kept "),
        (b"BZh is how this begins.", "utf-8", "BZh is how this begins."),
    ],
)
def test_text_is_decoded(data: bytes, encoding: str, text: str) -> None:
    decoded = decode(data, name="notes.txt")
    assert (decoded.encoding, decoded.text) == (encoding, text)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "the file is empty"),
        (codecs.BOM_UTF8, "only blanks"),
        (b" \r\n\t \n", "only blanks"),
        ("\u00a0\u2003\n".encode(), "only blanks"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "PNG"),
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x7fELF\x02\x01", "program"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"SQLite format 3\x00\x10", "SQLite"),
        (b"text with a \x00 in it", "binary"),
        (bytes(range(256)) * 8, "binary"),
        (b"\x01\x02\x03\x04\x05\x06" * 50, "binary"),
        (b"\xff\x81\x8d\x8f\x90\x9d\xfe" * 30, "no other encoding"),
        (codecs.BOM_UTF16_LE + b"a", "utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused_by_name(data: bytes, what: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, name="notes.txt")
    assert caught.value.message.startswith("notes.txt: ")
    assert what in caught.value.message
    assert caught.value.hint


_UTF8 = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), min_size=1).filter(
    lambda text: not text.isspace() and not text.startswith("\ufeff")
)


@settings(deadline=None)
@given(_UTF8)
def test_utf8_comes_back_code_point_for_code_point(text: str) -> None:
    if not text.startswith(("%PDF-", "GIF8", "{\\rtf", "OggS", "Rar!")):
        assert decode(text.encode(), name="x").text == text


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_text_or_refused(data: bytes) -> None:
    text = ""
    with contextlib.suppress(InputError):
        text = decode(data, name="x").text
    assert "\r" not in text
    assert not text.isspace()
