"""Every annotator has a folder, and nobody shares one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.names import folder_of

ANY = st.text(st.characters(exclude_categories=()), max_size=300)
LIKELY = st.text("aAbé%.~-_/ \0", max_size=12) | st.from_regex(
    r"[a-z.]{0,8}(\.toml|\.jsonl)?", fullmatch=True
)


@given(ANY | LIKELY)
def test_folder_is_safe(name: str) -> None:
    folder = folder_of(name)
    assert re.fullmatch(r"[a-z0-9._%~-]{1,140}", folder)
    assert not folder.startswith(".")
    assert not folder.endswith((".toml", ".jsonl")) or len(folder) > 64 or folder != name


@given(ANY | LIKELY, ANY | LIKELY)
def test_two_names_are_two_folders_even_where_case_is_ignored(one: str, other: str) -> None:
    if one != other:
        assert folder_of(one).casefold() != folder_of(other).casefold()


@given(LIKELY, LIKELY)
def test_the_folder_of_one_is_never_the_name_of_another(one: str, other: str) -> None:
    if folder_of(one) == other:
        assert one == other or folder_of(other) != other


@given(st.from_regex(r"[a-z0-9_-][a-z0-9._-]{0,63}", fullmatch=True))
def test_plain_names_stay_themselves(name: str) -> None:
    if not name.endswith((".toml", ".jsonl")):
        assert folder_of(name) == name


@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("Anna", "%41nna"),
        ("..", "%2e."),
        ("a/b", "a%2fb"),
        ("José", "%4aos%c3%a9"),
        ("labels.toml", "%6cabels.toml"),
    ],
)
def test_unusual_names_are_encoded(name: str, folder: str) -> None:
    assert folder_of(name) == folder


def test_long_names_stay_apart() -> None:
    names = ["x" * 200, "x" * 201, "X" * 200, "y" * 65]
    assert len({folder_of(name) for name in names}) == len(names)
