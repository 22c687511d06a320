"""What each change of a scheme does, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.annotations.scheme_changes import (
    SchemeEdit,
    add,
    describe,
    merge,
    recolour,
    rekey,
    rename,
    restore,
    retire,
    split,
    through,
)
from reader.annotations.scheme_file import SchemeFile
from reader.errors import NotFoundError, ReaderError, RequestError

SOURCE = """
[[groups]]
id = "tone"
exclusive = true
[[groups]]
id = "topic"
[[labels]]
id = "war"
name = "War"
key = "1"
group = "topic"
[[labels]]
id = "fight"
name = "Fight"
key = "2"
group = "topic"
[[labels]]
id = "calm"
group = "tone"
[[labels]]
id = "angry"
group = "tone"
[[labels]]
id = "irony"
target = "span"
key = "1"
[[labels]]
id = "old"
name = "Fight"
retired = true
key = "1"
[[labels]]
id = "gone"
merged_into = "war"
"""
Change = Callable[[SchemeFile], SchemeEdit | None]


@pytest.fixture
def file() -> SchemeFile:
    return SchemeFile.parse(SOURCE, Path("labels.toml"))


def after(file: SchemeFile, *changes: Change) -> SchemeFile:
    for change in changes:
        edit = change(file)
        assert edit is not None
        file = file.after(edit.fields)
    return file


@pytest.mark.parametrize(
    ("change", "words", "fields"),
    [
        (
            lambda f: rename(f, "war", " Wars  now "),
            "War is now called Wars now",
            [("name", "War", "Wars now")],
        ),
        (lambda f: recolour(f, "war", "red"), "War is now red", [("colour", None, "red")]),
        (lambda f: rekey(f, "war", "w"), "War now has the key w", [("key", "1", "w")]),
        (lambda f: rekey(f, "war", ""), "War has no key of its own now", [("key", "1", None)]),
        (
            lambda f: describe(f, "war", "All\nwars."),
            "War is described anew",
            [("description", None, "All wars.")],
        ),
        (lambda f: merge(f, "War", "fight"), "War merged into Fight", [("merged_into", None, "fight")]),
        (
            lambda f: merge(f, "old", "war"),
            "Fight merged into War",
            [("merged_into", None, "war"), ("retired", True, None)],
        ),
        (
            lambda f: split(f, "war", ["calm", "fight"]),
            "War split into calm, Fight",
            [("split_into", None, ["calm", "fight"])],
        ),
        (lambda f: retire(f, "war"), "War retired", [("retired", None, True)]),
        (lambda f: restore(f, "gone"), "gone restored", [("merged_into", "war", None)]),
    ],
)
def test_change_sets_its_fields_and_says_so(
    file: SchemeFile, change: Change, words: str, fields: list[tuple[str, object, object]]
) -> None:
    edit = change(file)
    assert edit is not None
    assert edit.words == words
    assert [(one.field, one.before, one.after) for one in edit.fields] == fields
    # Once more it stands so already.
    assert change(file.after(edit.fields)) is None


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda f: rename(f, "war", "fight"), 'there is a label "fight" already'),
        (lambda f: rename(f, "war", " "), "a label needs a name"),
        (lambda f: rename(f, "nix", "a"), 'there is no label "nix"'),
        (lambda f: recolour(f, "war", "#12"), '"#12" is no colour'),
        (lambda f: rekey(f, "war", "2"), 'the key "2" of "war" is that of "fight" in line 15'),
        (lambda f: rekey(f, "calm", "1"), 'the key "1" of "calm" is that of "war" in line 10'),
        (lambda f: rekey(f, "war", "0"), '"0" cannot be a label\'s key'),
        (lambda f: add(f, "New", "war"), 'there is a label with the id "war" already'),
        (lambda f: add(f, "New", "W R"), "this label cannot have the id 'W R'"),
        (lambda f: add(f, "New", key="2"), 'the key "2" of "new" is that of "fight" in line 15'),
        (lambda f: add(f, "New", group="nix"), 'there is no group "nix"'),
        (lambda f: add(f, "New", target="nix"), '"nix" is no target'),
        (lambda f: merge(f, "war", "War"), '"War" cannot be merged into itself'),
        (lambda f: merge(f, "war", "nix"), 'there is no label "nix"'),
        (lambda f: merge(f, "war", "irony"), '"War" is said of a block, "irony" of a span'),
        (lambda f: merge(f, "war", "old"), '"Fight" is retired'),
        (lambda f: merge(f, "war", "gone"), '"gone" was merged into "war"'),
        (lambda f: merge(f, "gone", "fight"), '"gone" was merged into "war"'),
        (
            lambda f: merge(f, "war", "calm"),
            '"calm" excludes the others of "tone", and "War" is not in that group',
        ),
        (lambda f: split(f, "war", ["fight"]), "a label is split into two others or more"),
        (lambda f: split(f, "war", ["fight", "Fight"]), "a label is split into two others or more"),
        (lambda f: split(f, "war", ["war", "fight"]), '"War" cannot be split into itself'),
        (lambda f: split(f, "war", ["irony", "fight"]), '"War" is said of a block, "irony" of a span'),
        (lambda f: split(f, "gone", ["calm", "fight"]), '"gone" was merged into "war"'),
        (lambda f: retire(f, "gone"), '"gone" was merged into "war"'),
        (lambda f: restore(f, "old"), 'there is a label "Fight" already'),
        (
            lambda f: restore(after(f, lambda g: rename(g, "fight", "x")), "old"),
            'the key "1" of "old" is that of "war" in line 10',
        ),
    ],
)
def test_what_makes_no_sense_is_refused(file: SchemeFile, change: Change, message: str) -> None:
    def make() -> SchemeFile:
        edit = change(file)
        return file.after(edit.fields if edit else ())

    with pytest.raises((RequestError, NotFoundError)) as caught:
        make()
    assert isinstance(caught.value, ReaderError)
    assert caught.value.message == message
    assert caught.value.hint


def test_split_makes_the_labels_that_are_not_there(file: SchemeFile) -> None:
    found = after(file, lambda f: split(f, "war", ["Air raid", "fight", "Siege"])).scheme
    assert [one.id for one in found.resolve("war")] == ["air-raid", "fight", "siege"]
    assert [one.id for one in found.resolve("gone")] == ["air-raid", "fight", "siege"]
    raid, siege = found.find("Air raid"), found.find("Siege")
    assert (raid.group, raid.target, raid.key) == ("topic", "block", "")
    assert raid.colour != siege.colour


def test_key_of_a_label_that_is_no_longer_given_is_free(file: SchemeFile) -> None:
    found = after(file, lambda f: retire(f, "war"), lambda f: rekey(f, "calm", "1"))
    assert found.scheme.find("calm").key == found.scheme.find("war").key == "1"
    with pytest.raises(RequestError, match='the key "1" of "war" is that of "calm"'):
        restore(found, "war")


def test_change_is_about_what_was_merged_into_its_label_too(file: SchemeFile) -> None:
    found = after(file, lambda f: merge(f, "war", "fight"))
    assert through(found.scheme, "fight") == ("fight", "war", "gone")
    edit = retire(found, "fight")
    assert edit is not None
    assert edit.labels == ("fight", "war", "gone")
    again = restore(found, "war")
    assert again is not None
    assert again.labels == ("war", "gone")


def test_merged_chain_leads_to_its_end(file: SchemeFile) -> None:
    found = after(file, lambda f: merge(f, "war", "fight"), lambda f: add(f, "All", group="topic"))
    found = after(found, lambda f: merge(f, "fight", "all"))
    assert {found.scheme.stands_as(one) for one in ("gone", "war", "fight", "all")} == {"all"}
    # Taking one out leaves the others as they were.
    found = after(found, lambda f: restore(f, "war"))
    assert [found.scheme.stands_as(one) for one in ("gone", "war", "fight")] == ["war", "war", "all"]
