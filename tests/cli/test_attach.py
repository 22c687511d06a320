"""The command attach, and what show and check tell of decisions without a certain place in the text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"
SECOND = "The ministry said that 2,439 defenders had surrendered."
OTHER = "Nobody knew anything more about it on Sunday."


@pytest.fixture
def changed(workspace: Path, reader: Reader) -> Path:
    """The second paragraph is gone, the last one stands twice; all three were decided about."""
    for number, label in ((1, "fact"), (2, "opinion"), (4, "background")):
        assert reader("tag", STORY, str(number), label).returncode == 0
    story = workspace / STORY
    text = story.read_text()
    last = text.strip().rsplit("\n\n", 1)[1]
    story.write_text(f"A lead.\n\n{text.replace(SECOND, OTHER)}\n{last}\n")
    return story


def shown(reader: Reader) -> dict[str, Any]:
    done = reader("show", STORY, "--json")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    found: dict[str, Any] = json.loads(line)
    return found


def by_label(reader: Reader) -> dict[str, dict[str, Any]]:
    return {one["label"]: one["target"] for one in shown(reader)["annotations"]}


def test_show_says_how_each_decision_was_found(changed: Path, reader: Reader) -> None:
    targets = by_label(reader)
    fact, opinion, background = targets["fact"], targets["opinion"], targets["background"]
    assert (fact["finding"], fact["likeness"], fact["block"]) == ("moved", 100, 2)
    assert (opinion["finding"], opinion["likeness"], opinion["block"], opinion["start"]) == (
        "lost",
        0,
        None,
        None,
    )
    assert (background["finding"], background["block"]) == ("unsure", None)
    assert sorted(one["block"] for one in background["candidates"]) == [5, 6]
    text = shown(reader)["text"]
    (first, second) = (text[one["start"] : one["end"]] for one in background["candidates"])
    assert first == second == background["exact"]


def test_show_lists_what_has_no_certain_place(changed: Path, reader: Reader) -> None:
    targets = by_label(reader)
    text = " ".join(reader("show", STORY).stdout.split())
    assert "No longer in the text; reader attach puts it where it belongs:" in text
    assert f"“{SECOND}” → opinion (id {targets['opinion']['id']})" in text
    assert f"→ background (may be on 5 or 6, id {targets['background']['id']})" in text
    assert "1/5 decided" in text


def test_check_notes_both_and_sees_no_harm(changed: Path, reader: Reader) -> None:
    done = reader("check")
    assert done.returncode == 0
    assert f"“{SECOND[:39]}…” is no longer in the text: the decisions on it are kept" in done.stdout
    assert "may be on 5 or 6: reader attach settles it" in done.stdout
    kinds = [json.loads(line)["kind"] for line in reader("check", "--json").stdout.splitlines()]
    assert sorted(kinds) == ["index", "lost", "review"]


def test_attach_puts_them_back_and_undo_takes_that_back(changed: Path, reader: Reader) -> None:
    targets = by_label(reader)
    done = reader("attach", STORY, targets["opinion"]["id"], "3")
    assert (done.returncode, done.stdout) == (0, "opinion put back on 3 (2/5 decided)\n")
    done = reader("attach", STORY, targets["background"]["id"], "6", "--json")
    assert json.loads(done.stdout)["decided"] == 3
    assert {label: one["block"] for label, one in by_label(reader).items()} == {
        "fact": 2,
        "opinion": 3,
        "background": 6,
    }
    assert reader("check").stdout == ""
    for _ in range(2):
        assert reader("undo").stdout.startswith("undone: ")
    assert by_label(reader) == targets


def test_one_annotation_may_be_attached(changed: Path, reader: Reader) -> None:
    (one,) = (x for x in shown(reader)["annotations"] if x["label"] == "opinion")
    assert reader("attach", STORY, one["id"], "3").returncode == 0
    assert reader("attach", STORY, one["id"], "3").stdout == "3: already so\n"


def test_what_is_lost_can_be_taken_away_by_its_id(changed: Path, reader: Reader) -> None:
    assert reader("untag", STORY, by_label(reader)["opinion"]["id"], "opinion").returncode == 0
    assert "No longer in the text" not in reader("show", STORY).stdout


@pytest.mark.parametrize(
    ("decision", "target", "sentence"),
    [
        ("0123456789abcdef", "3", "there is no decision 0123456789abcdef"),
        ("opinion's", "99", "there is no paragraph 99"),
        ("opinion's", "0:7", "what was said is about a block, not about a span"),
        ("opinion's", "nowhere", '"nowhere" is no target'),
    ],
)
def test_what_cannot_be_is_told(
    changed: Path, reader: Reader, decision: str, target: str, sentence: str
) -> None:
    name = by_label(reader)["opinion"]["id"] if decision == "opinion's" else decision
    done = reader("attach", STORY, name, target)
    assert done.returncode in (1, 2)
    assert sentence in done.stderr


def test_a_contradiction_is_told_and_changes_nothing(changed: Path, reader: Reader) -> None:
    targets = by_label(reader)
    reader("tag", STORY, "3", "opinion", "--state", "reject")
    done = reader("attach", STORY, targets["opinion"]["id"], "3")
    assert done.returncode == 2
    assert "opinion contradicts not opinion, which stands on 3" in done.stderr
    assert sum(one["label"] == "opinion" for one in shown(reader)["annotations"]) == 2
