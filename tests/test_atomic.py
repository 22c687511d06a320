"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader.atomic import append_file, make_folder, replace_file


def test_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for content in (b"", b"one", b"x" * 1_000_000):
        replace_file(path, content)
        assert path.read_bytes() == content
        assert list(tmp_path.iterdir()) == [path]


def test_new_file_has_the_permissions_of_all_new_files(tmp_path: Path) -> None:
    replace_file(tmp_path / "a", b"")
    (tmp_path / "b").touch()
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode


def test_content_is_on_disk_before_the_name_and_the_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def fsync_(descriptor: int) -> None:
        name = Path(f"/proc/self/fd/{descriptor}").readlink()
        calls.append("folder" if name == tmp_path else "content")
        assert name == tmp_path or name.suffix == ".tmp"
        fsync(descriptor)

    def replace_(self: Path, target: Path) -> Path:
        calls.append("replace")
        return replace(self, target)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only Linux tells what a descriptor is of")
    monkeypatch.setattr(os, "fsync", fsync_)
    monkeypatch.setattr(Path, "replace", replace_)
    replace_file(tmp_path / "a", b"content")
    assert calls == ["content", "replace", "folder"]


def test_interrupt_leaves_no_temporary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("reader.atomic._to_disk", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace_file(tmp_path / "a", b"content")
    assert list(tmp_path.iterdir()) == []


def test_folders_are_made_down_to_the_last(tmp_path: Path) -> None:
    for _ in range(2):
        make_folder(tmp_path / "a" / "b" / "c")
    assert (tmp_path / "a" / "b" / "c").is_dir()


def test_folder_that_a_file_stands_in_for_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(OSError, match="a"):
        make_folder(tmp_path / "a" / "b")


def test_lines_are_added_to_a_file_that_is_made_for_the_first(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    append_file(path, b"one\n")
    append_file(path, b"two\n")
    assert path.read_bytes() == b"one\ntwo\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"one\ntw", b"one\ntwo\n"),
        (b"one\ntwo", b"one\ntwo\n"),
        (b"t", b"two\n"),
        (b"one\nxy", b"one\nxy\ntwo\n"),
        (b"a longer one without an end", b"a longer one without an end\ntwo\n"),
    ],
)
def test_line_that_a_kill_has_torn_is_replaced_or_ended(tmp_path: Path, before: bytes, after: bytes) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(before)
    append_file(path, b"two\n")
    assert path.read_bytes() == after


def test_line_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"one\n")

    def fail(_: int) -> None:
        raise OSError("no disk")

    monkeypatch.setattr("reader.atomic._to_disk", fail)
    with pytest.raises(OSError, match="no disk"):
        append_file(path, b"two\n")
    assert path.read_bytes() == b"one\n"
