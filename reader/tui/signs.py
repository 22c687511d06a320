"""The signs that carry meaning without colour, in Unicode (all of them in WGL4) and in ASCII."""

from __future__ import annotations

import locale
from collections.abc import Mapping
from dataclasses import dataclass

from reader.annotations.standing import Standing
from reader.workspace.progress import ArticleState


@dataclass(frozen=True, slots=True)
class Signs:
    """One set of signs, each one cell wide."""

    bar: str
    rule: str
    aside: str
    undecided: str
    suggested: str
    labelled: str
    none: str
    ignored: str
    flag: str
    note: str
    orphan: str
    unread: str
    begun: str
    done: str
    more: str
    ellipsis: str
    dot: str
    open_quote: str
    close_quote: str
    ascii: bool = False

    def of_key(self, key: str) -> str:
        """A key as it is shown: arrows as arrows, where there are such signs."""
        if self.ascii or len(key) == 1:
            return key
        return " ".join(_with_arrow(part) for part in key.split(" "))

    def of_block(self, standing: Standing, *, decidable: bool) -> str:
        """The mark of a paragraph: what was decided, or that something required is still open."""
        if standing.ignored:
            return self.ignored
        if standing.accepted and (standing.decided or not decidable):
            return self.labelled
        if standing.none:
            return self.none
        return self.undecided if decidable else " "

    def of_article(self, state: ArticleState) -> str:
        """The mark of an article in the list."""
        return {
            ArticleState.UNREAD: self.unread,
            ArticleState.BEGUN: self.begun,
            ArticleState.DONE: self.done,
            ArticleState.IGNORED: self.ignored,
        }[state]


def _with_arrow(key: str) -> str:
    return next((key.removesuffix(name) + sign for name, sign in _ARROWS if key.endswith(name)), key)


# Page keys end like arrow keys, and stay words.
_ARROWS = (
    *((name, name) for name in ("PageUp", "PageDown")),
    *(("Up", "↑"), ("Down", "↓"), ("Left", "←"), ("Right", "→")),
)

UNICODE = Signs(
    bar="▌",
    rule="─",
    aside="│",
    undecided="·",
    suggested="○",
    labelled="●",
    none="□",
    ignored="–",
    flag="!",
    note="†",
    orphan="◊",
    unread="○",
    begun="►",
    done="■",
    more="▼",
    ellipsis="…",
    dot="·",
    open_quote="“",
    close_quote="”",
)

ASCII = Signs(
    bar="|",
    rule="-",
    aside="|",
    undecided=".",
    suggested="?",
    labelled="*",
    none="0",
    ignored="-",
    flag="!",
    note="n",
    orphan="@",
    unread="o",
    begun=">",
    done="#",
    more="v",
    ellipsis=">",
    dot="-",
    open_quote='"',
    close_quote='"',
    ascii=True,
)


def choose_signs(setting: str, environment: Mapping[str, str], encoding: str | None = None) -> Signs:
    """The signs for a terminal: as set, else ASCII without UTF-8 or on the Linux console."""
    if setting == "ascii":
        return ASCII
    if setting == "auto":
        encoding = encoding or locale.getpreferredencoding(False)
        if environment.get("TERM") == "linux" or "utf" not in encoding.lower().replace("-", ""):
            return ASCII
    return UNICODE
