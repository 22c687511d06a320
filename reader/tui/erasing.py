"""Where a sign that a person sees begins: a letter with its accents, a whole emoji. Pure."""

from __future__ import annotations

from unicodedata import category

_JOINER = "\u200d"
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_TAGS = range(0xE0020, 0xE0080)


def sign_start(text: str, end: int) -> int:
    """Where the last sign before `end` begins; 0 where there is none."""
    start = max(0, end - 1)
    while start > 0 and _goes_on(text, start):
        start -= 1
    return start


def _goes_on(text: str, place: int) -> bool:
    """Whether what stands at a place belongs to the sign that began before it."""
    char, before = text[place], text[place - 1]
    if category(char).startswith("M") or char == _JOINER:
        return True
    code = ord(char)
    if code in _SKIN_TONES or code in _TAGS:
        return True
    if code in _FLAG_LETTERS:
        run = 0
        while run < place and ord(text[place - 1 - run]) in _FLAG_LETTERS:
            run += 1
        return run % 2 == 1
    # Between letters a joiner only shapes them; between emoji it makes one of two.
    return before == _JOINER and not char.isalpha()
