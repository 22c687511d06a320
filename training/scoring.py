"""Strict scores of names: span and type right, per type and together, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

COARSE = {"FAC": "LOC", "NORP": "MISC", "EVENT": "MISC", "WORK": "MISC", "PRODUCT": "MISC"}


@dataclass
class Score:
    """Counts of right, missed and wrong names, by coarse type; `touching` counts untyped overlaps."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    touched: Counter[str] = field(default_factory=Counter)
    errors: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self, text: str, gold: Iterable[tuple[int, int, str]], found: Iterable[tuple[int, int, str]]
    ) -> None:
        """Count one text."""
        want = {(s, e, COARSE.get(lab, lab)) for s, e, lab in gold}
        have = {(s, e, COARSE.get(lab, lab)) for s, e, lab in found}
        for one in want & have:
            self.right[one[2]] += 1
        for one in want - have:
            self.missed[one[2]] += 1
            near = [h for h in have if h[0] < one[1] and one[0] < h[1]]
            said = f"{text[near[0][0] : near[0][1]]}|{near[0][2]}" if near else "-"
            self.errors[(f"{text[one[0] : one[1]]}|{one[2]}", said)] += 1
        for one in have - want:
            self.wrong[one[2]] += 1
            if not any(w[0] < one[1] and one[0] < w[1] for w in want):
                self.errors[("-", f"{text[one[0] : one[1]]}|{one[2]}")] += 1
        self.touched["gold"] += len(want)
        self.touched["found"] += len(have)
        self.touched["gold touched"] += sum(any(h[0] < w[1] and w[0] < h[1] for h in have) for w in want)
        self.touched["found touched"] += sum(any(h[0] < w[1] and w[0] < h[1] for w in want) for h in have)

    def f1(self, labels: Sequence[str] = ("PER", "ORG", "LOC", "MISC")) -> float:
        """F1 in percent over these coarse types."""
        right = sum(self.right[label] for label in labels)
        missed = sum(self.missed[label] for label in labels)
        wrong = sum(self.wrong[label] for label in labels)
        return 200 * right / max(1, 2 * right + missed + wrong)

    def untyped(self) -> float:
        """F1 in percent of touching a name at all."""
        recall = self.touched["gold touched"] / max(1, self.touched["gold"])
        precision = self.touched["found touched"] / max(1, self.touched["found"])
        return 200 * recall * precision / max(1e-9, recall + precision)

    def table(self) -> str:
        """The figures as lines of a table."""
        lines = [f"{'':8}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}"]
        for label in ("PER", "ORG", "LOC", "MISC", "all"):
            some = ("PER", "ORG", "LOC", "MISC") if label == "all" else (label,)
            right = sum(self.right[one] for one in some)
            found = right + sum(self.wrong[one] for one in some)
            gold = right + sum(self.missed[one] for one in some)
            lines.append(
                f"{label:8}{100 * right / max(1, found):7.1f}{100 * right / max(1, gold):7.1f}"
                f"{self.f1(some):7.1f}{gold:7d}"
            )
        lines.append(
            f"PER ORG LOC {self.f1(('PER', 'ORG', 'LOC')):.1f}, untyped and touching {self.untyped():.1f}"
        )
        return "\n".join(lines)
