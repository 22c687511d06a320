"""Rules laid over what a model found: titles, countries, nationalities, words that end a name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from reader.analysis.consistency import Found
from reader.analysis.lists import BIT, Lists
from reader.analysis.words import Words
from reader.corpus.wordlists import word_set

_COUNTRY, _REGION, _NORP = BIT["country"], BIT["region"], BIT["norp"]
_TITLE, _ORG_HEAD, _LOC_HEAD = BIT["title"], BIT["orghead"], BIT["lochead"]
_PERSON = BIT["given"] | BIT["surname"]
_BODY = BIT["org"] | BIT["club"]
_LAND = frozenset({_COUNTRY, _REGION, _COUNTRY | _REGION})
_OF_A_STATE = word_set("""
    Congress Senate House Treasury Capitol government Government embassy Embassy president President
    """)
_US = frozenset({"U.S.", "US", "U.K.", "UK"})
_UN = frozenset({"U.N.", "UN", "EU", "E.U."})
_UN_TITLES = word_set(
    "Secretary Envoy envoy Ambassador ambassador spokesman spokeswoman High Special Commissioner"
)
_EDGE = word_set(", ; : ( ) [ ] \" “ ” ‘ ’ ' - – — /")
_PARTICLES = word_set("al el bin ibn abu de la le du des del di da dos van von der den ter ten al- d'")
_LABEL_OF = {
    BIT["country"]: "LOC", BIT["region"]: "LOC", BIT["country"] | BIT["region"]: "LOC", BIT["norp"]: "NORP",
    BIT["org"]: "ORG", BIT["club"]: "ORG", BIT["facility"]: "LOC", BIT["event"]: "EVENT", BIT["misc"]: "MISC",
    BIT["product"]: "PRODUCT",
}  # fmt: skip
_INSIDE_TITLE = word_set("of the for and to - general elect minister")
_HONORIFICS = word_set(
    "Mr. Mrs. Ms. Mr Mrs Ms Dr. Dr Prof. Sir Dame Alhaji Alhaja Shri Smt Justice Senator Sen. Rep. Gov."
)
_HUNG_ON = word_set(
    "based born led backed held run owned style era wide controlled made sponsored area built"
)
_KEPT_LAST = word_set("’s 's camp party")
_NEVER = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter ramadan internet gmt covid covid-19 aids hiv
    """)


def correct(words: Words, found: Sequence[Found], lists: Lists) -> list[Found]:
    """The names with the rules applied: in order, disjoint, and none the less where no rule knows better."""
    forms = words.forms
    kept: list[Found] = []
    for one in found:
        kept += _correct_one(forms, one, lists)
    kept = _listed(words, _with_credits(forms, kept), lists)
    return sorted([*kept, *_missed(words, kept, lists)])


def _with_credits(forms: Sequence[str], found: list[Found]) -> list[Found]:
    """Two agencies in the credit of a picture, `EPA-EFE/ANNA LEE`, are one organisation."""
    if "/" not in forms:
        return found
    pairs = [
        at - 3
        for at, form in enumerate(forms)
        if form == "/" and at > 2 and forms[at - 2] == "-" and _is_capitals(forms[at - 1], forms[at - 3])
    ]
    inside = {at + step for at in pairs for step in range(3)}
    return [
        *(one for one in found if inside.isdisjoint(range(one[0], one[1]))),
        *((at, at + 3, "ORG") for at in pairs),
    ]


def _is_capitals(*forms: str) -> bool:
    return all(2 <= len(form) <= 10 and form.isupper() and form.isalpha() for form in forms)


def _trim(forms: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Without words in small letters at the ends, save particles: `eastern Chad`, `Jaffna peninsula`."""
    while (
        end - start > 1
        and forms[end - 1].islower()
        and forms[end - 1] not in _KEPT_LAST
        and not _ends_with_hyphen(forms, start, end - 1)
    ):
        end -= 1
    while end - start > 1 and (
        forms[start] in _EDGE or (forms[start].islower() and forms[start] not in _PARTICLES)
    ):
        start += 1
    while end - start > 1 and forms[end - 1] in _EDGE:
        end -= 1
    return start, end


def _ends_with_hyphen(forms: Sequence[str], start: int, end: int) -> bool:
    """Whether a name's last part hangs on the one before: `Moon Jae-in`, but not `Paris-based`."""
    return end - start > 1 and forms[end - 1] == "-" and forms[end] not in _HUNG_ON


def _listed(words: Words, found: Sequence[Found], lists: Lists) -> list[Found]:
    """Listed names of several words stand whole, where what was found lies inside them: `South Korean`."""
    forms = words.forms
    owner = [-1] * len(forms)
    for nth, (start, end, _) in enumerate(found):
        owner[start:end] = [nth] * (end - start)
    gone: set[int] = set()
    whole: list[Found] = []
    first = {start for start, _ in words.sentences}
    for start, end, mask in lists.match_whole(forms):
        label = _LABEL_OF.get(mask)
        if label is None or not forms[end - 1][0].isupper() or not first.isdisjoint(range(start + 1, end)):
            continue
        if forms[start].lower() == "the" or (forms[start] in _US and forms[start + 1] in _OF_A_STATE):
            continue
        inside = set(owner[start:end]) - {-1}
        if not inside or all(start <= found[nth][0] and found[nth][1] <= end for nth in inside):
            if len(inside) == 1 and found[next(iter(inside))][:2] == (start, end):
                continue
            gone |= inside
            whole.append((start, end, label))
    return sorted([*(one for nth, one in enumerate(found) if nth not in gone), *whole])


def _correct_one(forms: Sequence[str], one: Found, lists: Lists) -> list[Found]:
    label = one[2]
    start, end = _trim(forms, one[0], one[1]) if label != "WORK" else one[:2]
    before: list[Found] = []
    if label == "LOC" and "," in forms[start:end]:
        at = forms.index(",", start, end)
        before.append((start, at, label))
        start = at + 1
    if label == "ORG" and end - start > 1 and forms[start] in _UN and forms[start + 1] in _UN_TITLES:
        end = start + 1
    if label != "PER" and forms[start] in _HONORIFICS and end - start > 1:
        last = lists.masks.get(forms[end - 1].lower(), 0)
        label = label if last & (_ORG_HEAD | _LOC_HEAD) else "PER"
    if label == "ORG" and end - start > 3:
        end = _without_place(forms, start, end)
    if label == "PER":
        before, start = _without_title(forms, start, end, lists)
        if start == end:
            return before
    if end - start == 1 and forms[start].lower() in _NEVER:
        return before
    if forms[start] in _US and end - start > 1 and forms[start + 1] in _OF_A_STATE:
        before.append((start, start + 1, "LOC"))
        start += 1
    mask = lists.mask(forms[start:end]) if end - start <= 6 else 0
    return [*before, (start, end, _label(forms, start, end, label, mask, lists))]


def _without_place(forms: Sequence[str], start: int, end: int) -> int:
    """Where an organisation's name ends before the place that it is said to be at."""
    for at in range(start + 1, end - 1):
        if forms[at] == "at":
            return at
    return end


def _label(forms: Sequence[str], start: int, end: int, label: str, mask: int, lists: Lists) -> str:
    if mask in _LAND:
        return "LOC" if label != "PER" or end - start > 1 else label
    if mask == _NORP:
        return "NORP"
    if end - start == 1:
        return label
    if mask and not mask & ~_BODY and label != "PER":
        return "ORG"
    last = lists.masks.get(forms[end - 1].lower(), 0)
    if last & _ORG_HEAD and not last & (_LOC_HEAD | _PERSON) and label in ("PER", "LOC"):
        return "ORG"
    if last & _LOC_HEAD and not last & (_ORG_HEAD | _PERSON) and label == "PER":
        return "LOC"
    return label


def _without_title(forms: Sequence[str], start: int, end: int, lists: Lists) -> tuple[list[Found], int]:
    """Where the person's own name begins, and the country or people named inside the title before it."""
    before: list[Found] = []
    at, name = start, start
    while at < end:
        form = forms[at]
        mask = lists.masks.get(form.lower(), 0)
        if mask & (_COUNTRY | _NORP) and not mask & _PERSON and at + 1 < end:
            before.append((at, at + 1, "LOC" if mask & _COUNTRY else "NORP"))
        elif not (mask & _TITLE and not mask & _PERSON) and not (at > start and form in _INSIDE_TITLE):
            break
        at += 1
        if at == end or forms[at][0].isupper():
            name = at
    if name == start:
        return [], start
    return [one for one in before if one[1] <= name], name


def _missed(words: Words, found: Iterable[Found], lists: Lists) -> list[Found]:
    """Countries and nationalities that nobody took, and which are nothing else in any list."""
    forms = words.forms
    taken = bytearray(len(forms))
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
    more: list[Found] = []
    for at, form in enumerate(forms):
        if taken[at] or not form[0].isupper():
            continue
        mask = lists.masks.get(form.lower(), 0)
        label = "LOC" if mask == _COUNTRY or form in _US else "NORP" if mask == _NORP else ""
        if label and not (form.isupper() and form not in _US and len(form) < 4 and "." not in form):
            more.append((at, at + 1, label))
    return more
