"""Words, letters and runs of capitalised words in a text, for choosing some of them by keys. Pure.

Offsets are code points of the whole text. A letter is a grapheme cluster as terminals draw it: a sign with
all that is attached to it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

from reader.corpus.wordlists import word_set
from reader.spans import Span

_MARKS = "\u0300-\u036f\u200d\ufe0f"
# What follows an apostrophe at the end as "s" belongs to no name: it is left out of the word before.
_WORD = re.compile(rf"[\w{_MARKS}]+(?:(?![’']s\b)[’'.\-‑][\w{_MARKS}]+)*")
# Scripts that part no words: every sign is one.
_SIGN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]")
_SENTENCE_ENDS = frozenset(".!?…\n")
_QUOTE_SIGNS = frozenset("\"'“”‘’„«»‹›([")
_STOP_WORDS = word_set("""
a an and are as at be been but by for from had has have he her his how i if in into is it its more most my
no not of on or our said says she so such than that the their them then there these they this those to
under until up was we were what when where which while who whom whose why will with would you your after
all also before during over since through about against between both can could each few many may might
must one only other out own same some still two very yet now here just even because however meanwhile
although though despite according der die das und von zu mit den dem ein eine ist war im auf für le la les
des du et un une dans el los las y en por con del
""")


def words_in(text: str, block: Span) -> list[Span]:
    """The words of a block, with what is inside them (O’Brien, year-old) and without a genitive’s s."""
    found: list[Span] = []
    for match in _WORD.finditer(text, block.start, block.end):
        start, end = match.span()
        if match[0] in ("s", "S") and start > block.start and text[start - 1] in "’'":
            continue
        # Vowel signs and the like are no letters to a pattern; they belong to the word before them.
        while end < block.end and unicodedata.category(text[end])[0] == "M":
            end += 1
        if found and found[-1].end == start and unicodedata.category(text[start - 1])[0] == "M":
            start = found.pop().start
        for sign in _SIGN.finditer(text, start, end):
            if sign.start() > start:
                found.append(Span(start, sign.start()))
            found.append(Span(sign.start(), sign.end()))
            start = sign.end()
        if start < end:
            found.append(Span(start, end))
    return found


def letter_edges(text: str, block: Span) -> list[int]:
    """The offsets between the letters of a block, its ends among them."""
    edges = [block.start]
    for offset in range(block.start + 1, block.end):
        char, before = text[offset], text[offset - 1]
        attached = unicodedata.combining(char) or char in "\u200d\ufe0e\ufe0f" or "🏻" <= char <= "🏿"
        if unicodedata.category(char) in ("Mn", "Me", "Mc"):
            attached = True
        pair = _is_flag(char) and _is_flag(before) and _flags_before(text, offset, block.start) % 2
        if not (attached or before == "\u200d" or pair):
            edges.append(offset)
    return [*edges, block.end] if block.end > block.start else edges


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flags_before(text: str, offset: int, start: int) -> int:
    count = 0
    while offset - count - 1 >= start and _is_flag(text[offset - count - 1]):
        count += 1
    return count


def edge_after(edges: Sequence[int], offset: int) -> int:
    """The nearest edge after an offset, else the last."""
    return edges[min(bisect_right(edges, offset), len(edges) - 1)]


def edge_before(edges: Sequence[int], offset: int) -> int:
    """The nearest edge before an offset, else the first."""
    return edges[max(0, bisect_left(edges, offset) - 1)]


def is_stop_word(word: str) -> bool:
    """Whether a word joins others and names nothing."""
    return word.lower() in _STOP_WORDS


def runs_of_capitals(text: str, block: Span, taken: Callable[[Span], bool]) -> list[Span]:
    """Runs of capitalised words that nothing covers: what a person may want to mark as a name.

    A word of joining that only begins a sentence belongs to none.
    """
    runs: list[Span] = []
    current: Span | None = None
    for word in words_in(text, block):
        said = word.of(text)
        fits = said[:1].isupper() and not taken(word)
        if fits and is_stop_word(said) and _begins_sentence(text, word.start, block.start):
            fits = False
        joined = current is not None and text[current.end : word.start].isspace()
        if not fits:
            current = None
        elif current is not None and joined:
            current = Span(current.start, word.end)
            runs[-1] = current
        else:
            current = word
            runs.append(word)
    return runs


def _begins_sentence(text: str, offset: int, start: int) -> bool:
    before = text[start:offset].rstrip()
    while before and before[-1] in _QUOTE_SIGNS:
        before = before[:-1].rstrip()
    return not before or before[-1] in _SENTENCE_ENDS


def phrase_end(text: str, block: Span, offset: int) -> int:
    """Where the phrase that goes on at an offset ends: before a word of joining, a comma or a full stop."""
    end = offset
    for word in words_in(text, Span(offset, block.end)):
        between = text[end : word.start]
        if between.strip(" \xa0\n") or is_stop_word(word.of(text)):
            break
        end = word.end
    return end


def sentence_around(text: str, block: Span, offset: int) -> Span:
    """The sentence of a block that an offset lies in, without the blanks around it."""
    start = block.start
    for match in re.finditer(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)", text[block.start : block.end]):
        end = block.start + match.end()
        if end > offset:
            return _trimmed(text, Span(start, end))
        start = end
    return _trimmed(text, Span(start, block.end))


def _trimmed(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else span
