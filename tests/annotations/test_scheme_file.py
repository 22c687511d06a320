"""A change of a scheme's file changes nothing else in the file that people write."""

from __future__ import annotations

import contextlib
import re
import tomllib
from pathlib import Path

import pytest

from reader.annotations.scheme_changes import SchemeEdit, add, merge, rekey, rename, restore, retire, split
from reader.annotations.scheme_file import SchemeFile
from reader.annotations.scheme_steps import FieldChange
from reader.errors import ConfigError, ReaderError, RequestError

PATH = Path("labels.toml")
SOURCE = '''\
# The labels of this paper.
guidelines = """
Twice.
[[labels]]
"""   # really

# First the wars.
[[labels]]
id = "war"
name = "War"      # never "conflict"
key = "1"
# Said of all wars.

# Groups stand in between.
[[groups]]
id = "tone"

# Then the rest.
[[ labels ]]   # and more
examples = [
  "a", # one
]
id = "gas"
retired = true  # since long

[[labels]]
id = "oil"'''
INLINE = """\
labels = [
  { id = "war", name = "War", key = "1" }, # never "conflict"
  # then the rest
  { id = "gas", retired = true },
  { id = "oil" } ]

[[groups]]
id = "tone" # a group
"""
FORMS = {
    "tables": SOURCE,
    "windows": SOURCE.replace("\n", "\r\n"),
    "marked": "\ufeff" + SOURCE + "\n",
    "inline": INLINE,
    "mixed ends": SOURCE.replace("\n", "\r\n", 7),
}


def read(content: str) -> SchemeFile:
    return SchemeFile.parse(content, PATH)


def made(file: SchemeFile, edit: SchemeEdit | None) -> SchemeFile:
    assert edit is not None
    assert file.holds(edit.fields)
    return file.after(edit.fields)


def comments(content: str | None) -> list[str]:
    return re.findall("#.*", content or "")


@pytest.fixture(params=FORMS)
def file(request: pytest.FixtureRequest) -> SchemeFile:
    return read(FORMS[request.param])


def test_only_the_lines_that_are_meant_change(file: SchemeFile) -> None:
    content = file.content or ""
    renamed = made(file, rename(file, "war", 'Wars "and" such')).content or ""
    assert renamed == content.replace('"War"', r'"Wars \"and\" such"')


def test_comments_order_and_ends_of_lines_stay(file: SchemeFile) -> None:
    after = made(file, merge(file, "war", "oil"))
    after = made(after, restore(after, "gas"))
    after = made(after, rekey(after, "gas", "1"))
    after = made(after, split(after, "gas", ["Mud", "oil"]))
    after = made(after, retire(after, "Mud"))
    content, before = after.content or "", file.content or ""
    assert comments(content) == comments(before)
    assert content.startswith("\ufeff") == before.startswith("\ufeff")
    if before.count("\r\n") in (0, before.count("\n")):
        assert content.count("\r\n") == (content.count("\n") if "\r" in before else 0)
    assert [(one.id, one.state.value) for one in after.scheme.labels] == [
        *(("war", "merged"), ("gas", "split"), ("oil", "active"), ("mud", "retired"))
    ]
    assert after.scheme.groups == file.scheme.groups
    assert after.scheme.guidelines == file.scheme.guidelines


def test_what_is_taken_back_field_by_field_says_the_same(file: SchemeFile) -> None:
    edit = split(file, "war", ["Mud", "oil"])
    after = made(file, edit)
    assert edit is not None
    back = [one.inverse() for one in reversed(edit.fields)]
    assert after.holds(back)
    again = after.after(back)
    assert again.scheme.labels == file.scheme.labels
    assert comments(again.content) == comments(file.content)
    if "labels = [" not in (file.content or ""):
        assert (again.content or "").rstrip() == (file.content or "").rstrip()


def test_field_with_a_comment_keeps_it(file: SchemeFile) -> None:
    content = made(file, restore(file, "gas")).content or ""
    if "since long" in content:
        assert "retired = false  # since long" in content
    assert not read(content).table("gas").get("retired")


def test_new_label_comes_last_and_changes_nothing_before(file: SchemeFile) -> None:
    after = made(file, add(file, "  Coal and   peat ", key="c"))
    label = after.scheme.labels[-1]
    assert (label.id, label.name, label.key) == ("coal-and-peat", "Coal and peat", "c")
    assert [one.id for one in after.scheme.labels[:-1]] == ["war", "gas", "oil"]


@pytest.mark.parametrize("source", ["", "labels = []\n", "[[groups]]\nid = 'a'\n", "# only a comment"])
def test_first_label_of_a_scheme(source: str) -> None:
    file = read(source)
    file = made(file, add(file, "Gas", key="1"))
    file = made(file, add(file, "Oil", key="2"))
    assert [one.name for one in file.scheme.labels] == ["Gas", "Oil"]
    assert comments(file.content) == comments(source)


def test_missing_file(tmp_path: Path) -> None:
    file = SchemeFile.read(tmp_path / "labels.toml")
    assert (file.content, file.scheme.labels) == (None, ())
    table = tomllib.loads(made(file, add(file, "Gas")).content or "")["labels"][0]
    assert (table["id"], table["name"], table["target"]) == ("gas", "Gas", "block")


def test_ids_are_unique_and_plain() -> None:
    file = read("")
    for name in ["Gas!", "gas?", "Gas …", "Київ", "Одеса", "x" * 100, "x" * 101]:
        file = made(file, add(file, name))
    assert [one.id for one in file.scheme.labels] == [
        *("gas", "gas-2", "gas-3", "label", "label-2", "x" * 48, f"{'x' * 48}-2")
    ]


@pytest.mark.parametrize("name", ["war", "  WAR ", "", "   ", "a\x1bb"])
def test_twins_and_nameless_labels_are_refused(name: str) -> None:
    with pytest.raises(RequestError):
        add(read(SOURCE), name)


@pytest.mark.parametrize("key", ["1", "0", "?", "abcd", "1a"])
def test_key_that_cannot_be_is_refused_without_a_line(key: str) -> None:
    file = read(SOURCE)
    with pytest.raises(RequestError) as caught:
        file.after(add(file, "Coal", key=key).fields)
    assert "labels.toml" not in caught.value.message


def test_what_was_changed_since_is_noticed() -> None:
    file = read(SOURCE)
    edit = rename(file, "war", "Wars")
    assert edit is not None
    after = made(file, edit)
    assert not after.holds(edit.fields)
    assert not after.holds([FieldChange("gone", "name", "Gone", "Here")])
    new = add(after, "Mud")
    grown = made(after, new)
    back = [one.inverse() for one in new.fields]
    assert grown.holds(back)
    # Somebody has described it meanwhile: it is no longer what was made.
    assert not made(grown, rekey(grown, "mud", "m")).holds(back)
    assert not grown.holds(new.fields)


@pytest.mark.parametrize(
    "source",
    [
        # A header in a text of one line of many, and one in a comment that begins such a text.
        'guidelines = "a" # """\n[[labels]]\nid = "war"\n# """\n[[labels]]\nid = "gas"\n',
        '[["labels"]]\nid = "war"\n[["labels"]]\nid = "gas"\n',
        "[[labels]]\n\"id\" = \"war\"\nname = '''\nWar'''\n[[labels]]\nid = \"gas\"\n",
    ],
)
def test_odd_files_are_changed_rightly_or_refused(source: str) -> None:
    file = read(source)
    edit = merge(file, "war", "gas")
    assert edit is not None
    after: list[SchemeFile] = []
    with contextlib.suppress(ConfigError):
        after.append(file.after(edit.fields))
    for one in after:
        assert one.scheme.stands_as("war") == "gas"
        assert comments(one.content) == comments(source)


def test_what_cannot_be_changed_without_harm_is_refused() -> None:
    file = read('# """\n[[labels]]\nid = "war"\n# """\n[[labels]]\nid = "gas"\n')
    edit = merge(file, "war", "gas")
    assert edit is not None
    with pytest.raises(ConfigError, match="cannot change without harm: change it by hand"):
        file.after(edit.fields)


def test_broken_file_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "labels.toml"
    path.write_text("[[labels]\n")
    with pytest.raises(ReaderError, match=r"labels\.toml:1"):
        SchemeFile.read(path)
    path.write_bytes(b"# \xff\n")
    with pytest.raises(ReaderError, match=r"labels\.toml:1: not UTF-8"):
        SchemeFile.read(path)
