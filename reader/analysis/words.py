"""A text as words and sentences, the units that both engines label."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.corpus.wordlists import word_set

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Fr|Hon|Sen|Rep|Gov|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Adm|Cmdr|Brig|Pres|Supt|Insp|"
    "Det|Sr|Jr|St|Ste|Mt|Ft|Inc|Corp|Co|Ltd|Bros|Cos|Assn|Dept|No|Nos|vs|v|etc|Jan|Feb|Aug|Sept|Sep|Oct|Nov|"
    "Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|"
    "Okla|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ave|Blvd|Rd"
)
_MARKS = "\u0300-\u036f"
_ADDRESS = r"(?:https?://|www\.|pic\.twitter\.com/)[^\s<>\"“”]+|[\w.+-]{1,64}@\w[\w.-]*\.\w+"


def _pattern(letter: str, alnum: str) -> re.Pattern[str]:
    return re.compile(
        rf"{_ADDRESS}"
        r"|[@#]\w+"
        r"|[\n\x85\u2028\u2029]\s*"
        rf"|(?:{letter}\.){{2,}}"
        rf"|(?:{_ABBREVIATIONS})\."
        r"|[A-Z]\.(?=\s?[A-Z])"
        rf"|['’][sS](?!{alnum})"
        rf"|\d+(?:[.,:]\d+)*{alnum}*"
        rf"|{alnum}+(?:['’](?![sS](?!{alnum})){alnum}+)*"
        r"|\S"
    )


# Letters with marks of their own are rare, and the wider pattern takes twice as long.
_TOKEN = _pattern(r"[^\W\d_]", r"[^\W_]")
_TOKEN_WITH_MARKS = _pattern(rf"(?:[^\W\d_][{_MARKS}]*)", rf"(?:[^\W_]|[{_MARKS}])")
_HAS_MARKS = re.compile(f"[{_MARKS}]")

_LINE_ENDS = frozenset("\n\x85\u2028\u2029")
_ENDS = frozenset(".!?…。！？")
_CLOSERS = frozenset("\"'”’»“)]›")
_OPENERS = frozenset("\"'“‘«‹„‚([—–-")
_NEVER_LAST = word_set("""
    Mr. Mrs. Ms. Dr. Prof. Rev. Sen. Rep. Gov. Gen. Lt. Col. Maj. Capt. Sgt. Adm. St. Mt. Ft. vs. v. No.
    """)
_STARTERS = word_set("""
    The He She It They We In But And A An This That These Those His Her Their Its On At For As I You After
    Before When While If However Meanwhile Some Many Most One Two There With By From According Earlier Last
    Both More Since Although Despite So Then Officials Police
    """)
_LONGEST_SENTENCE = 160
_SHORT_LINE = 50


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: `forms[i]` is `text[starts[i]:ends[i]]`, code points.

    `sentences` are half-open ranges of word indices, in order and without gaps, none longer than 160 words. A
    hyphen, a bracket or a possessive ’s is a word of its own; `U.S.`, `J.` in a name, `Mr.` and an
    address on the web are one word.
    """

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[str]
    sentences: list[tuple[int, int]]


def split_words(text: str) -> Words:
    """The words and sentences of a text; its time and memory grow linearly with the text."""
    pattern = _TOKEN_WITH_MARKS if _HAS_MARKS.search(text) else _TOKEN
    starts: list[int] = []
    ends: list[int] = []
    forms: list[str] = []
    breaks: set[int] = set()
    line_start = 0
    for match in pattern.finditer(text):
        form = match.group()
        start = match.start()
        if form[0] in _LINE_ENDS:
            # A line that ends early was not wrapped: a heading, a list, a line of a table.
            if len(form.splitlines()) > 1 or start - line_start < _SHORT_LINE:
                breaks.add(len(forms))
            line_start = match.end()
            continue
        starts.append(start)
        ends.append(start + len(form))
        forms.append(form)
    return Words(text, starts, ends, forms, _sentences(starts, ends, forms, breaks))


def _sentences(
    starts: list[int], ends: list[int], forms: list[str], breaks: set[int]
) -> list[tuple[int, int]]:
    cuts = set(breaks)
    count = len(forms)
    for at in range(count - 1):
        form = forms[at]
        if form in _ENDS:
            after = at + 1
            while after < count and starts[after] == ends[after - 1] and forms[after] in _CLOSERS:
                after += 1
            if after < count and starts[after] > ends[after - 1] and not forms[after][0].islower():
                cuts.add(after)
        elif form[-1] == "." and form not in _NEVER_LAST and forms[at + 1] in _STARTERS:
            cuts.add(at + 1)
    sentences: list[tuple[int, int]] = []
    first = 0
    for cut in [*sorted(cuts), count]:
        while cut - first > _LONGEST_SENTENCE:
            sentences.append((first, first + _LONGEST_SENTENCE))
            first += _LONGEST_SENTENCE
        if cut > first:
            sentences.append((first, cut))
            first = cut
    return sentences
