"""The parts that a screen is put together from do not take each other's methods away by accident."""

from __future__ import annotations

from itertools import combinations
from types import FunctionType

import pytest

from reader.tui.app import ReaderApp
from reader.tui.screens.article_screen import ArticleScreen
from reader.tui.screens.list_screen import ListScreen


@pytest.mark.parametrize("whole", [ArticleScreen, ListScreen, ReaderApp])
def test_two_parts_share_a_name_only_where_what_both_come_from_has_it(whole: type) -> None:
    parts = [one for one in whole.__mro__ if one.__module__.startswith("reader.")]
    for one, other in combinations(parts, 2):
        if issubclass(one, other) or issubclass(other, one):
            continue
        shared = [base for base in one.__mro__ if issubclass(other, base)]
        for name, value in vars(one).items():
            # What Textual calls by itself, it calls of each part.
            if name.startswith("on_") or name not in vars(other):
                continue
            if isinstance(value, FunctionType | property):
                assert any(name in vars(base) for base in shared), f"{name} of {one} and of {other}"
