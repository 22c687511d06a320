"""Which pieces of the vocabulary stay: what can stand in text of the Latin script."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_KEPT = ("[UNK]", "[CLS]", "[SEP]")


def kept(vocabulary: Sequence[str]) -> list[int]:
    """The numbers of the pieces that stay, in order."""
    return [number for number, piece in enumerate(vocabulary) if _stays(piece)]


def _stays(piece: str) -> bool:
    if piece in _KEPT:
        return True
    if piece.startswith("[unused") or piece in ("[PAD]", "[MASK]"):
        return False
    signs = piece.removeprefix("##") or piece
    return all(sign.isascii() or _is_latin(sign) for sign in signs)


def _is_latin(sign: str) -> bool:
    if sign.isalpha():
        return unicodedata.name(sign, "").startswith("LATIN") and ord(sign) < 0x250
    return ord(sign) < 0x2190  # punctuation, currency and number forms, not arrows, shapes or emoji
