"""Trains the network: lists of documents in, a file of weights out after every epoch."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn

from reader.analysis.decoding import decode
from reader.analysis.words import split_words
from training.accurate.examples import Batch, Example, Maker, batches, collate
from training.accurate.network import Network
from training.corpora import Row
from training.documents import join
from training.scoring import Score


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast."""

    epochs: int = 5
    budget: int = 2048
    rate: float = 8e-5
    head_rate: float = 1e-3
    warm_up: float = 0.1
    decay: float = 0.01
    average: float = 0.995
    seed: int = 0


Documents = Callable[[int, random.Random], Sequence[Example]]
"""The examples of an epoch, anew each time."""


def loss_of(logits: Tensor, batch: Batch) -> Tensor:
    """How unlikely the allowed tags are, together, for each word; weighted, on average."""
    scores = torch.log_softmax(logits[batch.row, batch.head].float(), -1)
    right = torch.logsumexp(scores.masked_fill(~batch.allowed, -1e4), -1)
    return -(right * batch.weights).sum() / batch.weights.sum()


def train(
    network: Network, documents: Documents, plan: Plan, keep: Callable[[Network, int], None]
) -> Network:
    """The averaged network after the last epoch; `keep` is given the one after each."""
    torch.manual_seed(plan.seed)
    random_ = random.Random(plan.seed)  # noqa: S311 - variety, no secret
    average = copy.deepcopy(network)
    optimiser = _optimiser(network, plan)
    first = documents(0, random_)
    steps = plan.epochs * len(batches(first, plan.budget, random.Random(1)))  # noqa: S311
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, steps, plan.warm_up))
    done, began = 0, time.monotonic()
    for epoch in range(plan.epochs):
        network.train()
        some = first if epoch == 0 else documents(epoch, random_)
        for examples in batches(some, plan.budget, random_):
            batch = collate(examples)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                logits = network(batch.pieces, batch.shapes, batch.bits, batch.real)
            loss = loss_of(logits, batch)
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            done += 1
            _follow(average, network, min(plan.average, done / (done + 10)))
            if done % 50 == 0:
                tell(f"step {done}/{steps} loss {loss.item():.4f} {time.monotonic() - began:.0f} s")
        keep(average, epoch)
    return average


def _optimiser(network: Network, plan: Plan) -> torch.optim.Optimizer:
    new = ("shapes.", "lists.", "head")
    groups: dict[tuple[bool, bool], list[nn.Parameter]] = {}
    for name, weight in network.named_parameters():
        if weight.requires_grad:
            groups.setdefault((name.startswith(new), weight.ndim < 2), []).append(weight)
    return torch.optim.AdamW(
        [
            {
                "params": weights,
                "lr": plan.head_rate if is_new else plan.rate,
                "weight_decay": 0.0 if flat else plan.decay,
            }
            for (is_new, flat), weights in groups.items()
        ],
        fused=True,
    )


def _rate(step: int, steps: int, warm_up: float) -> float:
    if step < warm_up * steps:
        return step / (warm_up * steps)
    return max(0.02, (steps - step) / ((1 - warm_up) * steps))


@torch.no_grad()
def _follow(average: Network, network: Network, share: float) -> None:
    ours = [weight for weight in average.parameters() if weight.requires_grad]
    theirs = [weight for weight in network.parameters() if weight.requires_grad]
    torch._foreach_lerp_(ours, theirs, 1 - share)


@torch.no_grad()
def evaluate(network: Network, maker: Maker, documents: Sequence[Sequence[Row]], size: int) -> Score:
    """The strict score on documents, one window at a time, as the reader reads them, in 32 bits."""
    network.eval()
    score = Score()
    for rows in documents:
        text, gold = join(rows)
        words = split_words(text)
        parts = []
        for example in maker.examples(rows, size):
            batch = collate([example])
            logits = network(batch.pieces, batch.shapes, batch.bits, batch.real)
            parts.append(torch.log_softmax(logits[batch.row, batch.head].float(), -1))
        names = decode(torch.cat(parts).numpy(), words.sentences) if parts else []
        score.add(text, gold, [(words.starts[a], words.ends[b - 1], label) for a, b, label in names])
    return score


def tell(words: str) -> None:
    """Print at once."""
    print(words, flush=True)  # noqa: T201


def save(network: Network, path: Path) -> None:
    """Write the weights, replaced whole."""
    new = path.with_suffix(".new")
    torch.save(network.state_dict(), new)
    new.replace(path)
