"""A whole labelling session in a real terminal: a hundred decisions, a hundred keys, and all are kept."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tinydb import TinyDB

from tests.tui.terminals import Terminal

ARTICLES, PARAGRAPHS, DECISIONS = 7, 15, 100
# What a person sees who looks at paragraph after paragraph.
LABELS = {"1": "conflict", "2": "economy", "0": "none", "3": "diplomacy", "e": "energy", "i": "ignore"}

Said = dict[tuple[str, int], str]


@pytest.fixture
def news(folder: Path) -> Path:
    """A workspace of articles that stand in the list as they are numbered, 15 paragraphs each."""
    for sample in (folder / "seeds").iterdir():
        sample.unlink()
    for nth in range(1, ARTICLES + 1):
        paragraphs = [f"KYIV, May {20 - nth} (Reuters) – Report {nth} begins here."]
        paragraphs += [f"This is what paragraph {one} of it says." for one in range(2, PARAGRAPHS + 1)]
        (folder / "seeds" / f"report{nth}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    return folder


def decisions_on_disk(folder: Path) -> Said:
    """What plain TinyDB finds, by title and paragraph."""
    found: Said = {}
    for path in sorted((folder / "annotations" / "alice").glob("*/*.json")):
        with TinyDB(path, access_mode="r") as database:
            (article,) = database.table("article").all()
            blocks = {row["id"]: row["block"] for row in database.table("targets").all()}
            for row in database.table("annotations").all():
                where = (article["title"], blocks[row["target"]])
                assert where not in found, "one decision a paragraph"
                found[where] = row["label"] or row["kind"]
    return found


def keys_of_session() -> Iterator[str]:
    """A key a decision, as many as there are paragraphs."""
    for nth in range(ARTICLES * PARAGRAPHS):
        yield list(LABELS)[nth % len(LABELS)]


def label(one: Terminal, keys: Iterator[str], wanted: int) -> tuple[Said, Counter[str]]:
    """Label paragraph after paragraph, waiting each time for the screen to say that it is kept."""
    said: Said = {}
    pressed: Counter[str] = Counter()
    while len(said) < wanted:
        nth, number = divmod(len(said), PARAGRAPHS)
        if len(said) and not number:
            # All of an article is decided: Enter opens the next.
            one.press("\r", f"Report {nth + 1} begins", f"0/{PARAGRAPHS}")
            pressed["next article"] += 1
        key = next(keys)
        one.press(key, f"{number + 1}/{PARAGRAPHS}", "saved")
        pressed["decision"] += 1
        said[f"Report {nth + 1} begins here", number + 1] = LABELS[key]
    return said, pressed


def test_a_hundred_decisions_take_a_hundred_keys(news: Path, terminal: Callable[..., Terminal]) -> None:
    one = terminal()
    one.until(lambda screen: f"of {ARTICLES}" in screen and "▌○  Report 1" in screen)
    one.press("\r", "Report 1 begins", f"0/{PARAGRAPHS}")
    said, pressed = label(one, keys_of_session(), DECISIONS)
    assert pressed["decision"] == DECISIONS
    assert pressed["next article"] == (DECISIONS - 1) // PARAGRAPHS
    one.press("Q")
    assert one.end() == 0
    assert decisions_on_disk(news) == said

    again = terminal()
    last, number = divmod(DECISIONS, PARAGRAPHS)
    again.until(lambda screen: f"▌►  Report {last + 1}" in screen and f"{number}/{PARAGRAPHS}" in screen)
    again.press("\r", f"▌· {number + 1:2}", f"{number}/{PARAGRAPHS}")
    again.press("1", f"{number + 1}/{PARAGRAPHS}", "saved")
    again.press("Q")
    assert again.end() == 0
    assert decisions_on_disk(news) == {**said, (f"Report {last + 1} begins here", number + 1): "conflict"}


def test_what_the_screen_calls_saved_outlives_a_kill(news: Path, terminal: Callable[..., Terminal]) -> None:
    one = terminal()
    one.until(lambda screen: f"of {ARTICLES}" in screen)
    one.press("\r", "Report 1 begins", f"0/{PARAGRAPHS}")
    keys = keys_of_session()
    said, _ = label(one, keys, 2 * PARAGRAPHS + 4)
    # Some more in one go; it is killed while they are being saved.
    hurried = [next(keys) for _ in range(6)]
    one.press("".join(hurried), f"10/{PARAGRAPHS}")
    one.child.kill(signal.SIGKILL)
    one.end()
    found = decisions_on_disk(news)
    assert said.items() <= found.items(), "nothing that was called saved is lost"
    others = {where: label for where, label in found.items() if where not in said}
    title = "Report 3 begins here"
    assert others.items() <= {(title, 5 + nth): LABELS[key] for nth, key in enumerate(hurried)}.items()

    again = terminal()
    again.until(lambda screen: "▌►  Report 3" in screen and f"{4 + len(others)}/{PARAGRAPHS}" in screen)
    again.press("\r", "Report 3 begins", f"{4 + len(others)}/{PARAGRAPHS}")
    again.press("u", "undone")
    again.press("Q")
    assert again.end() == 0
    assert len(decisions_on_disk(news)) == len(found) - 1
