"""Lists of well-known names and of words around names, made beforehand by `training`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.resources import files

CLASSES = (
    "city", "country", "region", "facility", "given", "surname", "org", "club", "norp", "event", "work",
    "product", "misc", "title", "orghead", "lochead", "mixed",
)  # fmt: skip
"""What a list says of a name; a mask has the bit `1 << index` for each class that the name is in."""

BIT = {name: 1 << nth for nth, name in enumerate(CLASSES)}
LONGEST = 6
"""Words of the longest name in a list."""


@dataclass(frozen=True, slots=True)
class Lists:
    """Names in small letters, their words apart by one blank, each with its mask.

    `lengths` gives, for the first word of names of several words, how many words the longest has.
    """

    masks: dict[str, int]
    lengths: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        lengths: dict[str, int] = {}
        for name in self.masks:
            if blanks := name.count(" "):
                first = name[: name.index(" ")]
                if lengths.get(first, 0) <= blanks:
                    lengths[first] = blanks + 1
        object.__setattr__(self, "lengths", lengths)

    def mask(self, words: Sequence[str]) -> int:
        """What the lists say of these words (any case); 0 for nothing."""
        return self.masks.get(" ".join(words).lower(), 0)

    def match(self, lowered: Sequence[str], first: int, end: int) -> list[tuple[int, int, int]]:
        """The longest listed names within `[first, end)`: disjoint `(start, end, mask)`, word indices."""
        masks, lengths = self.masks, self.lengths
        found: list[tuple[int, int, int]] = []
        at = first
        while at < end:
            key = lowered[at]
            best, mask = at, masks.get(key, 0)
            if mask:
                best = at + 1
            for to in range(at + 1, min(at + lengths.get(key, 0), end)):
                key = f"{key} {lowered[to]}"
                if more := masks.get(key):
                    best, mask = to + 1, more
            if best > at:
                found.append((at, best, mask))
                at = best
            else:
                at += 1
        return found

    def match_whole(self, forms: Sequence[str]) -> list[tuple[int, int, int]]:
        """The longest listed names of several words that begin with a capital, as `match` gives them."""
        masks, lengths = self.masks, self.lengths
        found: list[tuple[int, int, int]] = []
        done = 0
        for at, form in enumerate(forms):
            if at < done or not form[0].isupper():
                continue
            key = form.lower()
            longest = lengths.get(key)
            if longest is None:
                continue
            best = 0
            for to in range(at + 1, min(at + longest, len(forms))):
                key = f"{key} {forms[to].lower()}".replace("’", "'")
                if more := masks.get(key):
                    best, mask = to + 1, more
            if best:
                found.append((at, best, mask))
                done = best
        return found


def load_lists() -> Lists:
    """The lists that the package carries."""
    return read_lists((files("reader.analysis") / "data" / "names.txt").read_text("utf-8"))


def load_clusters() -> dict[str, tuple[str, str]]:
    """The clusters of words that the package carries."""
    return read_clusters((files("reader.analysis") / "data" / "clusters.txt").read_text("utf-8"))


def read_clusters(data: str) -> dict[str, tuple[str, str]]:
    """Words with the coarse and the fine cluster of words like them, from lines of `word coarse fine`."""
    return {word: (coarse, fine) for word, coarse, fine in (line.split(" ") for line in data.splitlines())}


def read_lists(data: str) -> Lists:
    """Lists from their file: sections apart by an empty line, each a mask and then its names, a line each."""
    masks: dict[str, int] = {}
    for section in data.split("\n\n"):
        head, _, names = section.strip("\n").partition("\n")
        if names:
            masks.update(dict.fromkeys(names.split("\n"), int(head)))
    return Lists(masks)


def write_lists(masks: dict[str, int]) -> str:
    """The file that `read_lists` reads, the same for the same lists."""
    sections: dict[int, list[str]] = {}
    for name, mask in masks.items():
        sections.setdefault(mask, []).append(name)
    return "\n\n".join(f"{mask}\n" + "\n".join(sorted(sections[mask])) for mask in sorted(sections)) + "\n"
