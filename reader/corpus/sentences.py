"""Where sentences end: enough of it to tell prose from headings and to cut a title."""

from __future__ import annotations

import re

from reader.corpus.wordlists import word_set

TERMINALS = ".!?…。！？؟۔।॥։؛｡"
CLOSERS = "\"'”’»“‘›)]}*_）」』】》"
OPENERS = "\"'“‘«‹„‚([{*_¿¡（「『【《"

_ABBREVIATIONS = word_set("""
    mr mrs ms dr prof rev sen rep gov gen lt col maj capt sgt cpl adm pres hon st jr sr vs no nos dept jan
    feb mar apr jun jul aug sep sept oct nov dec mt ft inc ltd co corp bros etc approx est al ave blvd
    mass calif pa fla ala ariz ark colo conn del ga ill ind kan ky la md mich minn miss mo mont neb nev
    okla ore tenn tex va vt wash wis wyo supt insp det atty cmdr brig fr br mme mlle hr frau bzw ca usw г
    ул им тыс млн млрд руб
    """)
_STARTERS = word_set(
    "The He She It They We In But And A An This That These His Her Their Its On At For As I You"
)
_END = re.compile(r"[.!?…؟۔।]+[\"'”’»)\]]*(?=\s|$)|[。！？｡]+[”’」』）]*")
_REFERENCES = re.compile(r"(?:\s?\[\d{1,3}\])+$")
_WINDOW = 2_000


def ends_sentence(text: str) -> bool:
    """Whether the text ends as sentences do: a full stop or its like, perhaps inside closing quotes."""
    bare = _REFERENCES.sub("", text[-40:]).rstrip().rstrip(CLOSERS)
    return bool(bare) and bare[-1] in TERMINALS


def first_sentence(text: str) -> str:
    """The first sentence of a text, with its full stop; all of its first 2,000 code points if none ends."""
    window = text[:_WINDOW]
    for match in _END.finditer(window):
        if _is_end(window, match):
            return window[: match.end()]
    return window


def _is_end(text: str, match: re.Match[str]) -> bool:
    rest = text[match.end() : match.end() + 40].lstrip().lstrip(OPENERS)
    if rest[:1].islower():
        return False
    if not match[0].startswith(".") or match[0].startswith(".."):
        return True
    head = text[max(0, match.start() - 24) : match.start()].split()
    word = head[-1].lstrip(OPENERS) if head else ""
    if word.lower() in _ABBREVIATIONS and rest:
        # "No." may be an answer, and "no. 5" is a number: only a digit after it tells.
        return word.lower() in ("no", "nos", "mar", "la", "miss") and not rest[0].isdigit()
    if len(word) == 1 and word.isalpha() and rest:
        return False
    if re.fullmatch(r"(?:[^\W\d_]{1,2}\.)+[^\W\d_]{1,2}", word):
        following = rest.split(None, 1)
        return not following or following[0].strip(",") in _STARTERS
    return True


def is_initials(token: str) -> bool:
    """Whether a word ends in a full stop that does not end a sentence: `J.`, `U.S.`, `Jr.`, `St.`."""
    bare = token.rstrip(CLOSERS + ",;")
    if not bare.endswith("."):
        return False
    stem = bare[:-1].lstrip(OPENERS)
    dotted = re.fullmatch(r"(?:[^\W\d_]{1,2}\.)*[^\W\d_]", stem)
    return bool(dotted) or (stem[:1].isupper() and stem.lower() in _ABBREVIATIONS)
