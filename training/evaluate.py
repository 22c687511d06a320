"""Prints how well an engine finds names: `python -m training.evaluate --engine fast [FILE…]`.

Strict spans and types over PER, ORG, LOC and MISC (NORP, EVENT, WORK and PRODUCT count as MISC), a table per
file and the most frequent errors. Files are JSON Lines of `text` and `spans`; rows with one `doc` are read as
one text. Without files: the sets of `tests/analysis/gold`, none of which was trained on.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

from training.corpora import GOLD, Row, read_gold
from training.documents import documents, join
from training.scoring import Score

Recognise = Callable[[str], Iterable[tuple[int, int, str]]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--engine", default="fast", choices=("fast", "accurate"))
    parser.add_argument("--errors", type=int, default=30)
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    given = parser.parse_args()
    recognise: Recognise = import_module(f"reader.analysis.{given.engine}").load()
    total = Score()
    for path in given.files or sorted(GOLD.glob("*.jsonl")):
        score = evaluate(recognise, read_gold(path), total)
        print(f"{path.name}\n{score.table()}\n")  # noqa: T201
    print(f"all\n{total.table()}\n")  # noqa: T201
    for (want, have), count in total.errors.most_common(given.errors):
        print(f"{count:4d}  {want} -> {have}")  # noqa: T201


def evaluate(recognise: Recognise, rows: Iterable[Row], total: Score | None = None) -> Score:
    """The score of an engine on rows, document by document; added to `total` as well."""
    score = Score()
    for some in documents(rows):
        text, gold = join(some)
        found = list(recognise(text))
        score.add(text, gold, found)
        if total is not None:
            total.add(text, gold, found)
    return score


if __name__ == "__main__":
    main()
