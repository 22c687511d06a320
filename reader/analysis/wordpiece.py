"""Words to the pieces that an uncased BERT encoder knows (WordPiece, greedy, longest first).

After `BasicTokenizer` and `WordpieceTokenizer` of google-research/bert (Apache-2.0), for words that are cut
already. The same word always gives the same pieces, so they are kept.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
MOST_LETTERS = 100
"""Code points of a part of a word; a longer one is unknown, as in the reference: the cost stays linear."""
MOST_PIECES = 12
"""Pieces that a word is given; what is beyond tells nothing of its type."""
_KEPT = 100_000


class WordPiece:
    """Pieces by their numbers in a vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._ids = {piece: number for number, piece in enumerate(vocabulary)}
        self._unknown = self._ids[UNKNOWN]
        self._words: dict[str, tuple[int, ...]] = {}
        self.start, self.end = self._ids[START], self._ids[END]

    def ids(self, word: str) -> tuple[int, ...]:
        """The pieces of one word, at least one and at most `MOST_PIECES`."""
        found = self._words.get(word)
        if found is None:
            found = tuple(self._all(word[: MOST_LETTERS * MOST_PIECES])[:MOST_PIECES]) or (self._unknown,)
            if len(self._words) >= _KEPT:
                self._words.clear()
            if len(word) <= MOST_LETTERS:
                self._words[word] = found
        return found

    def _all(self, word: str) -> list[int]:
        pieces: list[int] = []
        for part in parts(word):
            pieces += self._greedy(part)
            if len(pieces) >= MOST_PIECES:
                break
        return pieces

    def _greedy(self, part: str) -> list[int]:
        if len(part) > MOST_LETTERS:
            return [self._unknown]
        ids, pieces, start = self._ids, [], 0
        while start < len(part):
            end = len(part)
            while end > start:
                piece = part[start:end] if start == 0 else "##" + part[start:end]
                if piece in ids:
                    pieces.append(ids[piece])
                    break
                end -= 1
            else:
                return [self._unknown]
            start = end
        return pieces


def parts(word: str) -> list[str]:
    """A word in lower case without accents, cut at every punctuation mark and at every ideograph."""
    if word.isascii() and word.isalpha():
        return [word.lower()]
    found: list[str] = []
    open_part = False
    for sign in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(sign)
        if category == "Mn" or _is_control(sign, category):
            continue
        if category == "Zs" or sign in "\t\n\r":
            open_part = False
        elif _is_punctuation(sign, category) or _is_ideograph(ord(sign)):
            found.append(sign)
            open_part = False
        elif open_part:
            found[-1] += sign
        else:
            found.append(sign)
            open_part = True
    return found


def _is_control(sign: str, category: str) -> bool:
    return category in {"Cc", "Cf", "Co"} and sign not in "\t\n\r"


def _is_punctuation(sign: str, category: str) -> bool:
    return category.startswith("P") or (sign.isascii() and 32 < ord(sign) < 127 and not sign.isalnum())


def _is_ideograph(code: int) -> bool:
    return (
        0x4E00 <= code <= 0x9FFF
        or 0x3400 <= code <= 0x4DBF
        or 0x20000 <= code <= 0x2CEAF
        or 0xF900 <= code <= 0xFAFF
        or 0x2F800 <= code <= 0x2FA1F
    )
