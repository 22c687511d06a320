"""The commands init, import, list and show: what is printed, and what is on disk."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Reader = Callable[..., CompletedProcess[str]]
SCRIPT = Path(sys.executable).with_name("reader")
ROW = ["id", "title", "source", "published", "words", "state", "decided", "total", "group"]


def rows(done: CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def files(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_init_makes_a_workspace_that_works(tmp_path: Path, reader: Reader) -> None:
    done = reader("init", tmp_path / "new")
    assert done.returncode == 0
    assert str(tmp_path / "new" / "annotations" / "labels.toml") in done.stdout
    assert "seeds" in done.stderr
    assert rows(reader("list", "--json", "--workspace", tmp_path / "new")) == []


def test_init_changes_nothing_where_there_is_a_workspace(workspace: Path, reader: Reader) -> None:
    before = files(workspace)
    done = reader("init")
    assert done.returncode == 1
    assert "a workspace already" in done.stderr
    assert files(workspace) == before


def test_list_json_has_the_documented_fields(workspace: Path, reader: Reader) -> None:
    (row,) = rows(reader("list", "--json"))
    assert list(row) == ROW
    assert row["source"] == "Reuters"
    assert row["published"] == "05-21"
    assert (row["state"], row["decided"], row["total"], row["group"]) == ("unread", 0, 3, None)


def test_list_says_how_far_one_is(workspace: Path, reader: Reader) -> None:
    assert reader("list").stdout.startswith("○ ")
    reader("tag", "seeds/story.txt", "1", "fact")
    assert reader("list").stdout.startswith("► ")
    assert rows(reader("list", "--json"))[0]["state"] == "begun"
    reader("tag", "seeds/story.txt", "2", "fact")
    reader("tag", "seeds/story.txt", "4", "opinion")
    assert reader("list").stdout.startswith("■ ")
    assert rows(reader("list", "--json"))[0]["state"] == "done"
    assert rows(reader("list", "--json", "--annotator", "bob"))[0]["state"] == "unread"


def test_list_is_newest_first_and_limited_on_request(workspace: Path, reader: Reader) -> None:
    for year in (2020, 2022, 2021):
        text = f"PARIS, May 3, {year} (AFP) – It was the year {year}, they said.\n"
        (workspace / "seeds" / f"{year}.txt").write_text(text)
    dates = [row["published"] for row in rows(reader("list", "--json"))]
    assert dates[-3:] == ["2022-05-03", "2021-05-03", "2020-05-03"]
    assert len(rows(reader("list", "--json", "--limit", "2"))) == 2
    assert len(reader("list", "--limit", "3").stdout.splitlines()) == 3


def test_list_crops_on_a_terminal_only(workspace: Path, reader: Reader) -> None:
    title = "A title of many words that no terminal of forty columns has room for at all " * 2
    (workspace / "seeds" / "story.txt").write_text(f"{title.strip()}\n\nAnd some words below it.\n")
    (row,) = rows(reader("list", "--json"))
    assert row["title"] in reader("list").stdout
    assert row["id"] in reader("list").stdout
    master, slave = pty.openpty()
    try:
        done = subprocess.run(
            [SCRIPT, "list"], stdout=slave, env={**os.environ, "COLUMNS": "60"}, check=False
        )
        shown = os.read(master, 65536).decode()
    finally:
        os.close(slave)
        os.close(master)
    assert done.returncode == 0
    assert [len(line) <= 60 for line in shown.splitlines()] == [True]
    assert "…" in shown
    assert row["id"][:8] in shown
    assert "\x1b" not in shown


def test_an_empty_workspace_says_what_to_do(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "story.txt").unlink()
    done = reader("list")
    assert (done.returncode, done.stdout) == (0, "")
    assert "reader import FILE" in done.stderr


def test_a_plain_folder_is_listed_and_left_as_it_is(
    tmp_path: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plain"
    folder.mkdir()
    (folder / "a.txt").write_text("It rained all day, the office said.\n")
    monkeypatch.chdir(folder)
    before = files(folder)
    assert len(rows(reader("list", "--json"))) == 1
    assert files(folder) == before


def test_import_says_what_became_of_each_file(workspace: Path, reader: Reader, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.txt").write_text("It rained all day, the office said.\n")
    (outside / "bad.txt").write_bytes(b"")
    done = reader("import", outside, workspace / "seeds")
    assert done.returncode == 1
    assert "added" in done.stdout
    assert "It rained all day" in done.stdout
    assert "bad.txt: the file is empty" in done.stderr
    assert "2 added, 1 refused" in done.stderr
    again = reader("import", outside / "a.txt")
    assert again.returncode == 0
    assert "1 known already" in again.stderr
    (outside / "b.txt").write_text("It rained all day, the office said.\n")
    assert "same text" in reader("import", outside / "b.txt").stdout
    assert len(rows(reader("list", "--json"))) == 2


def test_import_json_has_one_object_a_file(workspace: Path, reader: Reader) -> None:
    done = reader("import", "--json", "seeds", "nowhere.txt")
    added, refused = (json.loads(line) for line in done.stdout.splitlines())
    assert done.returncode == 1
    assert list(added) == ["path", "outcome", "id", "title", "why"]
    assert (added["path"], added["outcome"], added["why"]) == ("seeds/story.txt", "added", None)
    assert (refused["outcome"], refused["id"]) == ("refused", None)
    assert "there is no such file" in refused["why"]


def test_a_folder_without_texts_is_told(workspace: Path, reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    done = reader("import", tmp_path / "none")
    assert done.returncode == 1
    assert "no text files there" in done.stderr


def test_what_was_imported_is_read_after_its_file_is_gone(
    workspace: Path, reader: Reader, tmp_path: Path
) -> None:
    file = tmp_path / "a.txt"
    file.write_text("It rained all day, the office said.\n")
    article = json.loads(reader("import", "--json", file).stdout)["id"]
    file.unlink()
    assert "It rained all day" in reader("show", article).stdout


def test_show_json_has_text_blocks_and_annotations(workspace: Path, reader: Reader) -> None:
    reader("tag", "seeds/story.txt", "2", "fact")
    reader("tag", "seeds/story.txt", "1", "opinion", "--state", "reject")
    (shown,) = rows(reader("show", "--json", "seeds/story.txt"))
    text = shown["text"]
    assert text == (workspace / "seeds" / "story.txt").read_text()
    assert shown["dateline"] == {"start": 0, "end": 24, "place": "KYIV", "date": "05-21", "agency": "Reuters"}
    assert [block["kind"] for block in shown["blocks"]] == ["paragraph", "paragraph", "heading", "paragraph"]
    assert [block["number"] for block in shown["blocks"]] == [1, 2, 3, 4]
    first, second = shown["annotations"]
    assert first["target"]["block"] == 1
    assert (first["label"], first["state"], first["kind"]) == ("opinion", "reject", "label")
    target = second["target"]
    assert text[target["start"] : target["end"]] == target["exact"]
    fields = "id target kind label state annotator origin origin_version score note link created changed"
    assert list(second) == [*fields.split(), "seconds", "scheme", "stands_as"]
    assert (second["annotator"], second["origin"]) == ("alice", "human")
    assert (shown["state"], shown["decided"], shown["total"]) == ("begun", 1, 3)


def test_show_sets_the_text_for_reading(workspace: Path, reader: Reader) -> None:
    reader("tag", "seeds/story.txt", "2", "fact")
    done = reader("show", "seeds/story.txt")
    assert "   2  The ministry said that 2,439 defenders had surrendered.\n      → fact\n" in done.stdout
    assert "   3  [heading] WESTERN AID\n" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_show_takes_ids_their_beginnings_and_paths(workspace: Path, reader: Reader) -> None:
    (row,) = rows(reader("list", "--json"))
    for name in (
        row["id"],
        row["id"][:4],
        "seeds/story.txt",
        workspace / "seeds" / ".." / "seeds" / "story.txt",
    ):
        assert rows(reader("show", "--json", name))[0]["id"] == row["id"]
    for name in (row["id"][:3], "ffffffff", "seeds/nowhere.txt"):
        done = reader("show", name)
        assert done.returncode == 1
        assert "there is no article" in done.stderr


def test_show_finds_an_article_that_was_never_listed(workspace: Path, reader: Reader, tmp_path: Path) -> None:
    article = rows(reader("show", "--json", "seeds/story.txt"))[0]["id"]
    assert rows(reader("show", "--json", article))[0]["id"] == article


def test_show_reads_a_file_without_taking_it(workspace: Path, reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "outside.txt"
    file.write_text("It rained all day, the office said.\n")
    (shown,) = rows(reader("show", "--json", file))
    assert shown["title"].startswith("It rained all day")
    assert len(rows(reader("list", "--json"))) == 1
    assert json.loads(reader("import", "--json", file).stdout)["id"] == shown["id"]


def test_show_sees_a_changed_file(workspace: Path, reader: Reader) -> None:
    (row,) = rows(reader("list", "--json"))
    (workspace / "seeds" / "story.txt").write_text("It is another text altogether, they said.\n")
    assert rows(reader("show", "--json", row["id"]))[0]["title"].startswith("It is another text")


def test_what_a_text_holds_is_shown_and_never_obeyed(workspace: Path, reader: Reader) -> None:
    nasty = "Red \x1b[31m alert \x07 and \u202eover\u202c and \x9b2J here\u2028, they said.\n"
    (workspace / "seeds" / "story.txt").write_text(nasty)
    for args in (
        ("list",),
        ("show", "seeds/story.txt"),
        ("list", "--json"),
        ("show", "--json", "seeds/story.txt"),
    ):
        out = reader(*args).stdout
        assert not set(out) & set("\x1b\x07\x9b\u202e\u202c\u2028")
        assert len(out.split("\n")) == len(out.splitlines()) + 1
    assert rows(reader("show", "--json", "seeds/story.txt"))[0]["text"] == nasty


def test_wide_text_keeps_to_its_columns(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "story.txt").write_text("北京" * 200 + "\n")
    lines = reader("show", "seeds/story.txt").stdout.splitlines()
    assert max(map(len, lines[4:])) <= 6 + 37


def test_paths_names_places_that_are_true(workspace: Path, reader: Reader) -> None:
    reader("tag", "seeds/story.txt", "1", "fact")
    (found,) = rows(reader("paths", "--json"))
    assert list(found) == [
        "workspace", "library", "annotations", "scheme", "settings", "user_settings", "locks"
    ]  # fmt: skip
    assert found["workspace"] == str(workspace)
    for name in ("library", "annotations", "scheme", "settings", "locks"):
        assert Path(found[name]).exists(), name
    assert found["annotations"] == str(workspace / "annotations" / "alice")
    assert found["scheme"] in reader("paths").stdout
    elsewhere = rows(reader("paths", "--json", "--annotator", "Bob"))[0]
    assert elsewhere["annotations"].endswith("%42ob")


def test_keys_prints_the_table(reader: Reader) -> None:
    found = rows(reader("keys", "--json"))
    fields = ["context", "group", "vi", "arrows", "action", "words", "keys", "changed"]
    assert all(list(row) == fields for row in found)
    assert {"list", "article"} <= {row["context"] for row in found}
    assert "none of them" in reader("keys").stdout
    assert not any(row["changed"] for row in found)


def test_keys_prints_them_as_they_are_for_this_person(workspace: Path, reader: Reader) -> None:
    (workspace / "reader.toml").write_text(
        'digit_row = "azerty"\n[keymap.article]\n"decision.flag" = ["p p", "F7"]\n"label.none" = []\n'
    )
    said = reader("keys").stdout
    assert re.search(r"^\* p p  F7 +decision\.flag +flag  \(instead of f\)$", said, re.M)
    assert re.search(r"^\* \(none\) +label\.none +none of them  \(instead of 0\)$", said, re.M)
    assert "& é" in said
    assert len(re.findall(r"^\*", said, re.M)) == 2
    (flag,) = [row for row in rows(reader("keys", "--json", "--keys", "arrows")) if row["changed"]][:1]
    assert flag["context"] == "article"
    changed = {row["action"]: row["keys"] for row in rows(reader("keys", "--json")) if row["changed"]}
    assert changed == {"decision.flag": ["p p", "F7"], "label.none": []}
    assert reader("keys", "--markdown").stdout.startswith("# Keys\n")


def test_wrong_keys_stop_only_what_needs_keys(workspace: Path, reader: Reader) -> None:
    (workspace / "reader.toml").write_text('\n[keymap.article]\n"decision.flg" = ["p p"]\n')
    assert reader("list").returncode == 0
    assert reader("tag", "seeds/story.txt", "1", "fact").returncode == 0
    done = reader("keys")
    assert done.returncode == 1
    assert 'reader: reader.toml:3: there is no action "decision.flg"' in done.stderr
    assert 'did you mean "decision.flag"?' in done.stderr


def test_stats_counts_by_annotator(workspace: Path, reader: Reader) -> None:
    reader("tag", "seeds/story.txt", "1", "fact")
    reader("tag", "seeds/story.txt", "2", "fact", "--state", "reject")
    reader("tag", "seeds/story.txt", "1", "opinion", "--annotator", "bob")
    (found,) = rows(reader("stats", "--json"))
    assert (found["articles"], found["decidable"]) == (1, 3)
    alice, bob = found["annotators"]
    assert (alice["annotator"], alice["articles"], alice["decided"], alice["done"]) == ("alice", 1, 1, 0)
    assert alice["labels"] == {"fact": {"accept": 1, "reject": 1, "ignore": 0}}
    assert bob["labels"]["opinion"]["accept"] == 1
    said = reader("stats").stdout
    assert "1 article, 3 paragraphs to decide" in said
    assert "fact  1 yes, 1 no" in said
