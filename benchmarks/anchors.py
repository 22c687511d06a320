"""Counts how anchors find their places again in changed texts: right, wrong, for review, orphaned.

`python -m benchmarks.anchors` prints the table. It counts and judges no speed; milliseconds are for a look.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.corpora import article_text
from benchmarks.mutations import MUTATIONS, Chain, Gone, Mutated, Truth
from reader.annotations.anchor import CONTEXT, Anchor, Finding, Place, make_anchor
from reader.annotations.finding import Finder
from reader.corpus.plain import article_from_text
from reader.spans import Span

DOUBLED, SEVERAL = "paragraph doubled", "several at once"
HEAD = (
    f"{'mutation':22}{'targets':>11}{'right':>11}{'wrong':>7}{'review':>8}{'orphan':>8}"
    f"{'wrong %':>9}{'near %':>8}{'ms each':>9}"
)
PROJECT = Path(__file__).parents[1]
_NAME = re.compile(r"\b[A-ZÀ-ÞА-Я]\w+(?:[ ’'-][A-ZÀ-ÞА-Я]\w+)*")
_QUOTED = re.compile(r"[“\"«]([^”\"»\n]{3,300})[”\"»]")


@dataclass(frozen=True, slots=True)
class Sample:
    """A text with its blocks and the targets on it."""

    name: str
    text: str
    blocks: tuple[Span, ...]
    targets: tuple[Anchor, ...]


@dataclass(slots=True)
class Count:
    """What became of targets; `torn` ones have no true place and count as nothing."""

    right: int = 0
    wrong: int = 0
    review: int = 0
    orphaned: int = 0
    torn: int = 0
    near: int = 0
    seconds: float = 0.0
    errors: list[str] = field(default_factory=list)

    @property
    def all(self) -> int:
        """How many were counted."""
        return self.right + self.wrong + self.review + self.orphaned

    @property
    def wrong_share(self) -> float:
        """Wrong attachments, in percent of all targets."""
        return 100 * self.wrong / self.all if self.all else 0.0

    @property
    def wrong_near(self) -> float:
        """Wrong attachments, in percent of the targets that the change has touched."""
        return 100 * self.wrong / self.near if self.near else 0.0

    def add(self, other: Count) -> None:
        """Take in another count."""
        for name in ("right", "wrong", "review", "orphaned", "torn", "near", "seconds"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.errors += other.errors


def samples(*, made: int = 0) -> list[Sample]:
    """The sample articles, those that the tests of blocks are held against, and some made of few words."""
    paths = [*(PROJECT / "seeds").glob("*.txt"), *(PROJECT / "tests/corpus/articles").glob("*.txt")]
    texts = {path.name: path.read_text("utf-8") for path in sorted(paths)}
    texts |= {f"made {nth}": article_text(25, seed=nth) for nth in range(made)}
    return [make_sample(name, text) for name, text in texts.items()]


def make_sample(name: str, text: str) -> Sample:
    """A text with targets on it: its blocks, names, quotes, words that stand often, and words anywhere."""
    article = article_from_text(text, id="0" * 16, name=name)
    blocks = tuple(block.span for block in article.blocks)
    chance = random.Random(name)
    spans = [*blocks]
    spans += [Span(*match.span()) for match in _NAME.finditer(text)]
    spans += [Span(*match.span(group)) for match in _QUOTED.finditer(text) for group in (0, 1)]
    words = list(re.finditer(r"\w+", text))
    for _ in range(40):
        first = chance.randrange(len(words))
        last = min(len(words) - 1, first + chance.choice([0, 0, 0, 1, 2, 4, 8]))
        spans.append(Span(words[first].start(), words[last].end()))
    inside = [span for span in dict.fromkeys(spans) if any(block.covers(span) for block in blocks)]
    return Sample(name, text, blocks, tuple(make_anchor(text, span, article.text_hash) for span in inside))


def count(sample: Sample, mutated: Mutated | Chain) -> Count:
    """Look for every target of a sample in a changed text."""
    found = Count()
    started = time.perf_counter()
    finder = Finder(mutated.text, "another")
    places = [finder.locate(anchor) for anchor in sample.targets]
    found.seconds = time.perf_counter() - started
    for anchor, place in zip(sample.targets, places, strict=True):
        truth = mutated.truth(anchor.span)
        if truth is Gone.TORN:
            found.torn += 1
            continue
        found.near += mutated.touches(anchor.span, CONTEXT)
        verdict = judge(place, truth)
        setattr(found, verdict, getattr(found, verdict) + 1)
        if verdict == "wrong":
            found.errors.append(_error(sample, anchor, place, truth, mutated.text))
    return found


def judge(place: Place, truth: Truth) -> str:
    """What a place that was found is, beside the true one."""
    if place.span is not None:
        return "right" if place.span == truth else "wrong"
    return "review" if place.finding is Finding.UNSURE else "orphaned"


def _error(sample: Sample, anchor: Anchor, place: Place, truth: Truth, text: str) -> str:
    def around(span: Span | None) -> str:
        if span is None:
            return ""
        before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
        return f"{span.start}:{span.end} {before!r}[{span.of(text)[:200]!r}]{after!r}"

    true = around(truth) if isinstance(truth, Span) else str(truth)
    was = f"{anchor.start}:{anchor.end} {anchor.prefix!r}[{anchor.exact[:200]!r}]{anchor.suffix!r}"
    return (
        f"{sample.name} {place.finding} {place.score}\n  was {was}\n  got {around(place.span)}\n  true {true}"
    )


def tally(name: str, chosen: Sequence[Sample], times: int, seed: int) -> Count:
    """Count so many mutations of a kind for each sample, always the same ones for a seed."""
    total = Count()
    for sample in chosen:
        chance = random.Random(f"{seed} {name} {sample.name}")
        for _ in range(times):
            if name == SEVERAL:
                total.add(count(sample, _several(sample, chance)))
            else:
                total.add(count(sample, MUTATIONS[name](sample.text, sample.blocks, chance)))
    return total


def _several(sample: Sample, chance: random.Random) -> Chain:
    """Two to four changes, none of which doubles anything."""
    text, steps = sample.text, []
    for name in chance.choices([name for name in MUTATIONS if name != DOUBLED], k=chance.randint(2, 4)):
        blocks = [block.span for block in article_from_text(text, id="0" * 16, name="").blocks]
        if blocks:
            steps.append(MUTATIONS[name](text, blocks, chance))
            text = steps[-1].text
    return Chain(tuple(steps))


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.anchors", description=__doc__)
    parser.add_argument("--times", type=int, default=40, help="mutations of each kind for each text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--errors", type=int, default=0, help="wrong attachments to show of each kind")
    arguments = parser.parse_args()
    chosen = samples(made=2)
    total, apart = Count(), Count()
    print(HEAD)
    for name in (*MUTATIONS, SEVERAL):
        found = tally(name, chosen, arguments.times, arguments.seed)
        (apart if name == DOUBLED else total).add(found)
        print(_line(name, found))
        for error in found.errors[: arguments.errors]:
            print(error)
    print(_line("all but doubled", total))
    total.add(apart)
    print(_line("all", total))


def _line(name: str, found: Count) -> str:
    return (
        f"{name:22}{found.all:>11,}{found.right:>11,}{found.wrong:>7,}{found.review:>8,}{found.orphaned:>8,}"
        f"{found.wrong_share:>9.3f}{found.wrong_near:>8.3f}{1000 * found.seconds / max(1, found.all):>9.3f}"
    )


if __name__ == "__main__":
    main()
