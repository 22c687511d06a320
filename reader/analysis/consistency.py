"""One name, one type: what a text says of a name in one place helps in all others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reader.analysis.words import Words

Found = tuple[int, int, str]
"""A name as a range of word indices with its label."""

_AT = frozenset({"in", "at", "near", "from", "outside", "around", "into", "across"})
_FIRST = ("LOC", "PER", "ORG", "NORP", "EVENT", "WORK", "PRODUCT", "MISC")
"""Labels by how often news means them, where the places in a text are divided."""
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "de", "la", "du", "des", "del", "&", "-"})


def make_consistent(
    words: Words, found: Sequence[Found], places: frozenset[str] = frozenset()
) -> list[Found]:
    """The names with one type a name through the text, in order and disjoint.

    Acronyms take the type of what they stand for, surnames that of the person named in full before, unless
    they are `places` (in small letters). Other occurrences of a name that was found are found too.
    """
    forms = words.forms
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for start, end, label in found:
        votes[_key(forms, start, end)][label] += _weight(forms, start, label)
    _count_surnames(forms, found, votes, places)
    acronyms = _acronyms(forms, found)
    decided = {key: _winner(count) for key, count in votes.items()}
    for short, (full, label) in acronyms.items():
        decided[short] = decided.get(full, label)
    same = [(start, end, decided[_key(forms, start, end)]) for start, end, _ in found]
    return _add_missed(words, same, decided, acronyms)


def _key(forms: Sequence[str], start: int, end: int) -> str:
    name = forms[start] if end - start == 1 else " ".join(forms[start:end])
    # A heading's capitals are the same name; an acronym's are not.
    return name.title() if name.isupper() and len(name) > 5 else name


def _weight(forms: Sequence[str], start: int, label: str) -> int:
    """How much a place in the text says: `in X` says more of a place than a mere mention."""
    return 3 if label == "LOC" and start and forms[start - 1].lower() in _AT else 2


def _winner(count: Counter[str]) -> str:
    best = max(count.values())
    return next(label for label in _FIRST if count[label] == best)


def _count_surnames(
    forms: Sequence[str], found: Iterable[Found], votes: dict[str, Counter[str]], places: frozenset[str]
) -> None:
    """A person named in full speaks for the surname alone."""
    for start, end, label in found:
        if label == "PER" and end - start > 1:
            surname = forms[end - 1]
            if surname in votes and surname.lower() not in places:
                votes[surname]["PER"] += 4


def _acronyms(forms: Sequence[str], found: Sequence[Found]) -> dict[str, tuple[str, str]]:
    """Acronyms that the text defines (`World Health Organization (WHO)`), with what they stand for."""
    defined: dict[str, tuple[str, str]] = {}
    count = len(forms)
    for start, end, label in found:
        if (
            end - start < 2
            or label == "PER"
            or end + 2 >= count
            or forms[end] != "("
            or forms[end + 2] != ")"
        ):
            continue
        short = forms[end + 1]
        if is_acronym(short, forms[start:end]):
            defined[short] = (_key(forms, start, end), label)
    return defined


def is_acronym(short: str, name: Sequence[str]) -> bool:
    """Whether the letters of `short` are the initials of the name's words, small words counted or not."""
    letters = short.replace(".", "").upper()
    if not 2 <= len(letters) <= 8 or not short[:1].isupper():
        return False
    every = [word for word in name if word[0].isalnum()]
    great = [word for word in every if word.lower() not in _SMALL]
    return any(letters == "".join(word[0] for word in some).upper() for some in (great, every))


def _add_missed(
    words: Words,
    found: list[Found],
    decided: dict[str, str],
    acronyms: dict[str, tuple[str, str]],
) -> list[Found]:
    """The other occurrences of what was found: names of several words, and words that nearly always name."""
    forms = words.forms
    taken = bytearray(len(forms))
    seen: Counter[str] = Counter()
    for start, end, _ in found:
        taken[start:end] = b"\1" * (end - start)
        if end - start == 1:
            seen[forms[start]] += 1
    by_first: dict[str, list[tuple[list[str], str]]] = defaultdict(list)
    for key, label in decided.items():
        parts = key.split(" ")
        if 1 < len(parts) <= 8:
            by_first[parts[0]].append((parts, label))
    for longest in by_first.values():
        longest.sort(key=lambda one: -len(one[0]))
        del longest[12:]
    loose = Counter(
        form for at, form in enumerate(forms) if not taken[at] and (form in seen or form in acronyms)
    )
    singles = {form for form in loose if form in acronyms or _is_sure(form, seen[form], loose[form])}
    more: list[Found] = []
    at, count = 0, len(forms)
    while at < count:
        if taken[at]:
            at += 1
            continue
        form = forms[at]
        for parts, label in by_first.get(form, ()):
            end = at + len(parts)
            if end <= count and forms[at:end] == parts and not any(taken[at:end]):
                more.append((at, end, label))
                at = end
                break
        else:
            if form in singles and decided.get(form):
                more.append((at, at + 1, decided[form]))
            at += 1
    return sorted([*found, *more])


def _is_sure(form: str, named: int, loose: int) -> bool:
    return len(form) > 2 and form[0].isupper() and named >= loose
