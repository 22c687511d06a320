"""The corpora of names, cleaned: one convention for titles, articles, nationalities and facilities."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from reader.corpus.wordlists import word_set

DATA = Path(__file__).with_name("data")
GOLD = Path(__file__).parents[1] / "tests" / "analysis" / "gold"
"""The evaluation sets, which nothing is trained on."""

_FACILITY = {"FAC": "LOC"}
LABELS = ("PER", "ORG", "LOC", "NORP", "EVENT", "WORK", "PRODUCT", "MISC")

Names = tuple[tuple[int, int, str], ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence or paragraph with its names: `(start, end, label)`, code points, in order.

    `scheme` says what was marked: `fine` all labels; `coarse` MISC stands for NORP, EVENT, WORK, PRODUCT and
    MISC; `pol` only PER, ORG and LOC. `gold` is true where people (or their like) marked it for this project.
    """

    text: str
    names: Names
    source: str
    doc: str
    scheme: str
    part: str
    gold: bool = False


TITLES = word_set("""
    mr mrs ms miss mx dr prof professor sir dame lord lady madame madam monsieur senor president
    president-elect vice vice-president prime premier minister ministers chancellor secretary
    undersecretary secretary-general governor gov mayor senator sen representative rep congressman
    congresswoman deputy former ex acting interim judge justice chief attorney general gen lieutenant lt
    colonel col major maj captain capt sergeant sgt corporal admiral adm commander marshal brigadier brig
    private inspector detective officer ambassador envoy consul king queen prince princess duke duchess
    count emperor empress sultan emir sheikh sheik shaikh ayatollah imam mullah maulana rabbi reverend rev
    pastor father bishop archbishop cardinal pope patriarch saint st chairman chairwoman chairperson
    speaker director director-general spokesman spokeswoman spokesperson leader coach manager hon
    honourable honorable ceo foreign defense defence finance interior economy energy health justice trade
    labor labour grand senior assistant associate crown first lady head general-secretary commissioner
    superintendent constable lawmaker analyst actor actress singer author pm mp opposition army navy air
    force state security national police u.s. us un russian
    """)
_SMALL = word_set("""
    of and the for in on de la le du des del der den von van da di al el bin ibn und y e a to with at
    """)
_MANY = frozenset(
    {"they", "we", "he", "she", "it", "our", "their", "his", "her", "i", "you", "this", "these", "its"}
)


def read_corpora(countries: Iterable[str], demonyms: Iterable[str]) -> Iterator[Row]:
    """All rows of the corpora, cleaned; `countries` and `demonyms` as names are written."""
    cleaner = _Cleaner(frozenset(countries), frozenset(demonyms))
    for name in sorted(_CLEANERS):
        for row in _lines(DATA / f"{name}.jsonl.xz"):
            cleaned = cleaner.clean(name, row)
            if cleaned is not None:
                yield cleaned


def read_written() -> Iterator[Row]:
    """The rows that were written or marked by hand for this project."""
    for path in sorted((DATA / "written").glob("*.jsonl.xz")):
        yield from read_gold(path)


def read_gold(path: Path) -> Iterator[Row]:
    """The rows of one such file, JSON Lines, packed with xz or not."""
    for nth, row in enumerate(_lines(path)):
        names = tuple(sorted((start, end, _FACILITY.get(label, label)) for start, end, label in row["spans"]))
        doc = row.get("doc") or f"{path.name}-{nth}"
        yield Row(
            row["text"], names, row.get("source", path.name), doc, "fine", row.get("part", "train"), gold=True
        )


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with (
        lzma.open(path, "rt", encoding="utf-8")
        if path.suffix == ".xz"
        else path.open(encoding="utf-8") as lines
    ):
        for line in lines:
            yield json.loads(line)


class _Cleaner:
    def __init__(self, countries: frozenset[str], demonyms: frozenset[str]) -> None:
        self.countries = countries | {"U.S.", "US", "U.K.", "UK", "U.S.A.", "America", "Britain"}
        self.demonyms = demonyms
        self._demonym = (
            re.compile(
                r"(?<![\w-])(?:"
                + "|".join(sorted(map(re.escape, demonyms), key=len, reverse=True))
                + r")(?![\w])"
            )
            if demonyms
            else re.compile(r"(?!)")
        )

    def clean(self, corpus: str, row: dict[str, Any]) -> Row | None:
        text = str(row["text"])
        source = str(row["source"])
        names: list[tuple[int, int, str]] = []
        for start, end, label in row["spans"]:
            found = self._one(corpus, text, start, end, label)
            if found is _DOUBT:
                return None
            if found is not None:
                names.append(found)
        keep, scheme = _CLEANERS[corpus](source)
        if not keep:
            return None
        if scheme != "fine":
            names = self._with_demonyms(text, names)
        names.sort()
        if any(a[1] > b[0] for a, b in pairwise(names)):
            return None
        return Row(text, tuple(names), source, str(row.get("doc") or ""), scheme, str(row["part"]))

    def _one(self, corpus: str, text: str, start: int, end: int, label: str) -> tuple[int, int, str] | None:
        if label in ("DATE", "MONEY", "TIME"):
            return None
        label = "LOC" if label == "FAC" else label
        start, end = _trim(text, start, end, label)
        surface = text[start:end]
        if not surface or surface.lower() in _MANY or not any(c.isupper() or c.isdigit() for c in surface):
            return None
        if surface in self.countries:
            label = "LOC"
        elif surface in self.demonyms:
            label = "NORP"
        elif corpus == "gum" and label == "NORP":
            return None
        if label == "PER" and surface.lower().rstrip(".") in TITLES:
            return None
        if corpus in ("gum", "re3d") and not _is_proper(surface):
            return _DOUBT if corpus == "re3d" or label in ("PER", "ORG", "LOC") else None
        if corpus in ("gum", "crossner") and label != "PER" and surface[0].islower():
            return None
        return start, end, label

    def _with_demonyms(self, text: str, names: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        taken = [(start, end) for start, end, _ in names]
        more = [
            (m.start(), m.end(), "NORP")
            for m in self._demonym.finditer(text)
            if all(m.end() <= start or end <= m.start() for start, end in taken)
        ]
        return [*names, *more]


_DOUBT = (0, 0, "")


def _trim(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Without a leading article or title, a trailing possessive, or marks around it."""
    while start < end and text[start] in " \"'“”‘’(,.":
        start += 1
    while start < end and text[end - 1] in ' "“”‘,;:(':
        end -= 1
    for tail in ("'s", "’s"):
        if text[start:end].endswith(tail):
            end -= 2
    for article in ("the ", "a ", "an "):
        if text[start:end].startswith(article):
            start += len(article)
    if label in ("ORG", "LOC", "EVENT", "NORP", "MISC") and start == 0 and text[start:end].startswith("The "):
        start += 4
    if label == "PER":
        while True:
            head, space, rest = text[start:end].partition(" ")
            if not space or head.lower().rstrip(".,") not in TITLES or not rest[:1].isupper():
                break
            start += len(head) + 1
    return start, end


def _is_proper(surface: str) -> bool:
    words = re.findall(r"\w[\w.'’]*", surface)
    return (
        bool(words)
        and all(word[0].isupper() or word[0].isdigit() or word.lower() in _SMALL for word in words)
        and words[0].lower() not in _SMALL - {"al", "el", "bin", "de", "la", "le", "von", "van", "du"}
    )


def _gum(source: str) -> tuple[bool, str]:
    return source in ("gum-bio", "gum-voyage", "gum-interview"), "coarse"


_CLEANERS: dict[str, Callable[[str], tuple[bool, str]]] = {
    "wikigold": lambda _: (True, "coarse"),
    "crossner": lambda source: (
        source in ("crossner-politics", "crossner-literature", "crossner-music"),
        "coarse",
    ),
    "uner_ewt": lambda _: (True, "pol"),
    "gum": _gum,
    "re3d": lambda _: (True, "pol"),
}
