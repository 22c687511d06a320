"""`python -m training.accurate --work DIR`: makes reader/analysis/data/accurate anew; see README.md here."""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch

import reader.analysis
from reader.analysis.decoding import TAGS
from reader.analysis.lists import load_lists
from reader.analysis.windows import SIZE
from reader.analysis.wordpiece import WordPiece
from training.accurate import vocabulary, weights
from training.accurate.examples import Batch, Example, Maker, collate
from training.accurate.export import damping, export
from training.accurate.fit import Plan, evaluate, save, tell, train
from training.accurate.network import Network, pretrained
from training.accurate.variety import Variety
from training.corpora import Row, read_written
from training.documents import documents
from training.fast import training_rows
from training.pools import build_pools

PACKAGE = Path(reader.analysis.__file__).parent / "data" / "accurate"
SIZES, FIRST_SIZES = (64, 96, 128, SIZE), (32, 64, 96)
"""Pieces of a window in training: what a name stands beside is not the same in every epoch."""


SEED = 7
INITIAL = 67280421310721
"""The seed of the network's own parts (torch's own default, said here so that it stays)."""


def main() -> None:
    """Train with each seed, tell the score after each epoch, export the mean of the networks."""
    options = _options()
    torch.set_num_threads(options.threads)
    tensors, pieces = weights.load()
    kept = vocabulary.kept(pieces)
    for folder in (options.out, options.work):
        folder.mkdir(parents=True, exist_ok=True)
    (options.out / "vocabulary.txt").write_text("\n".join(pieces[number] for number in kept), "utf-8")
    course = Course(Maker(WordPiece([pieces[number] for number in kept]), load_lists()), options.swap)

    def new() -> Network:
        torch.manual_seed(INITIAL)
        return pretrained(tensors, kept, len(TAGS))

    networks = [course.follow(new(), options, seed) for seed in options.seeds]
    network = mean(networks)
    course.tell_score(network, "the mean of all")
    export(network, options.out / "model.onnx", damping(network, course.sample()))


class Course:
    """The data, and how a network is led through it."""

    def __init__(self, maker: Maker, swap: float) -> None:
        train_rows, held_out = read_rows()
        self.maker = maker
        self.swap = swap
        self.variety = Variety(build_pools(train_rows, SEED))
        self.training = [list(rows) for rows in documents(train_rows)]
        self.testing = [list(rows) for rows in documents(held_out)]

    def follow(self, network: Network, options: argparse.Namespace, seed: int) -> Network:
        """The network trained with one seed, or as it was kept in the folder of a run that was cut short."""
        done = options.work / f"seed{seed}.pt"
        if done.exists():
            network.load_state_dict(torch.load(done))
            return network

        def keep(average: Network, epoch: int) -> None:
            save(average, options.work / f"seed{seed}-epoch{epoch + 1}.pt")
            self.tell_score(average, f"seed {seed}, epoch {epoch + 1}")

        network = train(network, self.examples, Plan(epochs=options.epochs, seed=seed), keep)
        save(network, done)
        return network

    def examples(self, epoch: int, random_: random.Random) -> Sequence[Example]:
        """The windows of one epoch."""
        share = 0.0 if epoch == 0 else self.swap
        return [
            example
            for rows in self.training
            for example in self.maker.examples(
                self.variety.vary(rows, random_, share if random_.random() < 0.5 else 0.0, 0.02),
                random_.choice(SIZES),
                random_.choice(FIRST_SIZES),
            )
        ]

    def sample(self) -> Iterator[Batch]:
        """Two hundred documents as they are, each its longest window."""
        for rows in random.Random(SEED).sample(self.training, 200):  # noqa: S311 - variety, no secret
            some = list(self.maker.examples(rows, SIZE))
            yield collate([max(some, key=lambda one: len(one.window.pieces))])

    def tell_score(self, network: Network, what: str) -> None:
        """Print how the network does on what was held out."""
        tell(f"{what}, on {len(self.testing)} documents that were held out:")
        tell(evaluate(network, self.maker, self.testing, SIZE).table())


def mean(networks: Sequence[Network]) -> Network:
    """One network with the mean of the weights of several, which began alike."""
    state = networks[0].state_dict()
    for name in state:
        state[name] = torch.stack([network.state_dict()[name] for network in networks]).mean(0)
    networks[0].load_state_dict(state)
    return networks[0]


def read_rows() -> tuple[list[Row], list[Row]]:
    """What is trained on, as for `fast`, and what was written for this project and is held out."""
    return training_rows(), [row for row in read_written() if row.part != "train"]


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.accurate", description=main.__doc__)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument(
        "--seeds", type=int, nargs="+", default=[7, 8], help="one network each, then their mean"
    )
    parser.add_argument("--swap", type=float, default=0.5, help="share of names swapped in half of the texts")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    parser.add_argument("--work", type=Path, required=True, help="where weights are kept")
    return parser.parse_args()


if __name__ == "__main__":
    main()
