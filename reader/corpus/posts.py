"""What gives an embedded social post away: the attribution it ends with, or the link of its picture."""

from __future__ import annotations

import re

from reader.corpus.dates import MONTH_NUMBERS, WEEKDAYS, find_date
from reader.corpus.wordlists import word_set

_TAIL = 320
_HANDLE = r"@[\w.\-]{1,60}(?:@[\w.\-]{3,60})?|(?:https?://)?t\.me/\w{2,60}"
_DASH = r"(?:—|–|―|--?|&mdash;|&#8212;)"
_SIGNED = re.compile(rf"{_DASH}\s{{0,3}}(?P<name>[^()\n]{{0,90}}?)\s{{0,3}}\((?P<handle>{_HANDLE})\)")
_SIGNED_BARE = re.compile(
    rf"(?:^|\s){_DASH}\s{{0,3}}(?P<handle>@[\w.\-]{{1,60}}(?:@[\w.\-]{{3,60}})?)(?=[\s,·|]|$)"
)
_UNDASHED = re.compile(rf"(?:^|\s)\((?P<handle>{_HANDLE})\)")
_HEADED = re.compile(
    r"(?P<name>[^()\n.!?]{1,60}?)\s?(?:\((?P<handle>@[\w.\-@]{1,90})\)|"
    r"(?P<bare>@[\w.\-@]{1,90}))\s?(?P<rest>[·|•,].{0,60}|on (?:X|Twitter|Bluesky|Mastodon|"
    r"Threads)\b.{0,20})?$"
)
_PICTURE = re.compile(r"(?:^|\s)(?:https?://)?(?:pic\.(?:twitter|x)\.com|t\.co)/\w{4,20}[”\"’]?$")
_SHARED = re.compile(
    r"(?:A (?:post|photo|video|reel) (?:shared|posted) by|View this post on) .{1,160}$",
    re.IGNORECASE,
)
_PLATFORMS = word_set("""
    at on via from twitter x for iphone android ipad web app client bluesky mastodon threads telegram
    edited am pm utc gmt t z de le el um uhr г р views likes like retweets retweet reposts quotes bookmarks
    replies k m
    """)


def is_post(text: str) -> bool:
    """Whether a piece of text is an embedded post: it is signed `— Name (@handle) date`, or ends in its
    picture.

    Running prose that merely names a `(@handle)` goes on after it, and is none.
    """
    if len(text) < 4:
        return False
    tail = text[-_TAIL:]
    if "@" not in tail and "t.me/" not in tail and "/" not in tail:
        return bool(_SHARED.match(text[:200])) and len(text) < 200 and _is_shared(text)
    return _attribution(tail) is not None or bool(_PICTURE.search(tail.rstrip(".…)"))) or _is_shared(text)


def is_attribution(line: str) -> bool:
    """Whether a line is nothing but a post's signature, so that its text stands before it."""
    if len(line) > _TAIL:
        return False
    start = _attribution(line)
    return start == 0 or (line.startswith("@") and is_post_header(line)) or _is_picture_only(line)


def is_post_header(line: str) -> bool:
    """Whether a line opens a copied post: `Name (@handle) · May 20, 2022`, `Name @handle on X`."""
    match = _HEADED.match(line) if len(line) <= 200 and "@" in line else None
    if match is None or match["name"].strip().startswith(("—", "–", "-")):
        return False
    rest = match["rest"] or ""
    return bool(rest) and (rest.startswith("on ") or _is_stamp_tail(rest))


def is_post_footer(line: str) -> bool:
    """Whether a line is what platforms print below a post: `3:45 PM · May 20, 2022 · Twitter for iPhone`."""
    if len(line) > 120 or not any(char.isdigit() for char in line):
        return False
    return (
        "·" in line or bool(re.search(r"\b(?:retweets?|reposts?|likes|views)\b", line, re.IGNORECASE))
    ) and (_is_stamp_tail(line))


def _is_picture_only(line: str) -> bool:
    return " " not in line and bool(_PICTURE.match(line))


def _is_shared(text: str) -> bool:
    if not _SHARED.match(text[:200]) or len(text) > 400:
        return False
    return (
        "@" in text[-120:]
        or find_date(text[-80:]) is not None
        or text.lower().startswith("view this post on")
    )


def _attribution(tail: str) -> int | None:
    """Where the signature begins that `tail` ends with, or None."""
    for match in reversed(list(_SIGNED.finditer(tail))):
        if _is_name(match["name"]) and _is_stamp_tail(tail[match.end() :]):
            return match.start()
    for match in reversed(list(_SIGNED_BARE.finditer(tail))):
        rest = tail[match.end() :]
        if _is_stamp_tail(rest):
            return match.start()
    for match in reversed(list(_UNDASHED.finditer(tail))):
        rest = tail[match.end() :]
        date = find_date(rest)
        if date is not None and not rest[: date[0]].strip(" ,·|-–—") and _is_stamp_tail(rest):
            return _name_start(tail, match.start())
    return None


def _name_start(tail: str, end: int) -> int:
    head = tail[:end].rstrip()
    words = head.split()
    return 0 if len(words) <= 6 and not re.search(r"[.!?]\s", head) else end


def _is_name(name: str) -> bool:
    # What stands between the dash and the handle is a display name: short, and no sentence.
    return len(name.split()) <= 10 and not re.search(r"[.!?;:]\s+[^\W\d_]{2,}\s+[a-z]", name)


def _is_stamp_tail(rest: str) -> bool:
    """Whether what follows a handle is only a date, a time, a link or a platform's name, or nothing."""
    bare = re.sub(r"https?://\S+|(?:pic\.)?(?:twitter|x)\.com/\S+|t\.co/\S+", " ", rest)
    if len(bare) > 120:
        return False
    # ISO stamps glue their T and Z to digits.
    # A sentence that goes on after the handle ends in a full stop, or resumes behind a dash.
    if bare.lstrip()[:1] in ("—", "–") or (
        bare.rstrip().endswith(".") and not re.search(r"\d\d(?:\s?[рг])?\.$|[ap]\.m\.$", bare.rstrip())
    ):
        return False
    words = re.findall(r"[^\W\d_]+", bare.lower())
    unknown = [
        word
        for word in words
        if word not in MONTH_NUMBERS and word not in WEEKDAYS and word not in _PLATFORMS
    ]
    if not unknown:
        return True
    # One unknown word beside a full date is a month or a zone in a language we do not list.
    return (
        len(unknown) == 1
        and len(unknown[0]) <= 10
        and bool(re.search(r"\b(?:19|20)\d\d\b", bare))
        and len(words) <= 4
    )
