"""Told apart: speech, speech woven into a sentence, and words, titles and nicknames held at arm's length."""

from __future__ import annotations

import re

from reader.analysis.attribution import Attribution
from reader.analysis.cues import CUES
from reader.analysis.marks import QuoteKind
from reader.analysis.speech_lines import Line
from reader.analysis.speech_words import BE, NAMING, TITLED_THINGS
from reader.corpus.wordlists import word_set

_WORD = re.compile(r"[^\W_]+(?:[’'\-][^\W_]+)*")
_SMALL = word_set("a an the of in on at to for and or but by with from as vs v de la le el")
_MARKS = "“”„‟\"«»‹›‘’‚‛'「」『』` "
_ENDS = frozenset(".!?…,—–-;:")


def content(line: Line, token: int, limit: int = 200) -> str:
    """The first words of a quote without its marks."""
    end = min(line.ends[token], line.starts[token] + limit)
    return line.text[line.starts[token] : end].strip(_MARKS)


def last_sign(line: Line, token: int) -> str:
    """The last character inside the marks of a quote."""
    start = max(line.starts[token], line.ends[token] - 6)
    return line.text[start : line.ends[token]].strip(_MARKS)[-1:]


def is_held_off(line: Line, token: int, attributed: bool) -> bool:
    """Whether a quote is a title, a nickname or a word as a word: nobody's speech."""
    first = line.first[token]
    words = content(line, token)
    if token > first:
        before = line.lows[token - 1]
        if before in ("known", "billed") or (before == "as" and line.lows[token - 2] in ("known", "billed")):
            return True
        if before in NAMING:
            return before != "called" or not _has_subject(line, token - 1, first)
        if before in TITLED_THINGS and before not in (
            "report",
            "paper",
            "article",
            "column",
            "post",
            "blog",
            "hit",
            "show",
            "video",
            "statement",
        ):
            return True
        if line.is_nickname(token):
            return True
    cue = CUES.get(line.lows[token - 1]) if token > first else None
    if cue is not None and cue.strong and not cue.noun:
        return False
    if attributed and (token == first or last_sign(line, token) in ".!?…"):
        return False
    if token > first and line.words[token - 1] not in (",", ":"):
        # `ABC’s “This Week.”`
        words = words.rstrip(".,")
    return _is_title(words, line.ends[token] - line.starts[token])


def _has_subject(line: Line, called: int, first: int) -> bool:
    """Whether `called` has a subject: `what he called “…”`, `whom Smith has called “…”`."""
    if called > first and line.lows[called - 1] in ("has", "have", "had"):
        return True
    return any(line.lows[at] in ("what", "whom") for at in range(max(first, called - 7), called))


def _is_title(words: str, length: int) -> bool:
    """Whether words are written as titles are: each with a capital, small ones aside, without a full stop."""
    if length > 90 or words[-1:] in ".?!":
        return False
    parts = _WORD.findall(words)
    if len(parts) < 2:
        return False
    large = [part for part in parts if part not in _SMALL]
    return (
        len(large) >= 2
        and all(part[0].isupper() or part[0].isdigit() for part in large)
        and parts[0][0].isupper()
    )


def find_kind(line: Line, token: int, own: Attribution | None, behind: bool, closed: bool) -> QuoteKind:
    """Direct, or mixed where attributed, else scare."""
    first = line.first[token]
    words = content(line, token)
    lead = next((char for char in words if char.isalpha()), "")
    upper = not lead or not lead.islower()
    sign = last_sign(line, token)
    if token == first:
        if behind or not closed:
            return QuoteKind.DIRECT
        alone = line.last[token] - token <= 2 and not (
            token + 1 < line.last[token] and line.words[token + 1][0].isalnum()
        )
        if (sign in _ENDS and sign not in ",-–") or alone:
            return QuoteKind.DIRECT if " " in words or (alone and sign in ".!?") else QuoteKind.SCARE
        return QuoteKind.SCARE
    before = line.lows[token - 1]
    if before in ":—–―" and (own is not None or upper):
        return QuoteKind.DIRECT if own is not None else QuoteKind.SCARE
    if own is None:
        return QuoteKind.SCARE
    cue = CUES.get(before)
    if before == "," and (upper or _follows_cue(line, token)):
        return QuoteKind.DIRECT
    if cue is not None and cue.strong and upper:
        return QuoteKind.DIRECT
    if (
        upper
        and not (lead and words.startswith("I "))
        and sign in ".!?"
        and " " in words
        and before not in BE
        and len(words) > 30
    ):
        return QuoteKind.DIRECT
    return QuoteKind.MIXED


def _follows_cue(line: Line, token: int) -> bool:
    return token >= 2 and line.lows[token - 2] in CUES and CUES[line.lows[token - 2]].strong
