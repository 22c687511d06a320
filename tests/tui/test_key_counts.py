"""What the design promises: how many keys each task takes, and what is on disk then."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Any

import pytest

from tests.tui import hands
from tests.tui.test_judging import ready, said

Opener = Callable[..., AbstractAsyncContextManager[Any]]
Said = dict[str, set[str]]


@dataclass(frozen=True)
class Promise:
    """A task: the keys that lead to it, the keys that it takes and how many, and what is said then.

    `blocks` are what is said of paragraphs by number, `words` what is said of words. Where the screen is
    afterwards is `at`, the number of a paragraph.
    """

    keys: str
    count: int
    blocks: dict[int, set[str]]
    words: Said
    before: str = ""
    at: int = 0


def on_blocks(keys: str, count: int, blocks: dict[int, set[str]], before: str = "", at: int = 0) -> Promise:
    return Promise(keys, count, blocks, {}, before, at)


def on_words(keys: str, count: int, words: Said, before: str = "", at: int = 0) -> Promise:
    return Promise(keys, count, {}, words, before, at)


GAIDAI = (
    "“The Russian army has started very intensive destruction of the town of Sievierodonetsk, the "
    "intensity of shelling doubled, they are shelling residential quarters, destroying house by house,”"
)
REJECTED = {"Russian": {"label NORP reject"}, "Luhansk": {"label LOC reject"}}


def down(number: int) -> str:
    """The keys from the top to a paragraph."""
    return " ".join("j" * (number - 1))


PROMISES = {
    "one label and on": on_blocks("1", 1, {1: {"label conflict"}}, at=2),
    "two labels and on": on_blocks("1 b 2", 3, {1: {"label conflict", "label economy"}}, at=2),
    "a label with a letter": on_blocks("e", 1, {1: {"label energy"}}, at=2),
    "none of the labels": on_blocks("0", 1, {1: {"none"}}, at=2),
    "ignore": on_blocks("i", 1, {1: {"ignore ignore"}}, at=2),
    "flag": on_blocks("f", 1, {1: {"flag"}}, at=1),
    "undo": on_blocks("u", 1, {1: {"label conflict"}}, before="1 2", at=2),
    "not this label": on_blocks("X 1", 2, {1: {"label conflict reject"}}, at=1),
    "the same again": on_blocks(".", 1, {1: {"none"}, 2: {"none"}}, before="0", at=3),
    "an entity is right": on_words("Tab a", 2, {"KYIV": {"label LOC"}}),
    "and the next": on_words("a", 1, {"KYIV": {"label LOC"}, "Reuters": {"label ORG"}}, before="Tab a"),
    "a wrong type": on_words("Tab P", 2, {"KYIV": {"label PER"}}),
    "its end is one word off": on_words(
        "Tab >", 2, {"Russia": {"label LOC reject"}, "Russia moved": {"label LOC"}}, before="Tab Tab"
    ),
    "a new span of one name": on_words("v n P", 3, {"Defence Minister": {"label PER"}}, before=down(14)),
    "a new span of more words": on_words(
        "v n r P", 4, {"Defence Minister Sergei Shoigu": {"label PER"}}, before=down(14)
    ),
    "the speaker of a quote": on_words(
        "s g", 2, {GAIDAI: {"label QUOTE", "speaker Serhiy Gaidai"}}, before=down(7)
    ),
    "names complete": Promise("z", 1, {10: {"complete names"}}, REJECTED, down(10)),
}


@pytest.mark.parametrize("task", PROMISES)
async def test_a_task_takes_so_many_keys(task: str, open_app: Opener) -> None:
    promise = PROMISES[task]
    keys = promise.keys.split()
    assert len(keys) == promise.count
    async with open_app("enter") as session:
        await ready(session)
        await hands.press(session.app, *promise.before.split())
        await session.settle()
        await hands.press(session.app, *keys)
        await session.settle()
        found = {number: what for number, what in session.on_disk().items() if number is not None}
        assert found == promise.blocks
        assert said(session) == promise.words
        if promise.at:
            assert session.article.article.number == promise.at


async def test_the_sample_takes_as_many_keys_as_it_has_paragraphs_to_decide(open_app: Opener) -> None:
    async with open_app("enter") as session:
        keys = [str(1 + nth % 4) for nth in range(29)]
        await hands.press(session.app, *keys)
        await session.settle()
        assert "29/29" in session.text()
        assert len(session.on_disk()) == len(keys) == 29
