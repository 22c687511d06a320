"""Names to swap in, by type: those of the data, of the lists, and invented ones that no list holds."""

from __future__ import annotations

import random
from collections.abc import Sequence

from training import gazetteer
from training.corpora import Row


def build_pools(rows: Sequence[Row], seed: int) -> dict[str, list[str]]:
    """Names by label; half of the people and a quarter of the places are invented."""
    chance = random.Random(seed)  # noqa: S311 - variety, no secret
    pools: dict[str, list[str]] = {
        label: [] for label in ("PER", "ORG", "LOC", "MISC", "EVENT", "WORK", "PRODUCT")
    }
    for row in rows:
        for start, end, label in row.names:
            if label in pools:
                pools[label].append(row.text[start:end])
    given, family = gazetteer.census()
    first = [*given, *gazetteer.read_list("people_given") * 3]
    last = [*family, *gazetteer.read_list("people_surnames") * 8]

    def invent() -> str:
        one, two = chance.choice(last), chance.choice(last)
        return (one[: max(2, len(one) // 2)] + two[len(two) // 2 :].lower()).capitalize()

    for _ in range(len(pools["PER"])):
        surname = chance.choice(last) if chance.random() < 0.5 else invent()
        forename = chance.choice(first) if chance.random() < 0.6 else invent()
        pools["PER"].append(surname if chance.random() < 0.45 else f"{forename} {surname}")
    for file in (
        "companies",
        "media",
        "parties",
        "agencies",
        "international",
        "ngos",
        "armed",
        "education",
        "sports",
    ):
        pools["ORG"] += gazetteer.read_list(f"org_{file}")
    pools["LOC"] += chance.sample(gazetteer.cities(), 3000) + [invent() for _ in range(2500)]
    pools["LOC"] += gazetteer.read_list("loc_regions") + gazetteer.read_list("fac")
    for label in ("event", "work", "product", "misc"):
        pools[label.upper()] += gazetteer.read_list(label)
    return pools
