"""What stands beside an article's voice: captions with their credits, links to other stories, promotion."""

from __future__ import annotations

import re

from reader.corpus.agencies import CREDITED, is_agency
from reader.corpus.sentences import ends_sentence
from reader.corpus.wordlists import word_set

_TAIL = 240
_AGENCY = "(?:" + "|".join(re.escape(name) for name in CREDITED) + ")"
_WORD = r"[^\W\d_][\w.'’\-]{0,30}"
_PERSON = rf"{_WORD}(?:\s{_WORD}){{0,5}}"
# AGENCY/NAME or NAME/AGENCY at the end, perhaps with further names, "via" and "File".
_CREDIT_BODY = (
    rf"(?:{_AGENCY}(?:\s?[/\-|,]\s?{_AGENCY}|\svia\s{_AGENCY}){{0,2}}\s?/\s?{_PERSON}"
    rf"|{_PERSON}\s?/\s?{_AGENCY}(?:\s?/\s?{_AGENCY}){{0,2}})"
    rf"(?:\s(?:via|for)\s{_PERSON}|\s?[/\-|]\s?{_PERSON}|,\s(?i:file|pool|handout)(?:\s{_WORD})?){{0,3}}"
)
_SLASHED = re.compile(rf"(?:^|[\s\[(|–—\-]){_CREDIT_BODY}\s?[)\]]?$")
# A desk alone after the caption's last sentence; a wire's name there may sign the story instead.
_DESK_ALONE = re.compile(
    rf"[.!?]\s(?:{_AGENCY}(?:\svia\s{_AGENCY})|Getty Images|Alamy(?: Stock Photo)?|Shutterstock|"
    rf"EPA(?:-EFE)?|iStock)$"
)
_BRACKETED = re.compile(r"[\[(]([^\[\]()]{2,160})[\])]\.?$")
_LABEL = (
    r"(?:photo(?:graph)?s?|image|picture|pic|credit|foto|bild|fotografía|crédito|crédit|фото|фотография|"
    r"світлина|"
    r"illustration|graphic|video|photo credit|image credit|picture credit|image source|photo source|"
    r"image courtesy|"
    r"photo illustration|composite|图片|图|写真|صورة|الصورة)"
)
_LABELLED = re.compile(
    rf"(?:^|[.!?…”\"’)|\]]\s{{1,3}}|\s[|–—/]\s)\(?{_LABEL}(?:\s?[:：/]|\.{{3}}|…)\s?([^\n]{{2,120}})$",
    re.IGNORECASE,
)
_TAKEN_BY = re.compile(
    rf"(?:^|[.!?…”\"’)|,\]]\s{{1,3}}|\s[|–—]\s)\(?(?:photo(?:graph)?s?|images?|pictures?|illustration|"
    rf"video|foto)\s(?:by|courtesy(?:\sof)?|via|von|de)\s({_PERSON}[^\n]{{0,80}})$",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:^|\s)(?:©|\(c\)|\(C\)|&copy;|(?:(?<=[.!?–—|-]\s)|^)Copyright\b:?)\s?([^\n©]{2,80})$"
)
_COURTESY = re.compile(r"(?:^|[.!?”\"]\s)\(?(?:courtesy(?:\sof)?|handout)[\s:][^\n.]{2,80}$", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:\[\d{1,2}/\d{1,2}\]|FILE PHOTO\b|FILE\s?[-–—:]|File\s[-–—]\s|\(?(?:File|Archive|Stock) (?:photo|"
    r"image|picture)\b(?!s?\s(?:of|shows?|taken|from)\s.{80})|"
    r"HANDOUT\b|(?:Image|Media|Video|Photo|Picture) (?:caption|source)\s?[,:]|(?:Photo|Image|Picture|"
    r"Caption|Illustration)\s?:\s|"
    r"An? (?:image|photo|frame|screen ?grab|still image) (?:grab )?(?:taken )?from .{0,200}\s(?:REUTERS|"
    r"AP|AFP)$)"
)
_PHOTO_WORD = re.compile(
    r"\b(?:photo|photograph|photos|image|images|picture|file|courtesy|handout|pool|via|screengrab|"
    r"screenshot|foto|фото|archive)\b",
    re.IGNORECASE,
)

_LINK = re.compile(
    r"(?:[>»→▶►•*\-]{1,2}\s?)?(?:read (?:more|also|next|the full story)|also read|see also|see more|"
    r"more from|related(?: (?:stories|story|"
    r"articles?|coverage|content|news|topics|links|reading))?|recommended(?: (?:stories|reading))?|"
    r"more on this(?: story| topic)?|more stories|"
    r"don['’]t miss|you may also like|watch(?: (?:live|more|now|the video))?|listen(?: (?:now|to this))?|"
    r"explainer|in pictures|live updates|"
    r"top stories|trending|most read|editor['’]s picks?|further reading|lire aussi|à lire aussi|"
    r"mehr zum thema|lesen sie auch|"
    r"lea también|leia também|читайте также|читайте також|leggi anche|follow us|subscribe|sign up|"
    r"more)\s?(?:[:：|»→]|$|[-–—]\s)",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"(?:\W{0,3})(?:(?:please )?(?:sign up|subscribe|click|tap|follow|download|join|donate|support|"
    r"register|get|listen|watch|read|share|"
    r"continue reading|story continues|article continues|thank you|thanks for reading|upgrade|"
    r"like what you|want more|have a (?:tip|confidential)|"
    r"got a tip|contact us|email us|send (?:us )?(?:a )?tips?)\b)",
    re.IGNORECASE,
)
_PROMOTED = re.compile(
    r"\b(?:newsletters?|e-?mail alerts?|inbox|alerts|briefing|podcast|podcasts|our app|the app|"
    r"apps? store|subscribers|subscribe (?:now|today|here|for|to (?:our|the))|subscription|"
    r"substack|patreon|paid|free trial|click here|here to|on (?:facebook|twitter|x|instagram|telegram|"
    r"whatsapp|tiktok|linkedin|bluesky|threads)|"
    r"channel|our journalism|below advertisement|continues? below|after (?:the )?(?:advertisement|"
    r"newsletter)|story continues|this post|this article|"
    r"tips? to|our (?:free|daily|weekly))\b",
    re.IGNORECASE,
)
_FURNITURE_LINES = """
    advertisement|advertisements|advert|ad|ads|anzeige|publicité|publicidad|реклама|sponsored|
    sponsored content|paid content|skip advertisement|story continues below advertisement|
    article continues below advertisement|share|share this|share this article|share this story|
    share this post|share full article|save|save article|print|print this page|email|copy link|copy|
    link copied|comments|comment|leave a comment|view comments|listen to article|listen to this article|
    listen|play|watch|related|related stories|related articles|related topics|related content|
    more on this story|most read|most viewed|top stories|trending|recommended|recommended stories|
    read more|see also|also read|skip to content|skip past newsletter promotion|newsletter|newsletters|
    back to top|report this ad|continue reading|follow|subscribe|sign up|subscribe now|sign in|log in|
    tags|topics|explore more|view all|load more|our standards: the thomson reuters trust principles|
    supported by|image|enlarge this image|toggle caption|hide caption|terms of use|privacy policy|
    all rights reserved|see full web article|transcript|loading|video player|media error|getty|facebook|
    twitter|whatsapp|telegram|linkedin|reddit
    """
_FURNITURE = frozenset(line.strip() for line in _FURNITURE_LINES.split("|"))
_SMALL_PRINT = re.compile(
    r"our standards:|reuters, the news and media division|the thomson reuters trust|"
    r"(?:©|\(c\)|copyright)\s?(?:©\s?)?(?:19|20)\d\d\b(?=.{0,160}$)|"
    r"(?:tags|topics|filed under|keywords|categories)\s?:|heard on\s.{3,40}[^.]$",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Whether a piece of text is a picture's caption: it opens or ends with the marks of a credit."""
    tail = text[-_TAIL:].removesuffix(" hide caption")
    if _OPENING.match(text[:300]):
        return len(text) < 1_200
    if len(text) > 2_000:
        return False
    return (
        is_credit(tail)
        or _ends_in_slashed_credit(tail)
        or _ends_in_bracketed_credit(tail)
        or _ends_in_labelled_credit(tail)
        or _ends_in_copyright(tail, len(text))
    )


def is_credit(line: str) -> bool:
    """Whether a line is a credit and nothing else, so that a caption may stand before it: `Name/AFP`."""
    if len(line) > 120:
        return False
    bare = line.strip("()[] ")
    if is_agency(bare):
        return len(bare) > 3 or bare.isupper()
    if bare.upper() == "FILE PHOTO":
        return True
    match = re.fullmatch(_CREDIT_BODY, bare)
    return match is not None or (
        any(pattern.match(line) is not None for pattern in (_LABELLED, _TAKEN_BY, _COPYRIGHT, _COURTESY))
        and _is_credit_name(re.split(r"[:：]|\sby\s|©", bare, maxsplit=1)[-1])
    )


def is_link(text: str) -> bool:
    """Whether a line leads elsewhere or sells something: `READ MORE: …`, `Sign up for our newsletter`.

    Such lines are no part of the article's voice and nobody should be asked to label them, and the kinds
    are a closed list: they count as captions, which stand beside the voice as well and are not decidable.
    """
    if len(text) > 400:
        return False
    flat = " ".join(text.split())
    if flat.strip("-–—*[]()_. :").casefold() in _FURNITURE or _SMALL_PRINT.match(flat) or _is_menu(flat):
        return True
    match = _LINK.match(flat)
    if match is not None and _leads(flat, match):
        return True
    return (
        len(flat) <= 300
        and bool(_PROMOTION.match(flat))
        and bool(_PROMOTED.search(flat))
        and not _is_speech(flat)
    )


def _is_menu(flat: str) -> bool:
    """Whether a line is a row of links: `Terms of Use | Privacy Policy | Cookies`."""
    parts = re.split(r"\s[|·•]\s", flat)
    return (
        len(parts) > 2
        and not any(char.isdigit() for char in flat)
        and all(len(part.split()) <= 4 for part in parts)
    )


def _leads(flat: str, match: re.Match[str]) -> bool:
    word = match[0].strip(" :：|»→-–—>▶►•*").casefold()
    # A colon after these may also open a sentence of the article, so a full sentence is believed.
    weak = word in ("explainer", "more", "watch", "listen", "in pictures", "trending", "related", "subscribe")
    if weak and not match[0].rstrip().endswith((":", "：", "|", "»", "→")):
        return False
    return len(flat) <= 240


def _is_speech(flat: str) -> bool:
    return bool(re.search(r"\b(?:said|says|told|asked|wrote|added)\b", flat)) or flat[:1] in '“"'


def _ends_in_slashed_credit(tail: str) -> bool:
    if _DESK_ALONE.search(tail):
        return True
    match = _SLASHED.search(tail) if "/" in tail else None
    if match is None:
        return False
    credit = match[0].strip(" ()[]|–—-")
    # A pair such as "AP/Reuters" may end a note; a person's name makes it a credit.
    return "/" in credit and not (credit.endswith(".") and not credit.endswith(("Jr.", "Inc.")))


def _ends_in_bracketed_credit(tail: str) -> bool:
    match = _BRACKETED.search(tail)
    if match is None:
        return False
    inner = match[1].strip()
    square = match[0][0] == "["
    named = bool(re.search(rf"(?<!\w){_AGENCY}(?!\w)", inner))
    if square:
        return (
            named
            or ("/" in inner and inner[:1].isupper())
            or bool(re.match(r"(?:File|Photo|Courtesy)\b", inner))
        )
    if len(inner.split()) > 14 or ends_sentence(inner):
        return False
    if re.fullmatch(rf"{_AGENCY}\s?:\s?{_PERSON}", inner):
        return True
    pictured = bool(_PHOTO_WORD.search(inner))
    return (pictured and (named or _is_photo_by(inner))) or (
        named
        and bool(re.search(r"\w\s?/\s?\w", inner))
        and all(word[:1].isupper() for word in inner.split() if word.isalpha())
    )


def _is_photo_by(inner: str) -> bool:
    return (
        bool(
            re.match(
                r"(?:file |stock |handout |archive )?(?:photos?|photographs?|images?|pictures?|foto|фото|"
                r"courtesy|screengrab|screenshot|handout)\b",
                inner,
                re.IGNORECASE,
            )
        )
        and len(inner.split()) <= 10
    )


def _ends_in_labelled_credit(tail: str) -> bool:
    for pattern in (_LABELLED, _TAKEN_BY):
        match = pattern.search(tail)
        if match is not None and _is_credit_name(match[1]):
            return True
    return _COURTESY.search(tail) is not None


def _ends_in_copyright(tail: str, length: int) -> bool:
    match = _COPYRIGHT.search(tail)
    return (
        match is not None and length < 1_000 and len(match[1].split()) <= 10 and not ends_sentence(match[1])
    )


def _is_credit_name(name: str) -> bool:
    """Whether this reads as the name of a person or agency: few words, nearly all with a capital."""
    words = [word for word in re.split(r"[\s/|,]+", name.strip(" ()[].")) if word]
    if not words or len(words) > 12:
        return False
    small = [word for word in words if word[:1].islower() and word.lower() not in _SMALL]
    return not small and not (ends_sentence(name) and len(words) > 5)


_SMALL = word_set(
    "via for of the and de da di van von der den el la le bin ibn al courtesy file pool imago with in at x on"
)
