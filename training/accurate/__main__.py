"""`python -m training.accurate --work DIR`: makes reader/analysis/data/accurate anew; see README.md here."""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import torch

import reader.analysis
from reader.analysis.decoding import TAGS
from reader.analysis.lists import load_lists
from reader.analysis.windows import SIZE
from reader.analysis.wordpiece import WordPiece
from training import gazetteer
from training.accurate import vocabulary, weights
from training.accurate.examples import Example, Maker
from training.accurate.export import export
from training.accurate.fit import Plan, evaluate, save, tell, train
from training.accurate.network import Network, pretrained
from training.accurate.variety import Variety
from training.corpora import Row, read_corpora, read_written
from training.documents import documents
from training.pools import build_pools

PACKAGE = Path(reader.analysis.__file__).parent / "data" / "accurate"
SIZES, FIRST_SIZES = (64, 96, 128, SIZE), (32, 64, 96)
"""Pieces of a window in training: what a name stands beside is not the same in every epoch."""


def main() -> None:
    """Train, tell the score after each epoch, export."""
    options = _options()
    torch.set_num_threads(options.threads)
    tensors, pieces = weights.load()
    kept = vocabulary.kept(pieces)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "vocabulary.txt").write_text("\n".join(pieces[number] for number in kept), "utf-8")
    network = pretrained(tensors, kept, len(TAGS))
    if options.export:
        network.load_state_dict(torch.load(options.export))
        export(network, options.out / "model.onnx")
        return
    train_rows, held_out = read_rows()
    maker = Maker(WordPiece([pieces[number] for number in kept]), load_lists())
    variety = Variety(build_pools(train_rows, options.seed))
    training = [list(rows) for rows in documents(train_rows)]
    testing = [list(rows) for rows in documents(held_out)]

    def examples(epoch: int, random_: random.Random) -> Sequence[Example]:
        share = 0.0 if epoch == 0 else options.swap
        return [
            example
            for rows in training
            for example in maker.examples(
                variety.vary(rows, random_, share if random_.random() < 0.5 else 0.0, 0.02),
                random_.choice(SIZES),
                random_.choice(FIRST_SIZES),
            )
        ]

    def keep(network: Network, epoch: int) -> None:
        save(network, options.work / f"epoch{epoch + 1}.pt")
        tell(f"after epoch {epoch + 1}, on {len(testing)} documents that were held out:")
        tell(evaluate(network, maker, testing, SIZE).table())

    options.work.mkdir(parents=True, exist_ok=True)
    network = train(network, examples, Plan(epochs=options.epochs, seed=options.seed), keep)
    export(network, options.out / "model.onnx")


def read_rows() -> tuple[list[Row], list[Row]]:
    """What is trained on, and what is held out.

    Held out: what was written for this project with the part `dev`, and GMB's own held-out parts, which
    people marked anew for the tests. The other corpora are used whole.
    """
    written = list(read_written())
    known = {row.text for row in written}
    rows = [
        row
        for row in read_corpora(gazetteer.countries(), gazetteer.read_list("norp"))
        if row.text not in known and (row.part == "train" or row.source != "gmb-voa")
    ]
    return [*rows, *(row for row in written if row.part == "train")], [
        row for row in written if row.part != "train"
    ]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.accurate", description=main.__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=Plan().seed)
    parser.add_argument("--swap", type=float, default=0.5, help="share of names swapped in half of the texts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    parser.add_argument("--work", type=Path, required=True, help="where the weights of each epoch are kept")
    parser.add_argument("--export", type=Path, help="write the model of these weights, and train nothing")
    return parser.parse_args()


if __name__ == "__main__":
    main()
