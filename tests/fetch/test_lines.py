"""Lines of a stream: every one with its number, none above the limit, whatever the chunks."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from reader.fetch.lines import peek_line, read_chunks, read_lines


def contents(chunks: list[bytes], most: int = 100) -> list[bytes | None]:
    return [line.content for line in read_lines(chunks, most)]


def test_lines_end_with_lf_and_a_cr_before_it_goes() -> None:
    assert contents([b"a\r\nb", b"c\n\n\rd\x0b\xe2\x80\xa8e\r"]) == [
        b"a",
        b"bc",
        b"",
        b"\rd\x0b\xe2\x80\xa8e",
    ]


def test_a_byte_order_mark_goes_and_only_at_the_start() -> None:
    assert contents([b"\xef\xbb", b"\xbfa\n\xef\xbb\xbfb"]) == [b"a", b"\xef\xbb\xbfb"]


def test_a_line_above_the_limit_is_counted_and_not_kept() -> None:
    lines = list(read_lines([b"abc\n", b"x" * 50, b"x" * 50, b"y\nabcd\nabcde\n", b"z" * 60], 4))
    assert [(line.number, line.content) for line in lines] == [
        (1, b"abc"),
        (2, None),
        (3, b"abcd"),
        (4, None),
        (5, None),
    ]
    assert lines[-1].ends_at == 4 + 101 + 1 + 5 + 6 + 60


@given(st.lists(st.binary(max_size=20)), st.integers(1, 7))
def test_lines_do_not_depend_on_the_chunks(parts: list[bytes], size: int) -> None:
    whole = b"".join(parts)
    pieces = [whole[at : at + size] for at in range(0, len(whole), size)]
    lines = list(read_lines(pieces, 1000))
    assert lines == list(read_lines([whole], 1000))
    assert not lines or lines[-1].ends_at == len(whole)


@given(st.lists(st.binary(min_size=1, max_size=6)))
def test_peeking_takes_nothing_away(parts: list[bytes]) -> None:
    chunks: Iterator[bytes] = iter(parts)
    line, taken = peek_line(chunks, 8)
    assert b"".join(chain(taken, chunks)) == b"".join(parts)
    assert b"\n" not in line
    assert not line.isspace()


def test_the_first_line_that_is_not_blank_is_seen() -> None:
    assert (
        peek_line(iter([b"\xef\xbb\xbf\n \n", b'  {"te', b'xt": 1}\nmore\n', b"never"]), 99)[0]
        == b'{"text": 1}'
    )


def test_a_pipe_is_read_as_it_comes() -> None:
    out, into = os.pipe()
    chunks = read_chunks(out)
    for words in (b"one", b"two"):
        os.write(into, words)
        assert next(chunks) == words
    os.close(into)
    assert next(chunks, None) is None
    os.close(out)
