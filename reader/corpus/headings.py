"""Which short lines are headings: by their capitals, their length, and what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.corpus.agencies import is_wire
from reader.corpus.pieces import Piece
from reader.corpus.sentences import CLOSERS, OPENERS, ends_sentence, first_sentence, is_initials
from reader.corpus.wordlists import word_set

_NUMBERED = re.compile(
    r"(?:[(\[]?(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXLC]{1,6}|[A-Z])[.):]{1,2}\s+|(?:Part|PART|Chapter|CHAPTER|"
    r"Section|SECTION|Teil|Часть|Глава)\s\w{1,8}\b[:.]?\s*)"
)
_SECTION_NUMBER = re.compile(r"(?:\d{1,2}|[IVXLC]{1,6})[.)]?")
_MARKDOWN = re.compile(r"#{1,6}\s+\S")
_BOLD = re.compile(r"(?:\*\*|__)(?=\S)[^*\n]{1,120}(?:\*\*|__):?")
_SPEECH = re.compile(r"\b(?:said|says|told|wrote|added|asked|replied|read|reads)\b", re.IGNORECASE)
_DATELINE_LIKE = re.compile(r"[^\W\d_].{0,80}?\((?:[^\W\d_][\w .\-/]{1,30})\)\s*[-–—]")
_SUBJECTS = word_set("he she they it we i you there this these those here that the a an but and so")
_LONGEST = 90
_LONGEST_TITLE = 200
_WORDS = 12


@dataclass(frozen=True, slots=True)
class Setting:
    """What a heading is judged by besides itself.

    `after` is the next piece's text, `prose` whether that reads as running text; `shouting` a text that is
    all in capitals; `opening` the time before the first paragraph; `explainer` a text whose sections ask.
    """

    after: str
    prose: bool
    heading_next: bool
    byline_next: bool
    shouting: bool
    opening: bool
    title: bool
    explainer: bool


def is_heading(piece: Piece, setting: Setting) -> bool:
    """Whether a piece heads what follows: written so, or a short line without a full stop before prose."""
    flat = piece.flat
    if len(flat) > _LONGEST_TITLE:
        return False
    if piece.lines[0].underlined or _MARKDOWN.match(flat):
        return len(piece.lines) == 1 and len(flat) <= _LONGEST_TITLE
    if _BOLD.fullmatch(flat) and (not ends_sentence(flat) or flat.count(" ") < 8) and setting.after:
        return True
    if _SECTION_NUMBER.fullmatch(flat):
        return setting.prose and piece.alone and len(flat) <= 5
    if not setting.after or not _may_head(flat):
        return False
    if _is_several(flat) and not (setting.title and _is_open(flat) and _words(flat) <= 16):
        return False
    if setting.title:
        return _is_title(piece, setting)
    return _is_section(piece, setting)


def is_shouted(text: str) -> bool:
    """Whether a text is in capitals: every cased letter, and a word of two at least."""
    return text.upper() == text and text.lower() != text and bool(re.search(r"[^\W\d_]{2}", text))


def reads_as_prose(text: str) -> bool:
    """Whether a piece is running text and not a short label: it ends as sentences do, or is long."""
    return ends_sentence(text) or len(text) > 120 or len(text.split(None, 13)) > 13


def is_question(text: str) -> bool:
    """Whether a short piece is one question, as the sections of an explainer are headed."""
    return (
        len(text) <= _LONGEST
        and text.rstrip(CLOSERS).endswith("?")
        and text[:1] not in "“\"‘'«"
        and not re.search(r"[.!?]\s", text)
    )


def _may_head(flat: str) -> bool:
    """Whether a line has what every heading has: letters and no mark of a sentence, a link or a dateline."""
    if not any(char.isalpha() for char in flat) or "http" in flat or "www." in flat or "@" in flat:
        return False
    bare = flat.lstrip(OPENERS)
    if bare[:1] in "-–—•>" or flat[-1] in ",;-–—―" or flat.endswith("--"):
        return False
    if _is_key(flat):
        return False
    if _DATELINE_LIKE.match(flat) or (is_wire(flat) and len(flat.split()) < 3):
        return False
    return not _starts_small(bare)


def _is_several(flat: str) -> bool:
    """Whether a line holds a whole sentence and more; a question may well stand inside a headline."""
    sentence = first_sentence(flat)
    return (
        len(sentence) < len(flat)
        and sentence.rstrip(CLOSERS).endswith(".")
        and _NUMBERED.fullmatch(sentence + " ") is None
    )


def _starts_small(bare: str) -> bool:
    word = bare.split(None, 1)[0] if bare else ""
    # "iPhone sales fall" and "al-Qaida returns" begin in lower case; a remnant of a sentence does so too.
    return word[:1].islower() and not any(char.isupper() for char in word)


def _is_open(flat: str) -> bool:
    """Whether a line ends without the mark of a sentence; the stop of `U.S.` is none."""
    if not ends_sentence(flat):
        return True
    return flat.endswith(".") and len(flat.split()) <= 7 and is_initials(flat.split()[-1])


def _words(flat: str) -> int:
    # Scripts without blanks count about two signs a word.
    wide = sum("⺀" <= char <= "鿿" or "가" <= char <= "힣" or "฀" <= char <= "๿" for char in flat)
    return max(len(flat.split()), wide // 2)


def _is_title(piece: Piece, setting: Setting) -> bool:
    flat = piece.flat
    if _words(flat) > 30 or len(piece.lines) > 3:
        return False
    if flat.endswith(":"):
        return _is_lead(flat)
    if setting.byline_next:
        return _words(flat) <= 28
    follows = setting.prose or setting.heading_next
    if _is_open(flat):
        long_enough = setting.heading_next or len(setting.after) > len(flat) // 2
        return follows and long_enough and not _is_remnant(flat)
    return (
        follows
        and flat[-1] in "?!"
        and _words(flat) <= 16
        and piece.alone
        and len(setting.after) > 2 * len(flat)
    )


def _is_section(piece: Piece, setting: Setting) -> bool:
    flat = piece.flat
    if len(piece.lines) > 2 or _words(flat) > (28 if setting.opening and setting.byline_next else _WORDS + 2):
        return False
    number = _NUMBERED.match(flat)
    rest = flat[number.end() :] if number else flat
    if is_shouted(flat) and not setting.shouting:
        return _is_shouted_heading(piece.flat)
    if not (setting.prose or setting.heading_next or (setting.opening and setting.byline_next)):
        return False
    if flat.endswith(":"):
        return _is_lead(flat)
    if not _is_open(flat):
        titled = flat[-1] in "?!" and _is_title_case(rest)
        return (titled or (is_question(rest) and (setting.explainer or number is not None))) and piece.first
    if len(flat) > _LONGEST and not (setting.opening and (setting.byline_next or setting.heading_next)):
        return False
    if _is_remnant(flat) or (not piece.alone and not piece.first and _is_quoted(flat)):
        return False
    least = len(flat) // 2 if ends_sentence(setting.after) else len(flat)
    return len(setting.after) > least or setting.heading_next


def _is_lead(flat: str) -> bool:
    # "Key points:" heads a list; "They want three things:" is a sentence that leads to one.
    return _words(flat) <= 3 and flat.split()[0].lower() not in _SUBJECTS and not _SPEECH.search(flat)


def _is_shouted_heading(flat: str) -> bool:
    if len(flat) > 110 or _words(flat) > 16:
        return False
    if not _is_open(flat) and flat.rstrip(CLOSERS)[-1:] not in "?!":
        return False
    quoted = _is_quoted(flat) and flat.rstrip(CLOSERS)[-1:] in "?!"
    return not quoted and len(flat) > 1


def _is_quoted(flat: str) -> bool:
    return flat[0] in '“"«„' and flat[-1] in '”"»“'


def _is_remnant(flat: str) -> bool:
    """Whether a line without a full stop is more likely a sentence that lost it."""
    if re.search(r"[”\"’]\s[—–-]", flat):
        return True
    return bool(_SPEECH.search(flat)) and bool(re.search(r"[”\"],?\s|,\s(?:he|she|they|it)\s", flat))


def _is_key(flat: str) -> bool:
    """Whether a line is a field of a form: `Email: …`, `Tel: …`, `Q: …`."""
    return bool(
        re.match(
            r"(?:e-?mail|tel|telephone|phone|fax|web|website|contacts?|media contact|press contact|"
            r"address|mobile|q|a)\s?[:：.]\s?\S",
            flat,
            re.IGNORECASE,
        )
    ) or bool(re.search(r"\+?\d[\d\s()\-]{7,}\d", flat))


def _is_title_case(flat: str) -> bool:
    words = [word.strip(OPENERS + CLOSERS + ".,?!:") for word in flat.split()]
    words = [word for word in words if word[:1].isalpha()]
    small = word_set(
        "a an the of in on at to for and or but nor by with from as vs via is de la le du des da do"
    )
    strong = [word for word in words if word.lower() not in small]
    return len(strong) >= 2 and all(word[0].isupper() for word in strong)
