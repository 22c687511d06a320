"""Which schemes are taken, and what is said of those that are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.annotations.scheme import DECIDABLE, LabelTarget
from reader.annotations.scheme_reading import load_scheme
from reader.errors import ConfigError, NotFoundError


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    return tmp_path / "labels.toml"


def test_scheme_is_read_as_written(labels: Path) -> None:
    labels.write_text(
        """
# What this is about.
guidelines = "Look twice."
decide = ["paragraph", "caption"]
# Nothing more is set.

[[groups]]
id = "tone"            # a comment behind
exclusive = true
required = false

[[labels]]
id = "calm"
name = "Quite calm"
key = "1"
colour = "#5fafd7"
description = "Nobody shouts."
group = "tone"
examples = ["He nodded."]

[[labels]]
id = "irony"
target = "span"
""",
        "utf-8-sig",
    )
    scheme = load_scheme(labels)
    calm, irony = scheme.labels
    assert (calm.name, calm.key, calm.colour, calm.group) == ("Quite calm", "1", "#5fafd7", "tone")
    assert (calm.description, calm.examples, calm.line) == ("Nobody shouts.", ("He nodded.",), 15)
    assert (irony.name, irony.key, irony.target) == ("irony", "", LabelTarget.SPAN)
    assert irony.colour
    assert (scheme.groups[0].name, scheme.groups[0].exclusive, scheme.groups[0].required) == (
        "tone",
        True,
        False,
    )
    assert (scheme.decide, scheme.guidelines) == (
        frozenset({"paragraph", "caption"}),
        "Look twice.",
    )


def test_missing_file_is_a_scheme_without_labels(labels: Path) -> None:
    scheme = load_scheme(labels)
    assert scheme.labels == ()
    assert scheme.decide == frozenset(DECIDABLE)
    assert scheme.required_groups() == ("",)


@pytest.mark.parametrize(
    ("source", "line", "said", "hint"),
    [
        ('[[labels]]\nid = "a"\ncolor = "red"', 3, 'unknown field "color"', '"colour"'),
        ('[[labels]]\nid = "a"\n\n[[labels]]\nid = "b"\nzzz = 1', 6, 'unknown field "zzz"', "description"),
        ('[[groups]]\nid = "a"\nrequire = true', 3, 'unknown field "require"', '"required"'),
        ('label = "a"', 1, 'unknown field "label"', '"labels"'),
        ('[[labels]]\nid = "a', 2, "", "TOML"),
        ('[[labels]]\nid = "a"\nid = "b"', 3, "", "TOML"),
        ('[[labels]\nid = "a"', 1, "", "TOML"),
        ('[[labels]]\nname = "a"', 1, "has no id", "small letters"),
        ('[[labels]]\nid = "Big"', 2, "'Big'", "small letters"),
        ("[[labels]]\nid = 3", 2, "3", "small letters"),
        ('[[groups]]\nid = "a b"', 2, "'a b'", "small letters"),
        ('[[labels]]\nid = "a"\ntarget = "blok"', 3, '"blok" is no target', "block, span, document"),
        ('[[labels]]\nid = "a"\ntarget = []', 3, "target is a text", ""),
        ('[[labels]]\nid = "a"\ncolour = "#12"', 3, '"#12" is no colour', "#5fafd7"),
        ('[[labels]]\nid = "a"\nname = 1', 3, "name is a text in quotes", ""),
        ('[[labels]]\nid = "a"\ngroup = "tone"', 3, 'there is no group "tone"', "[[groups]]"),
        ('[[labels]]\nid = "a"\nexamples = "one"', 3, "examples is a list of texts", ""),
        ('[[labels]]\nid = "a"\nkey = "0"', 3, '"0" cannot be a label\'s key', "1 to 9"),
        ('[[labels]]\nid = "a"\nkey = "?"', 3, '"?" cannot be', "letters"),
        ('[[labels]]\nid = "a"\nkey = "abcd"', 3, '"abcd" cannot be', "three letters"),
        ('[[labels]]\nid = "a"\nkey = "a1"', 3, '"a1" cannot be', "digit stands alone"),
        ('[[groups]]\nid = "a"\nexclusive = "yes"', 3, "exclusive is true or false", ""),
        ("strict_keys = 1", 1, 'unknown field "strict_keys"', "known here"),
        ('decide = ["paragraph", "verse"]', 1, "decide is a list of kinds", "blockquote"),
        ('[labels]\nid = "a"', 1, "[[labels]]", ""),
        ("labels = 3", 1, "[[labels]]", ""),
        ('decide = []\n\n[[label]]\nid = "a"', 3, 'unknown field "label"', '"labels"'),
    ],
)
def test_wrong_scheme_is_refused_with_its_line(
    labels: Path, source: str, line: int, said: str, hint: str
) -> None:
    labels.write_text(source, "utf-8")
    with pytest.raises(ConfigError) as caught:
        load_scheme(labels)
    error = caught.value
    assert error.message.startswith(f"{labels}:{line}: ")
    assert error.line == line
    assert said in error.message
    assert hint in error.hint


def test_file_that_is_not_utf8_is_refused_with_its_line(labels: Path) -> None:
    labels.write_bytes('[[labels]]\nid = "a"\nname = "Fähre"\n'.encode("latin-1"))
    with pytest.raises(ConfigError, match=r"labels\.toml:3: not UTF-8"):
        load_scheme(labels)


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("e", "e", 'the key "e" of "b" is that of "a"'),
        ("e", "ex", "begin alike"),
        ("exe", "e", "begin alike"),
    ],
)
def test_clashing_keys_are_refused_with_both_lines(labels: Path, first: str, second: str, said: str) -> None:
    labels.write_text(f'[[labels]]\nid = "a"\nkey = "{first}"\n\n[[labels]]\nid = "b"\nkey = "{second}"\n')
    with pytest.raises(ConfigError) as caught:
        load_scheme(labels)
    assert caught.value.line == 7
    assert said in caught.value.message
    assert "line 3" in caught.value.message


def test_inline_labels_are_refused_with_a_line_too(labels: Path) -> None:
    labels.write_text('guidelines = ""\nlabels = [{id = "a", key = "1"}, {id = "b", key = "1"}]\n')
    with pytest.raises(ConfigError) as caught:
        load_scheme(labels)
    assert caught.value.line == 2
    assert "line 2" in caught.value.message


@pytest.mark.parametrize("table", ["labels", "groups"])
def test_twins_are_refused_with_both_lines(labels: Path, table: str) -> None:
    labels.write_text(f'[[{table}]]\nid = "a"\n[[{table}]]\n\nid = "a"\n')
    with pytest.raises(ConfigError, match=r'labels\.toml:5: the id "a" stands in line 2 already'):
        load_scheme(labels)


def test_text_that_looks_like_a_table_does_not_shift_the_lines(labels: Path) -> None:
    labels.write_text(
        'guidelines = """\n[[labels]]\nid = "x"\nkey = "?"\n"""\n[[labels]]\nid = "a"\nkey = "?"\n'
    )
    with pytest.raises(ConfigError) as caught:
        load_scheme(labels)
    assert caught.value.line == 8


def test_labels_of_different_targets_may_share_a_key(labels: Path) -> None:
    tables = [
        f'[[labels]]\nid = "{one}"\nkey = "x"\ntarget = "{one}"\n' for one in ("block", "span", "document")
    ]
    labels.write_text("\n".join(tables))
    assert [label.key for label in load_scheme(labels).labels] == ["x", "x", "x"]


def test_label_is_found_by_id_before_name_and_whatever_the_case(labels: Path) -> None:
    labels.write_text('[[labels]]\nid = "a"\nname = "b"\n[[labels]]\nid = "b"\nname = "Ärger"\n', "utf-8")
    scheme = load_scheme(labels)
    assert scheme.find("b").id == "b"
    assert scheme.find("ÄRGER").id == "b"
    with pytest.raises(NotFoundError, match="labels here: a, b"):
        scheme.find("c")


def test_version_names_what_can_be_said(labels: Path) -> None:
    labels.write_text('[[labels]]\nid = "a"\n')
    before = load_scheme(labels).version
    labels.write_text('[[labels]]\nid = "a"\nname = "Other words"\nkey = "1"\n')
    assert load_scheme(labels).version == before
    labels.write_text('[[labels]]\nid = "a"\n[[labels]]\nid = "b"\n')
    assert load_scheme(labels).version != before


CHANGED = """
[[labels]]
id = "war"
key = "1"
[[labels]]
id = "strike"
key = "1"
merged_into = "fight"
[[labels]]
id = "fight"
merged_into = "war"
[[labels]]
id = "money"
split_into = ["trade", "aid"]
[[labels]]
id = "trade"
key = "2"
[[labels]]
id = "aid"
split_into = ["food", "loans"]
[[labels]]
id = "food"
[[labels]]
id = "loans"
[[labels]]
id = "cash"
key = "2"
merged_into = "money"
[[labels]]
id = "gossip"
key = "2"
retired = true
"""


def test_labels_lead_to_what_they_mean_now(labels: Path) -> None:
    labels.write_text(CHANGED)
    scheme = load_scheme(labels)
    assert [label.id for label in scheme.active] == ["war", "trade", "food", "loans"]
    assert scheme.of_target(LabelTarget.BLOCK) == scheme.active
    assert [label.state.value for label in scheme.labels if not label.active] == [
        *("merged", "merged", "split", "split", "merged", "retired")
    ]
    meant = {label.id: [one.id for one in scheme.resolve(label.id)] for label in scheme.labels}
    assert meant == {
        "war": ["war"],
        "strike": ["war"],
        "fight": ["war"],
        "money": ["trade", "food", "loans"],
        "trade": ["trade"],
        "aid": ["food", "loans"],
        "food": ["food"],
        "loans": ["loans"],
        "cash": ["trade", "food", "loans"],
        "gossip": ["gossip"],
    }
    assert scheme.resolve("unknown") == ()
    assert (scheme.stands_as("strike"), scheme.stands_as("cash"), scheme.stands_as("unknown")) == (
        *("war", "money", "unknown"),
    )
    assert scheme.family("fight") == ("war", "strike", "fight")
    assert scheme.family("gossip") == ("gossip",)


@pytest.mark.parametrize(
    ("fields", "message", "line"),
    [
        ('merged_into = "nix"', 'there is no label "nix"', 3),
        ('split_into = ["war", "nix"]', 'there is no label "nix"', 3),
        ('merged_into = "irony"', '"a" is said of a block, "irony" of a span', 3),
        ('merged_into = "a"', "merged or split in a circle: a → a", 3),
        ('merged_into = "b"', "merged or split in a circle: a → b → a", 3),
        ('split_into = ["war", "b"]', "merged or split in a circle: a → b → a", 3),
        ('split_into = ["war"]', "split_into names two labels or more, each once", 3),
        ('split_into = ["war", "war"]', "split_into names two labels or more, each once", 3),
        ('split_into = "war"', "split_into is a list of ids of labels", 3),
        ("merged_into = 1", "merged_into is a text in quotes", 3),
        ('retired = "yes"', "retired is true or false", 3),
        ('merged_into = "war"\nretired = true', '"a" cannot be merged, split and retired at once', 3),
        ('merged_in = "war"', 'unknown field "merged_in"', 3),
    ],
)
def test_what_leads_nowhere_is_refused_with_its_line(
    labels: Path, fields: str, message: str, line: int
) -> None:
    labels.write_text(
        f"""[[labels]]
id = "a"
{fields}
[[labels]]
id = "b"
merged_into = "a"
[[labels]]
id = "war"
[[labels]]
id = "irony"
target = "span"
"""
    )
    with pytest.raises(ConfigError) as caught:
        load_scheme(labels)
    assert (caught.value.what, caught.value.line) == (message, line)


def test_active_label_is_found_by_name_before_others(labels: Path) -> None:
    labels.write_text(
        '[[labels]]\nid = "a"\nname = "Gas"\nretired = true\n[[labels]]\nid = "b"\nname = "gas"\n'
    )
    assert load_scheme(labels).find("GAS").id == "b"
    with pytest.raises(NotFoundError, match=r"labels here: b$"):
        load_scheme(labels).find("c")


def test_version_changes_with_what_can_be_said(labels: Path) -> None:
    def version(fields: str) -> str:
        labels.write_text(f'[[labels]]\nid = "a"\n{fields}\n[[labels]]\nid = "b"\n[[labels]]\nid = "c"\n')
        return load_scheme(labels).version

    same = {
        version(x)
        for x in ("", 'name = "x"', 'key = "1"', 'colour = "red"', 'description = "x"', "retired = false")
    }
    others = [
        version(x)
        for x in ("retired = true", 'merged_into = "b"', 'merged_into = "c"', 'split_into = ["b", "c"]')
    ]
    assert len(same) == 1
    assert len({*same, *others}) == 5
