"""Makes the engine `fast`: `python -m training.fast` writes its lists, clusters and model.

Needs the packages of `training/requirements.txt`. The same data and the same packages give the same files:
every chance is seeded, and CRFsuite's L-BFGS runs in one thread.
"""

from __future__ import annotations

import argparse
import lzma
from collections.abc import Iterable
from pathlib import Path

import pycrfsuite

from reader.analysis.features import Vocabulary, features
from reader.analysis.lists import Lists, read_clusters, write_lists
from reader.analysis.words import split_words
from training import gazetteer
from training.corpora import GOLD, Row, read_corpora, read_gold, read_written
from training.documents import Swapper, documents, join, tags
from training.pools import build_pools

OUT = Path(__file__).parents[1] / "reader" / "analysis" / "data"
CLUSTERS = Path(__file__).with_name("data") / "clusters.txt.xz"
SEED = 7
_COARSE = {"EVENT": "MISC", "WORK": "MISC", "PRODUCT": "MISC"}
_PARAMETERS = {"c1": 0.3, "c2": 0.02, "max_iterations": 80, "feature.minfreq": 2}


def training_rows() -> list[Row]:
    """What both engines are trained on: what was marked by hand takes the place of a corpus's own marks.

    Nothing of `tests/analysis/gold` is in it.
    """
    written = list(read_written())
    held = {row.text for path in GOLD.glob("*.jsonl") for row in read_gold(path)}
    seen = held | {row.text for row in written}
    corpora = read_corpora(gazetteer.countries(), gazetteer.read_list("norp"))
    return [
        *(row for row in corpora if row.text not in seen),
        *(row for row in written if row.part == "train" and row.text not in held),
    ]


def main() -> None:
    """Write `names.txt`, `clusters.txt` and `fast.crfsuite`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--copies", type=int, default=1, help="copies of each row with other names in it")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    rows = training_rows()
    masks = gazetteer.build(gazetteer.common_words(rows))
    (given.out / "names.txt").write_text(write_lists(masks), "utf-8")
    clusters = lzma.decompress(CLUSTERS.read_bytes()).decode()
    (given.out / "clusters.txt").write_text(clusters, "utf-8")
    trainer = pycrfsuite.Trainer(verbose=False)
    lists, vocabulary = Lists(masks), Vocabulary(read_clusters(clusters))
    words = _feed(trainer, rows, lists, vocabulary)
    swapper = Swapper(build_pools(rows, SEED), SEED)
    for _ in range(given.copies):
        words += _feed(trainer, [swapper.swap(row) for row in rows if row.names], lists, vocabulary)
    trainer.set_params(_PARAMETERS)
    trainer.train(str(given.out / "fast.crfsuite"))
    print(f"{len(rows)} rows, {words} words with copies, {len(masks)} listed names")  # noqa: T201


def _feed(trainer: pycrfsuite.Trainer, rows: Iterable[Row], lists: Lists, vocabulary: Vocabulary) -> int:
    count = 0
    for some in documents(rows):
        text, names = join(some)
        words = split_words(text)
        labels = tags(words, tuple((start, end, _COARSE.get(label, label)) for start, end, label in names))
        for (first, end), found in zip(words.sentences, features(words, lists, vocabulary), strict=True):
            trainer.append(pycrfsuite.ItemSequence(found), labels[first:end])
        count += len(words.forms)
    return count


if __name__ == "__main__":
    main()
