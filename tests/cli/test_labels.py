"""The command labels: the scheme listed and changed, what a change touches, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from reader.annotations.scheme_reading import load_scheme

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"


@pytest.fixture
def labels(workspace: Path) -> Path:
    return workspace / "annotations" / "labels.toml"


def rows(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("command", [("labels",), ("labels", "list")])
def test_labels_are_listed(workspace: Path, reader: Reader, command: tuple[str, ...]) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact", "--annotator", "bob")
    reader("labels", "merge", "opinion", "background")
    reader("labels", "split", "fact", "hard", "soft")
    reader("labels", "retire", "soft")
    done = reader(*command)
    assert (done.returncode, done.stderr) == (0, "")
    assert [" ".join(line.split()) for line in done.stdout.splitlines()] == [
        "1 fact fact 2 block · split into hard, soft",
        "2 opinion opinion 0 block · merged into background",
        "3 background background 0 block",
        "hard hard 0 block",
        "soft soft 0 block · retired",
    ]
    found = rows(reader(*command, "--json"))
    assert list(found[0]) == [
        *("id", "name", "key", "colour", "description", "target", "group", "state"),
        *("merged_into", "split_into", "annotations"),
    ]
    assert [(one["state"], one["merged_into"], one["split_into"], one["annotations"]) for one in found] == [
        ("split", None, ["hard", "soft"], 2),
        ("merged", "background", None, 0),
        *[("active", None, None, 0)] * 2,
        ("retired", None, None, 0),
    ]
    assert (found[0]["key"], found[3]["key"], found[3]["group"]) == ("1", None, None)


def test_scheme_without_labels(workspace: Path, reader: Reader, labels: Path) -> None:
    labels.unlink()
    done = reader("labels")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "no labels yet: reader labels add NAME makes one\n"
    assert (
        reader("labels", "add", "First", "--key", "1").stdout == "new label First: touches no annotations\n"
    )
    assert load_scheme(labels).find("First").key == "1"


def test_change_says_what_it_touches_and_may_only_be_tried(
    workspace: Path, reader: Reader, labels: Path
) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    reader("tag", STORY, "4", "fact", "--annotator", "bob", "--state", "reject")
    before = labels.read_bytes()
    done = reader("labels", "merge", "fact", "opinion", "--dry-run")
    assert (
        done.stdout
        == "fact merged into opinion: would touch 3 annotations of 2 annotators (alice 2, bob 1)\n"
    )
    assert (done.returncode, labels.read_bytes()) == (0, before)
    done = reader("labels", "merge", "fact", "opinion")
    assert done.stdout == "fact merged into opinion: touches 3 annotations of 2 annotators (alice 2, bob 1)\n"
    assert done.stderr == "where one was given and the other refused, the given one stands\n"
    assert labels.read_bytes().startswith(before.partition(b"[[labels]]")[0])
    assert reader("labels", "merge", "fact", "opinion").stdout == "already so: nothing was changed\n"
    (found,) = rows(reader("labels", "restore", "fact", "--json"))
    assert found == {
        "words": "fact restored",
        "changed": True,
        "dry_run": False,
        "labels": ["fact"],
        "annotations": 3,
        "annotators": {"alice": 2, "bob": 1},
    }
    assert labels.read_bytes() == before
    (found,) = rows(reader("labels", "retire", "fact", "--json", "--dry-run"))
    assert (found["changed"], found["dry_run"]) == (False, True)


def test_every_change_changes_what_it_says(workspace: Path, reader: Reader, labels: Path) -> None:
    for command in (
        ["rename", "fact", "Hard fact"],
        ["key", "fact", "9"],
        ["recolour", "Hard fact", "#123456"],
        ["describe", "fact", "What was measured."],
        [
            "add",
            "Person",
            "--id",
            "per",
            "--target",
            "span",
            "--key",
            "P",
            "--colour",
            "cyan",
            "--description",
            "x",
        ],
    ):
        done = reader("labels", *command)
        assert (done.returncode, done.stderr) == (0, ""), command
        assert done.stdout.endswith("touches no annotations\n")
    fact, person = load_scheme(labels).find("fact"), load_scheme(labels).find("per")
    assert (fact.name, fact.key, fact.colour, fact.description) == (
        "Hard fact",
        "9",
        "#123456",
        "What was measured.",
    )
    assert (person.name, person.key, person.target.value, person.colour, person.description) == (
        *("Person", "P", "span", "cyan", "x"),
    )


def test_queue_is_worked_off(workspace: Path, reader: Reader) -> None:
    for number in (1, 2):
        reader("tag", STORY, str(number), "fact")
    done = reader("labels", "split", "fact", "hard fact", "rumour")
    assert done.stderr == "reader labels queue fact lists what must be looked at again\n"
    first, second = rows(reader("labels", "queue", "--json"))
    assert (first["block"], first["kind"], first["label"], first["split_into"]) == (
        *(1, "block", "fact", ["hard-fact", "rumour"]),
    )
    assert second["text"] == "The ministry said that 2,439 defenders had surrendered."
    lines = reader("labels", "queue", "fact").stdout.splitlines()
    assert lines[1].split(None, 2) == [
        first["article"],
        "2",
        "fact: hard-fact or rumour?  The ministry said that 2,439 defenders had surrendered.",
    ]
    assert "fact (split since: to be looked at again)" in reader("show", STORY).stdout
    assert "0/3" in reader("list").stdout
    assert reader("tag", STORY, "1", "rumour").stdout == "1 rumour: replaces fact (1/3 decided)\n"
    reader("none", STORY, "2")
    done = reader("labels", "queue")
    assert (done.stdout, done.stderr) == ("", "nothing to look at again\n")
    assert "2/3" in reader("list").stdout


def test_export_stats_and_show_have_the_merged_label(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    reader("tag", STORY, "2", "fact")
    reader("tag", STORY, "2", "opinion")
    reader("tag", STORY, "4", "background")
    reader("tag", STORY, "4", "opinion", "--state", "reject")
    reader("labels", "merge", "fact", "opinion")
    done = reader("export", "--format", "jsonl")
    assert [[(one["id"], one["state"]) for one in row["labels"]] for row in rows(done)] == [
        [("opinion", "accept")],
        [("opinion", "accept")],
        [("background", "accept")],
    ]
    assert "1 refused label left out: that was said before the label was merged or split" in done.stderr
    (person,) = rows(reader("stats", "--json"))[0]["annotators"]
    assert person["labels"] == {
        "background": {"accept": 1, "reject": 0, "ignore": 0},
        "opinion": {"accept": 2, "reject": 0, "ignore": 0},
    }
    shown = reader("show", STORY).stdout
    assert "→ background, not opinion as it was" in shown
    assert "→ fact" not in shown
    (found,) = rows(reader("show", STORY, "--json"))
    assert [(one["label"], one["stands_as"]) for one in found["annotations"]] == [
        *(("fact", "opinion"), ("fact", "opinion"), ("opinion", "opinion")),
        *(("background", "background"), ("opinion", None)),
    ]
    # A no that is said now is a no to all of it.
    reader("tag", STORY, "4", "opinion", "--state", "reject")
    assert "→ background, not opinion\n" in reader("show", STORY).stdout
    assert reader("untag", STORY, "2", "opinion").stdout == "2 opinion: taken away (2/3 decided)\n"
    assert reader("untag", STORY, "1", "fact").stdout == "1 fact: taken away (1/3 decided)\n"
    assert reader("check").returncode == 0


@pytest.mark.parametrize(
    ("command", "code", "message"),
    [
        (["merge", "nix", "fact"], 1, 'there is no label "nix"'),
        (["merge", "fact", "fact"], 2, '"fact" cannot be merged into itself'),
        (["merge", "fact"], 2, "missing argument 'INTO'"),
        (["split", "fact", "one"], 2, "a label is split into two others or more"),
        (["key", "fact", "2"], 2, 'the key "2" of "fact" is that of "opinion" in line 24'),
        (["key", "fact", "0"], 2, '"0" cannot be a label\'s key'),
        (["recolour", "fact", "#x"], 2, '"#x" is no colour'),
        (["rename", "fact", "Opinion"], 2, 'there is a label "Opinion" already'),
        (["add", "fact"], 2, 'there is a label "fact" already'),
        (["add", "x", "--group", "nix"], 2, 'there is no group "nix"'),
        (["queue", "nix"], 1, 'there is no label "nix"'),
        (["nix"], 2, "no such command 'nix'"),
        (["--nix"], 2, "no such option"),
    ],
)
def test_what_makes_no_sense_is_told_and_changes_nothing(
    workspace: Path, reader: Reader, labels: Path, command: list[str], code: int, message: str
) -> None:
    before = labels.read_bytes()
    done = reader("labels", *command)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.lower().startswith(f"reader: {message}".lower())
    assert labels.read_bytes() == before
    assert not labels.with_name("labels.history.jsonl").exists()


def test_label_that_is_no_longer_given_is_refused_by_tag(workspace: Path, reader: Reader) -> None:
    reader("labels", "merge", "fact", "opinion")
    reader("labels", "retire", "background")
    done = reader("tag", STORY, "1", "fact")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == 'reader: "fact" was merged into opinion\n        give opinion\n'
    done = reader("tag", STORY, "1", "background")
    assert done.stderr == 'reader: "background" is retired\n        reader labels restore background\n'


@pytest.mark.parametrize(
    "content", ['[[labels]]\nid = "a"\nmerged_into = "nix"\n', "[[labels]\n", "\udcff\n"]
)
def test_scheme_that_is_broken_is_named_with_its_line(
    workspace: Path, reader: Reader, labels: Path, content: str
) -> None:
    labels.write_text(content, errors="surrogateescape")
    for command in (["labels"], ["labels", "add", "x"], ["labels", "merge", "a", "b"]):
        done = reader(*command)
        assert done.returncode == 1
        assert done.stderr.startswith("reader: annotations/labels.toml:")
    assert labels.read_text(errors="surrogateescape") == content


def test_names_from_outside_steer_no_terminal(workspace: Path, reader: Reader, labels: Path) -> None:
    labels.write_text('[[labels]]\nid = "a"\nname = "x\\u001b[31m"\n')
    assert "\x1b" not in reader("labels").stdout
    assert "\x1b" not in reader("labels", "retire", "a").stdout


def test_folder_that_may_not_be_written(workspace: Path, script: Callable[..., Any], labels: Path) -> None:
    before = labels.read_bytes()
    labels.parent.chmod(0o555)
    done = script("labels", "merge", "fact", "opinion", powerless=True)
    labels.parent.chmod(0o755)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("reader: reading only")
    assert labels.read_bytes() == before


def test_plain_folder_becomes_a_workspace_by_its_first_label(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("One.\n\nTwo.\n")
    monkeypatch.chdir(tmp_path / "texts")
    assert reader("labels", "add", "War", "--key", "1").returncode == 0
    assert reader("tag", "a.txt", "1", "war").returncode == 0
    assert rows(reader("labels", "--json"))[0]["annotations"] == 1


def test_undo_redo_and_log_have_the_change(workspace: Path, reader: Reader, labels: Path) -> None:
    before = labels.read_bytes()
    reader("tag", STORY, "1", "fact")
    reader("labels", "merge", "fact", "opinion", "--annotator", "lead")
    after = labels.read_bytes()
    # It is the lead's to undo.
    assert reader("undo").stdout == "undone: fact on 1\n"
    (found,) = rows(reader("undo", "--annotator", "lead", "--json"))
    assert (found["changed"], found["words"], found["article"], found["articles"]) == (
        *(True, "fact merged into opinion", None, 0),
    )
    assert labels.read_bytes() == before
    assert reader("undo", "--annotator", "lead").stderr == "nothing to undo\n"
    assert reader("redo", "--annotator", "lead").stdout == "redone: fact merged into opinion\n"
    assert labels.read_bytes() == after
    lines = [line.split("  ", 1)[1] for line in reader("log").stdout.splitlines() if line.startswith("20")]
    assert [line.partition(" · ")[0] for line in lines] == [
        *("lead  redo: fact merged into opinion", "lead  undo: fact merged into opinion"),
        *("alice  undo: fact on 1", "lead  fact merged into opinion", "alice  fact on 1"),
    ]


def test_label_that_carries_decisions_is_not_undone(workspace: Path, reader: Reader) -> None:
    reader("labels", "add", "Rumour")
    reader("tag", STORY, "1", "rumour", "--annotator", "bob")
    done = reader("undo")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        'reader: undo: 1 annotation carries "rumour"\n        reader labels retire rumour keeps them\n'
    )


def test_split_is_settled_in_bulk(workspace: Path, reader: Reader) -> None:
    for number, label in ((1, "fact"), (2, "fact"), (4, "opinion")):
        reader("tag", STORY, str(number), label)
    reader("labels", "split", "fact", "hard", "soft")
    assert reader("bulk", "accept", "hard", "--having", "fact").returncode == 0
    assert reader("labels", "queue").stderr == "nothing to look at again\n"
    # What was merged is found under either name.
    reader("labels", "merge", "opinion", "hard")
    done = reader("bulk", "flag", "--having", "hard")
    assert done.returncode == 0
    (found,) = rows(reader("show", STORY, "--json"))
    assert sorted(one["target"]["block"] for one in found["annotations"] if one["kind"] == "flag") == [
        1,
        2,
        4,
    ]
