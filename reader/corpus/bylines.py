"""Who wrote an article and when: bylines, agency notes, and the stamps around them."""

from __future__ import annotations

import re

from reader.corpus.agencies import is_agency, is_wire
from reader.corpus.dates import MONTH_NUMBERS, WEEKDAYS, find_date, is_stamp
from reader.corpus.sentences import is_initials
from reader.corpus.wordlists import word_set

_BY = re.compile(
    r"(?:by|written by|story by|words by|text by|analysis by|opinion by|review by|report by|posted by|"
    r"author|authors|автор|авторы|автори|текст|"
    r"作者|记者|記者|文|byline|sources?(?=\s?:))(?:\s?[:：]\s?|\s+)(?=\S)",
    re.IGNORECASE,
)
_FOREIGN_BY = re.compile(
    r"(?:Von|VON|Par|PAR|Por|POR|Di|DI|Door|DOOR|Av|Af|Przez|بقلم|كتب|Autor|Autorin|Auteur|Texto|"
    r"Text)(?:\s?:)?\s+(?=\S)"
)
_NOTE = re.compile(
    r"[\[(—–\-*_\s]{0,4}(?:(?:additional|further|extra|original|with additional|with)\s)?(?:reporting|"
    r"writing|editing|compiled|edited|translated|translation|"
    r"rewritten|produced|graphics?|research|fact-checking|production|inputs?|files|assistance|help|"
    r"contributions?|reporting and writing|writing and editing|"
    r"reporting,? writing,? and editing|reporting and editing|reported|written and edited|with inputs|"
    r"with files)\s"
    r"(?:and\s\w+\s|for\s\w+\s|in\s[\w ]{2,30}\s)?(?:by|from)(?:\s?:)?\s(?=\S)",
    re.IGNORECASE,
)
_NOTE_AGAIN = re.compile(
    r"[;.]\s{0,2}(?:additional )?(?:reporting|writing|editing|edited|compiled)(?: and \w+)? by\s",
    re.IGNORECASE,
)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:(?:to|reporting to) (?:this|the) (?:report|story|article|reporting|piece|dispatch)|"
    r"reporting)\b[^.]{0,60}\.?[)\]_*]?$",
    re.IGNORECASE,
)
_THIS_REPORT = re.compile(
    r"[\[(*_]{0,2}(?:this (?:report|story|article) (?:was|has been|is) (?:originally |first |also |being )?"
    r"(?:written|produced|compiled|reported|updated|adapted|republished|published|auto-generated)"
    r"\s(?:by|from|with|to|on|in partnership)\b.{0,160}$"
    r"|with (?:[\w/,\- ]{2,40}\s)?(?:inputs|files|reporting|additional reporting|agencies)\b.{0,60}$"
    r"|(?:the )?(?:headline|story) (?:has|has not) been edited)",
    re.IGNORECASE,
)
_DESK_SIGN = re.compile(r"[^\W\d_A-Z]{2,4}(?:[/,]\s?[^\W\d_A-Z]{2,4}){0,3}\s?\([^()]{2,80}\)\.?$")
_RELEASE = re.compile(
    r"\W{0,3}(?:for immediate release|for release|embargoed? (?:until|for)|not for release|under embargo|"
    r"press release|news release|media release|pressemitteilung|pressemeldung)\b",
    re.IGNORECASE,
)
_PARTICLES = word_set(
    "de da di du del della van von der den ter ten bin ibn al el la le y e dos das zu af ben abu"
)
_ROLES = word_set("""
    correspondent correspondents editor editors reporter reporters staff writer writers senior chief
    foreign political diplomatic diplomacy economics economy business defence defense security world
    europe european africa asia middle east bureau head deputy national international science health
    environment climate technology tech media legal affairs home news special contributing contributor
    columnist analyst analysis producer photographer journalist agencies agency and & in at for of the
    with on to a an from our own team data investigations investigative energy markets sports sport
    culture arts education transport royal royals religion social crime courts white house congress
    parliament washington fellow freelance guest by updated director professor exclusive special associate
    assistant managing executive host anchor co-founder founder ceo president author intern desk via und
    et y mit aus para en
    """)
_NOT_NAMES = word_set("""
    the this that these those it he she they we you i there here what when where why how who which all
    some many most no not one two three early late mid noon midnight then now last next law contrast
    comparison comparison default design definition winter summer spring autumn christmas easter day night
    dawn dusk nightfall and far sheer order chance accident
    """)


def is_byline(line: str) -> bool:
    """Whether a piece names who wrote, reported or edited, and says nothing else."""
    if len(line) > 700:
        return False
    flat = " ".join(line.split()).strip("*_ ")
    if len(flat) < 4:
        return False
    return _is_signed(flat) or is_note(flat)


def is_note(text: str) -> bool:
    """Whether a piece is an agency's closing note: `(Reporting by Name; Editing by Name)`."""
    flat = " ".join(text[:800].split())
    if len(flat) > 700:
        return False
    match = _NOTE.match(flat)
    if match is not None and (
        (flat[0] in "([" and flat.rstrip(".")[-1:] in ")]") or _NOTE_AGAIN.search(flat)
    ):
        return True
    if match is not None and _are_names(flat[match.end() :].rstrip(")]*_").removesuffix("."), 60):
        return True
    if _CONTRIBUTED.search(flat) and len(flat) <= 500 and flat[:1] not in '“"':
        return True
    return bool(_THIS_REPORT.match(flat)) or _is_signature(flat)


def is_release_note(line: str) -> bool:
    """Whether a line says when a press release may be used: `FOR IMMEDIATE RELEASE`."""
    return len(line) <= 100 and bool(_RELEASE.match(line)) and not line.endswith(".")


def is_meta(line: str) -> bool:
    """Whether a line is a stamp of the page: a date, a time, a reading time, a release note."""
    return (
        is_stamp(line)
        or is_release_note(line)
        or line.strip(" :").lower() in ("published", "updated", "last updated")
    )


def is_affiliation(line: str) -> bool:
    """Whether a line below a byline says what its author is: `Reuters Staff Writer`, `BBC News, Kyiv`."""
    words = re.findall(r"[\w&'’.\-]+", line)
    if not 1 <= len(words) <= 10 or line.endswith((".", "!", "?", ":")):
        return False
    return (
        is_agency(line)
        or line.startswith("@")
        or ("@" in line and " " not in line)
        or (
            any(word.lower() in _JOBS for word in words)
            and all(word[:1].isupper() or word.lower() in _ROLES for word in words)
        )
    )


_JOBS = word_set("""
    correspondent correspondents editor editors reporter reporters writer writers bureau columnist analyst
    journalist news bbc reuters agencies producer photographer press contributor times post guardian staff
    cnn fellow
    """)


def is_bare_name(line: str) -> bool:
    """Whether a line may be a name alone, with a city perhaps: `Jane Doe in Kyiv`."""
    if len(line) > 120 or line[-1:] in ".!?:;,":
        return False
    head = re.split(r"\s(?:in|and|with)\s|,\s?|\s[|•·–—\-]\s|&", line, maxsplit=1)[0].strip()
    return 2 <= len(head.split()) <= 4 and _is_person(head) and not head.isupper() and _are_names(line, 14)


def _is_signed(flat: str) -> bool:
    match = _BY.match(flat)
    if match is not None:
        rest = _without_stamp(flat[match.end() :])
        labelled = match[0].rstrip().endswith((":", "："))
        if rest.endswith(".") and not is_initials(rest.split()[-1]):
            return False
        return _are_names(rest, 26) or (labelled and len(rest) <= 12 and rest.isalpha())
    foreign = _FOREIGN_BY.match(flat)
    if foreign is None or flat.endswith((".", "!", "?")):
        return False
    rest = flat[foreign.end() :]
    return _are_names(rest, 12) and len(re.split(r",|\s(?:und|et|y|e|en|i)\s", rest)[0].split()) >= 2


def _without_stamp(text: str) -> str:
    """The names of a byline that its date follows at once: `Jane Doe May 20, 2022`."""
    found = find_date(text[-60:]) if len(text) <= 200 else None
    if found is None:
        return text
    start = max(0, len(text) - 60) + found[0]
    return text[:start].rstrip(" ,|·•–—-") if start and is_stamp(text[start:]) else text


def _are_names(text: str, limit: int) -> bool:
    """Whether a text is names, and what their owners are, and nothing else."""
    words = text.split()
    if not words or len(words) > limit:
        return False
    parts = [
        part.strip()
        for part in re.split(r"[,;|/•·]|\s[–—\-]\s|\s(?:and|und|et|y|i|та|и|with|in|for|at)\s|&", text)
    ]
    if not parts[0] or not (_is_person(parts[0]) or is_agency(parts[0]) or _is_staff(parts[0])):
        return False
    return all(_is_small_print(part) for part in parts[1:])


def _is_small_print(part: str) -> bool:
    words = part.split()
    if len(words) <= 5 and words and words[-1].lower() in _JOBS:
        return True
    return all(
        word[:1].isupper()
        or not word[:1].isalpha()
        or word.lower().strip(".,:") in _ROLES | _PARTICLES
        or not word[:1].islower()
        for word in words
    )


def _is_staff(part: str) -> bool:
    words = part.lower().split()
    return (
        len(words) <= 6
        and any(
            word
            in (
                "staff",
                "reporter",
                "reporters",
                "agencies",
                "correspondent",
                "correspondents",
                "desk",
                "editors",
                "editorial",
            )
            for word in words
        )
        and (all(word in _ROLES or part.split()[at][:1].isupper() for at, word in enumerate(words)))
    )


def _is_person(part: str) -> bool:
    words = part.strip("()\"“”'’").split()
    if not 1 <= len(words) <= 7:
        return False
    first = words[0].strip(".,").lower()
    if first in WEEKDAYS or (first in MONTH_NUMBERS and len(words) == 1) or first in _NOT_NAMES:
        return False
    # "Jane Doe BBC News" has its outlet glued on; "Jane Doe Political correspondent" its role.
    return all(
        (word[:1].isalpha() and not word[:1].islower() and not any(char.isdigit() for char in word))
        or word.lower() in _PARTICLES
        or word[:3].lower() in ("al-", "el-", "d’a", "d'a", "ash")
        or word[:1] in "“\"‘'("
        or (at >= 2 and word.lower() in _ROLES)
        for at, word in enumerate(words)
    )


def _is_signature(flat: str) -> bool:
    bare = flat.strip("()[]—–-_* .")
    if len(bare) > 80:
        return False
    if bare != flat.strip() and (
        is_wire(bare) or (" " in bare and all(is_wire(part) for part in re.split(r"[/,]|\sand\s", bare)))
    ):
        return True
    return bool(_DESK_SIGN.match(flat)) and any(is_wire(part.strip()) for part in re.split(r"[(),/]", flat))
