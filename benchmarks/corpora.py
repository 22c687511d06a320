"""Workspaces to measure on: small ones, a long list, a long article. The same words in every run."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from reader.corpus.article import hash_text, identify
from reader.library import Database
from reader.settings import load_settings
from reader.workspace.root import Root, choose_root, init_workspace
from reader.workspace.workspace import Workspace

ANNOTATOR = "bench"

_NEWS = (
    "the ministry said on Tuesday that talks over gas supply would resume next week after the government "
    "rejected an earlier plan to cut prices and a spokesman for the company declined to comment while "
    "officials in the capital expected new measures against inflation which rose faster than analysts had "
    "forecast as exports fell and the central bank kept its rate unchanged amid growing doubts about demand"
)
_WORDS = _NEWS.split()
_SUBJECTS = ("Ministers", "Central bank", "Grid operator", "Opposition", "Farmers", "Court", "Port workers")
_VERBS = ("reject", "delay", "approve", "question", "defend", "revive", "postpone", "sign")
_OBJECTS = (
    "gas price cap",
    "border deal",
    "budget for next year",
    "plan for new rail line",
    "ceasefire talks",
)
_PLACES = ("Kyiv", "Berlin", "Ankara", "Nairobi", "Lima", "Ottawa", "Seoul", "Warsaw", "Helsinki")
_SOURCES = ("Reuters", "AFP", "AP", "dpa", "ANSA")
_FIRST_DAY = date(2020, 1, 1)
_DAYS = 1800


def open_workspace(folder: Path) -> Workspace:
    """Open a workspace as the app does."""
    return Workspace(choose_root(folder, None, folder), load_settings(folder), ANNOTATOR)


def make_workspace(folder: Path, texts: dict[str, str]) -> list[str]:
    """A new workspace with these files, taken in; returns their articles' ids in the order of the names."""
    init_workspace(folder)
    for name, text in texts.items():
        (folder / "seeds" / name).write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    try:
        taken = {outcome.path: outcome.article_id for outcome in workspace.scan()}
    finally:
        workspace.close()
    return [taken[f"seeds/{name}"] or "" for name in sorted(texts)]


def small_texts(count: int) -> dict[str, str]:
    """A few articles of a usual length."""
    return {f"article-{nth:03}.txt": article_text(20, seed=nth) for nth in range(count)}


def article_text(paragraphs: int, seed: int = 0) -> str:
    """An article of so many paragraphs."""
    chance = random.Random(seed)
    return "\n\n".join(_paragraph(chance) for _ in range(paragraphs)) + "\n"


def _paragraph(chance: random.Random) -> str:
    sentences = []
    for _ in range(chance.randint(2, 4)):
        words = [chance.choice(_WORDS) for _ in range(chance.randint(9, 20))]
        sentences.append(" ".join(words).capitalize() + ".")
    return " ".join(sentences)


def fill_library(folder: Path, count: int) -> str:
    """A new workspace whose library lists so many articles; returns the title of the newest."""
    init_workspace(folder)
    database = Database.open(Root(folder, plain=False).library)
    try:
        with database.writing() as connection:
            connection.executemany(
                """
                INSERT INTO articles (id, title, source, published, sort_date, words, kinds, text_hash, added)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                _list_rows(count),
            )
            connection.execute(
                """
                INSERT INTO origins (path, article, mtime_ns, size)
                SELECT 'seeds/' || id || '.txt', row, 0, words * 6 FROM articles
                """
            )
            newest = "SELECT title FROM articles ORDER BY sort_date DESC, row DESC LIMIT 1"
            return str(connection.execute(newest).fetchone()[0])
    finally:
        database.close()


def _list_rows(count: int) -> Iterator[tuple[str, str, str, str, str, int, str, str, str]]:
    chance = random.Random(count)
    kinds = [
        json.dumps({"heading": nth % 3, "paragraph": 8 + nth}, separators=(",", ":")) for nth in range(40)
    ]
    for nth in range(count):
        day = (_FIRST_DAY + timedelta(days=chance.randrange(_DAYS))).isoformat()
        title = f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_OBJECTS)}"
        place = chance.choice(_PLACES)
        yield (
            identify("path", f"seeds/{nth}.txt"),
            f"{title} in {place}, {nth + 1:,} days of talks",
            chance.choice(_SOURCES),
            day,
            day,
            chance.randint(200, 1800),
            chance.choice(kinds),
            hash_text(str(nth)),
            f"{day}T06:00:00Z",
        )
