"""Adding a label changes nothing else in the file that people write."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from reader.annotations.scheme_file import add_label
from reader.annotations.scheme_reading import load_scheme
from reader.errors import ReaderError, RequestError

SOURCE = """\
# The labels of this paper.
guidelines = "Twice."   # really

# First the wars.
[[labels]]
id = "war"
name = "War"      # never "conflict"
key = "1"

# Groups stand at the end.
[[groups]]
id = "tone"
"""


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    path = tmp_path / "annotations" / "labels.toml"
    path.parent.mkdir()
    path.write_text(SOURCE, "utf-8")
    return path


def test_comments_and_order_stay(labels: Path) -> None:
    label = add_label(labels, "  Gas and   oil ", "g")
    assert (label.id, label.name, label.key) == ("gas-and-oil", "Gas and oil", "g")
    assert labels.read_text("utf-8").startswith(SOURCE)
    assert [one.id for one in load_scheme(labels).labels] == ["war", "gas-and-oil"]
    assert load_scheme(labels).groups[0].id == "tone"


def test_file_is_made_when_there_is_none(tmp_path: Path) -> None:
    path = tmp_path / "new" / "annotations" / "labels.toml"
    add_label(path, "Gas")
    table = tomllib.loads(path.read_text("utf-8"))["labels"][0]
    assert (table["id"], table["name"], table["target"]) == ("gas", "Gas", "block")


@pytest.mark.parametrize("source", ["", "labels = []\n", "[[groups]]\nid = 'a'\n", "# only a comment"])
def test_first_label_of_a_scheme(labels: Path, source: str) -> None:
    labels.write_text(source)
    add_label(labels, "Gas", "1")
    add_label(labels, "Oil", "2")
    assert [one.name for one in load_scheme(labels).labels] == ["Gas", "Oil"]


def test_ids_are_unique_and_plain(labels: Path) -> None:
    names = ["Gas!", "gas?", "Gas …", "Київ", "Одеса", "x" * 100, "x" * 101]
    ids = [add_label(labels, name).id for name in names]
    assert ids == ["gas", "gas-2", "gas-3", "label", "label-2", "x" * 48, f"{'x' * 48}-2"]


@pytest.mark.parametrize("name", ["war", "  WAR ", "", "   ", "a\x1bb"])
def test_twins_and_nameless_labels_are_refused(labels: Path, name: str) -> None:
    with pytest.raises(RequestError):
        add_label(labels, name)
    assert labels.read_text("utf-8") == SOURCE


@pytest.mark.parametrize("key", ["1", "0", "?", "abcd"])
def test_key_that_cannot_be_leaves_the_file_as_it_was(labels: Path, key: str) -> None:
    with pytest.raises(ReaderError):
        add_label(labels, "Gas", key)
    assert labels.read_text("utf-8") == SOURCE


def test_broken_file_is_left_as_it_is(labels: Path) -> None:
    labels.write_text("[[labels]\n")
    with pytest.raises(ReaderError, match=r"labels\.toml:1"):
        add_label(labels, "Gas")
    assert labels.read_text() == "[[labels]\n"
