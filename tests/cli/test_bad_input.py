"""Whatever people open by accident: each ends with a sentence that says what, where and what to do."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Reader = Callable[..., CompletedProcess[str]]
STORY = "seeds/story.txt"
TWO_ON_ONE_KEY = """[[labels]]
id = "a"
key = "1"

[[labels]]
id = "b"
key = "1"
"""


def shown(reader: Reader, path: Path) -> dict[str, Any]:
    done = reader("show", "--json", path)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.txt", b"", "the file is empty"),
        ("blank.txt", b" \n\t\r\n\n", "the file holds only blanks"),
        ("bom.txt", b"\xef\xbb\xbf", "the file holds only blanks"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "a PNG image, not a text"),
        ("data.txt", bytes(range(256)) * 8, "binary data, not a text"),
        ("broken.txt", b"caf\xe9 \x81\x8d\x8f\x90\x9d and more\n" * 9, "is not UTF-8 and no other encoding"),
        ("cut.txt", b"\xff\xfeT\x00h\x00e\x00 ", "it is marked as utf-16"),
    ],
)
def test_what_is_no_text_is_refused_by_name(
    name: str, content: bytes, words: str, workspace: Path, reader: Reader
) -> None:
    path = workspace / "seeds" / name
    path.write_bytes(content)
    for args in (("import", path), ("show", path), ("tag", path, "1", "fact")):
        done = reader(*args)
        assert done.returncode == 1
        assert f"{name}: " in done.stderr
        assert words in done.stderr
        assert len(done.stderr.strip().splitlines()) <= 3
    listing = reader("list")
    assert listing.returncode == 0
    assert words in listing.stderr
    assert len(listing.stdout.splitlines()) == 1


def test_a_file_in_windows_1252_is_decoded(workspace: Path, reader: Reader) -> None:
    path = workspace / "seeds" / "old.txt"
    path.write_bytes("The café’s owner said “no” — and that the façade stays.\n".encode("cp1252"))
    assert shown(reader, path)["text"] == "The café’s owner said “no” — and that the façade stays.\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_leave_no_trace(end: str, workspace: Path, reader: Reader) -> None:
    path = workspace / "seeds" / "story.txt"
    text = path.read_text()
    plain = shown(reader, path)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", end).encode())
    found = shown(reader, path)
    assert found["text"] == text
    assert found["blocks"] == plain["blocks"]
    assert found["text_hash"] == plain["text_hash"]


def test_the_limit_on_size_is_named_and_lifted(workspace: Path, reader: Reader) -> None:
    path = workspace / "seeds" / "large.txt"
    path.write_text(("It rained all day, the office said. " * 37_000 + "\n\n") * 8)
    refused = reader("import", path)
    assert refused.returncode == 1
    assert "large.txt: 10.7 MB, and the limit is 10 MB" in refused.stderr
    assert "--max-megabytes" in refused.stderr
    assert reader("import", path, "--max-megabytes", "12").returncode == 0
    assert "large.txt" not in reader("list").stderr


def test_the_limit_of_the_workspace_holds(workspace: Path, reader: Reader) -> None:
    (workspace / "reader.toml").write_text("max_megabytes = 0.0001\n")
    assert "the limit is 0.0001 MB" in reader("show", STORY).stderr
    assert reader("show", STORY, "--max-megabytes", "1").returncode == 0


def test_one_line_of_5_megabytes(workspace: Path, reader: Reader) -> None:
    with (workspace / "reader.toml").open("a") as file:
        file.write('\n[analysis]\nentities = "fast"\n')
    path = workspace / "seeds" / "line.txt"
    path.write_text("It rained all day, the office said. " * 140_000)
    assert len(shown(reader, path)["text"]) > 5_000_000
    assert reader("tag", path, "1", "fact").returncode == 0
    assert max(map(len, reader("show", path).stdout.splitlines())) <= 80


def test_one_word_of_5_megabytes(workspace: Path, reader: Reader) -> None:
    path = workspace / "seeds" / "word.txt"
    path.write_text("a" * 5_000_000)
    assert max(map(len, reader("show", path).stdout.splitlines())) <= 80
    assert reader("list").returncode == 0


def test_a_folder_without_permission(workspace: Path, script: Reader) -> None:
    shut = workspace / "seeds" / "shut"
    shut.mkdir()
    (shut / "secret.txt").write_text("It rained all day, the office said.\n")
    shut.chmod(0)
    try:
        listing = script("list", "--json", powerless=True)
        named = script("import", shut, powerless=True)
        inside = script("show", shut / "secret.txt", powerless=True)
        opened = script("open", shut / "secret.txt", powerless=True)
    finally:
        shut.chmod(0o755)
    assert listing.returncode == 0
    assert len(listing.stdout.splitlines()) == 1
    for done in (listing, named, inside):
        assert "you may not read it" in done.stderr
        assert "something went wrong" not in done.stderr
    assert (named.returncode, inside.returncode, opened.returncode) == (1, 1, 2)


def test_a_broken_link_and_a_link_loop(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "gone.txt").symlink_to("nowhere.txt")
    (workspace / "seeds" / "loop.txt").symlink_to("loop.txt")
    (workspace / "seeds" / "again").symlink_to(workspace / "seeds", target_is_directory=True)
    listing = reader("list", "--json")
    assert listing.returncode == 0
    assert len(listing.stdout.splitlines()) == 1
    assert "gone.txt: a link to something that is not there" in listing.stderr
    assert "loop.txt: a link that leads to itself" in listing.stderr
    for name in ("gone.txt", "loop.txt"):
        assert reader("show", f"seeds/{name}").returncode == 1
        assert reader("import", f"seeds/{name}").returncode == 1


def test_two_files_with_the_same_text_are_one_article(workspace: Path, reader: Reader) -> None:
    (workspace / "seeds" / "twin.txt").write_bytes((workspace / STORY).read_bytes())
    assert len(reader("list").stdout.splitlines()) == 1
    assert shown(reader, workspace / STORY)["id"] == shown(reader, workspace / "seeds" / "twin.txt")["id"]


@pytest.mark.skipif(os.name != "posix", reason="names are text there")
def test_a_file_whose_name_is_not_utf_8_stops_nothing(workspace: Path, reader: Reader) -> None:
    try:
        (workspace / "seeds" / os.fsdecode(b"caf\xe9.txt")).write_text("It rained all day.\n")
    except OSError:
        pytest.skip("this disk has no such names")
    done = reader("list")
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1
    assert "the name of this file is not UTF-8" in done.stderr


@pytest.mark.parametrize(
    ("file", "content", "line", "words"),
    [
        ("annotations/labels.toml", TWO_ON_ONE_KEY, 7, "in line 3"),
        ("annotations/labels.toml", '[[labels]]\nid = "a"\ncolor = "red"\n', 3, 'did you mean "colour"?'),
        ("annotations/labels.toml", '[[labels]]\nid = "a\n', 2, "write it as TOML"),
        ("annotations/labels.toml", '[[labels]]\nname = "a"\n', 1, "has no id"),
        ("reader.toml", "\nsource = 'x'\n", 2, 'did you mean "sources"?'),
        ("reader.toml", "keys = 'emacs'\n", 1, "one of: vi, arrows"),
        ("reader.toml", "annotator = 'x'\n", 1, "a team shares this file"),
        ("reader.toml", "sources = [\n", 2, "write it as TOML"),
    ],
)  # fmt: skip
def test_a_wrong_file_of_settings_or_labels_is_told_with_its_line(
    file: str, content: str, line: int, words: str, workspace: Path, reader: Reader
) -> None:
    (workspace / file).write_text(content)
    for args in (("list",), ("tag", STORY, "1", "a")):
        done = reader(*args)
        assert done.returncode == 1
        assert done.stderr.startswith(f"reader: {file}:{line}: ")
        assert words in done.stderr


def test_a_workspace_that_cannot_be_written_is_read_and_keeps_nothing(
    workspace: Path, script: Reader
) -> None:
    script("tag", STORY, "1", "fact")
    folders = [workspace, *(path for path in workspace.rglob("*") if path.is_dir())]
    files = {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()}
    for path in (*files, *folders):
        path.chmod(0o444 if path in files else 0o555)
    try:
        listing = script("list", "--json", powerless=True)
        article = script("show", "--json", STORY, powerless=True)
        tagged = script("tag", STORY, "2", "fact", powerless=True)
        undone = script("undo", powerless=True)
        exported = script("export", "--format", "jsonl", powerless=True)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert json.loads(listing.stdout)["decided"] == 1
    assert json.loads(article.stdout)["annotations"][0]["label"] == "fact"
    for done in (tagged, undone):
        assert (done.returncode, done.stdout) == (1, "")
        assert "nothing can be kept" in done.stderr
    assert exported.returncode == 0
    assert len(exported.stdout.splitlines()) == 1
    assert {path: path.read_bytes() for path in workspace.rglob("*") if path.is_file()} == files


def test_a_damaged_file_of_decisions_is_told_and_left_as_it_is(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (shard,) = (workspace / "annotations" / "alice").glob("*/*.json")
    shard.write_text('{"article": ')
    listing = reader("list")
    assert listing.returncode == 0
    assert "cut off, perhaps not synced yet" in listing.stderr
    done = reader("tag", STORY, "2", "fact")
    assert done.returncode == 1
    assert "it is left as it is" in done.stderr
    assert shard.read_text() == '{"article": '


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty, perhaps not synced yet"),
        (b"\0" * 4096, "empty, perhaps not synced yet"),
        (b'{"article": {"1": {"format": 2', "cut off, perhaps not synced yet"),
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n", "git has left a conflict in it"),
        (b"\x89PNG", "not a TinyDB file"),
        (b"[]", "not a TinyDB file"),
        (b'{"name": "a package"}', "not a TinyDB file"),
        (b'{"_default": {"1": {"a": 1}}}', "not a file of decisions"),
        (b'{"article": {"1": {"format": "two"}}}', "its format is no number"),
        (b'{"article": {"1": {"format": 99}}}', "written by a newer reader"),
    ],
)
def test_a_file_that_is_none_keeps_what_was_known_and_stops_no_other(
    workspace: Path, reader: Reader, content: bytes, words: str
) -> None:
    (workspace / "seeds" / "other.txt").write_text("Nobody came to the talks in Paris.\n\nThey were short.\n")
    for name in (STORY, "seeds/other.txt"):
        reader("tag", name, "1", "fact")
    shard = min((workspace / "annotations" / "alice").glob("*/*.json"))
    shard.write_bytes(content)
    for command in ("list", "stats", "log", "reindex"):
        done = reader(command)
        assert done.returncode == 0, command
        assert f"{shard}: {words}" in done.stderr, command
    assert "2 paragraphs decided" in reader("stats").stdout
    checked = reader("check")
    assert f"{shard.relative_to(workspace)}: {words}" in checked.stdout
    assert (
        reader("tag", "seeds/other.txt", "2", "opinion").returncode
        + reader("tag", STORY, "2", "opinion").returncode
        == 1
    )
    assert shard.read_bytes() == content


def test_what_cannot_be_looked_at_keeps_what_was_known(
    workspace: Path, reader: Reader, script: Reader
) -> None:
    (workspace / "seeds" / "other.txt").write_text("Nobody came to the talks in Paris.\n\nThey were short.\n")
    for name in (STORY, "seeds/other.txt"):
        reader("tag", name, "1", "fact")
    shard = min((workspace / "annotations" / "alice").glob("*/*.json"))
    shard.parent.chmod(0)
    try:
        done = script("stats", powerless=True)
        assert "2 paragraphs decided" in done.stdout
        assert f"{shard.parent}: cannot be read (Permission denied)" in done.stderr
        checked = script("check", powerless=True)
        assert checked.returncode == 1
        assert "cannot be read (Permission denied)" in checked.stdout
    finally:
        shard.parent.chmod(0o755)
    content = shard.read_bytes()
    for link, words in ((False, "no file"), (True, "a link to")):
        shard.unlink()
        if link:
            shard.symlink_to("nowhere")
        else:
            os.mkfifo(shard)
        done = script("stats")
        assert "2 paragraphs decided" in done.stdout
        assert f"{shard}: {words}" in done.stderr
    shard.unlink()
    shard.write_bytes(content)
    assert reader("check").returncode == 0


def test_a_shard_in_the_wrong_folder_is_named(workspace: Path, reader: Reader) -> None:
    reader("tag", STORY, "1", "fact")
    (shard,) = (workspace / "annotations" / "alice").glob("*/*.json")
    deeper = shard.parent / "sub"
    deeper.mkdir()
    for place in (workspace / "annotations", shard.parent.parent, deeper):
        (place / shard.name).write_bytes(shard.read_bytes())
    found = [json.loads(line)["path"] for line in reader("check", "--json").stdout.splitlines()]
    assert sorted(found) == sorted(
        (place / shard.name).relative_to(workspace).as_posix()
        for place in (workspace / "annotations", shard.parent.parent, deeper)
    )
    assert "1 yes" in reader("stats").stdout
