"""Which files are texts, and what is said of those that cannot be read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import InputError, TooLargeError
from reader.fetch.files import FoundFile, Passed, find_files, read_file

FIND = """
import sys
from pathlib import Path
from reader.fetch.files import FoundFile, find_files, read_file
from reader.errors import InputError
for found in find_files([Path(sys.argv[1])]):
    print(found.path.name, "found" if isinstance(found, FoundFile) else found.error)
    if isinstance(found, FoundFile):
        try:
            read_file(found.path, 100)
        except InputError as error:
            print(error)
"""


def found(*paths: Path, skip: tuple[Path, ...] = ()) -> list[str]:
    """The names of what is found, with a sentence for what is passed over."""
    return [
        one.path.name
        if isinstance(one, FoundFile)
        else f"{one.path.name}: {one.error.message.split(': ')[-1]}"
        for one in find_files(paths, skip)
    ]


def test_texts_of_a_folder_in_the_order_of_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a.TXT", "c/z.text", "c/d/y.txt", "a.md", "image.png", "noending", "C/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    assert found(tmp_path) == ["a.TXT", "b.txt", "x.txt", "z.text", "y.txt"]


def test_other_endings_are_taken_when_named(tmp_path: Path) -> None:
    for name in ("a.md", ".hidden", "noending"):
        (tmp_path / name).write_text(name)
    assert found(tmp_path) == []
    assert found(tmp_path / "a.md", tmp_path / ".hidden", tmp_path / "noending") == [
        "a.md",
        ".hidden",
        "noending",
    ]


def test_hidden_and_skipped_folders_are_passed_over(tmp_path: Path) -> None:
    for name in (".git/a.txt", ".b.txt", "annotations/c.txt", "seeds/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert found(tmp_path, skip=(tmp_path / "annotations",)) == ["d.txt"]


def test_signature_tells_whether_a_file_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("four")
    os.utime(path, ns=(0, 123_456_789))
    assert list(find_files([tmp_path])) == [FoundFile(path, 123_456_789, 4)]


def test_broken_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "nothing").symlink_to(tmp_path / "nowhere")
    said = "a.txt: a link to something that is not there"
    assert found(tmp_path) == [said, "b.txt"]
    assert found(tmp_path / "a.txt") == [said]


def test_links_are_followed(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "a.txt").write_text("a")
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "folder").symlink_to(tmp_path / "far")
    (tmp_path / "near" / "b.txt").symlink_to(tmp_path / "far" / "a.txt")
    assert found(tmp_path / "near") == ["b.txt", "a.txt"]


def test_folder_that_leads_into_itself_is_visited_once(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path)
    (tmp_path / "a" / "text.txt").write_text("a")
    assert found(tmp_path) == ["text.txt"]
    assert found(tmp_path, tmp_path / "a") == ["text.txt"]


def test_link_that_leads_to_itself_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    said = "a link that leads to itself"
    assert found(tmp_path) == [f"a.txt: {said}", f"b.txt: {said}"]
    assert found(tmp_path / "a.txt") == [f"a.txt: {said}"]
    with pytest.raises(InputError, match=said):
        read_file(tmp_path / "a.txt", 10)


def test_what_is_no_file_is_told_when_named(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert found(tmp_path) == []
    assert found(tmp_path / "pipe.txt") == ["pipe.txt: neither a file nor a folder"]
    assert found(tmp_path / "absent") == ["absent: there is no such file"]
    assert found(tmp_path / ("x" * 300)) == [f"{'x' * 300}: cannot be read (File name too long)"]


def test_what_may_not_be_read_is_told(tmp_path: Path, powerless: Callable[..., str]) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "closed" / "a.txt").write_text("a")
    (tmp_path / "b.txt").write_text("b")
    (tmp_path / "c.txt").write_text("c")
    (tmp_path / "c.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        lines = powerless(FIND, tmp_path).splitlines()
    finally:
        (tmp_path / "closed").chmod(0o700)
    assert lines == [
        "b.txt found",
        "c.txt found",
        f"{tmp_path}/c.txt: you may not read it: change its permissions",
        f"closed {tmp_path}/closed: you may not read it: change its permissions",
    ]


@pytest.mark.parametrize(("size", "taken"), [(0, True), (1000, True), (1001, False)])
def test_limit_of_size(tmp_path: Path, size: int, taken: bool) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * size)
    if taken:
        assert len(read_file(path, 1000)) == size
        return
    with pytest.raises(TooLargeError, match=r"a\.txt: 0\.0 MB, and the limit is 0\.001 MB") as caught:
        read_file(path, 1000)
    assert "--max-megabytes" in caught.value.hint


def test_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 2000)

    class Before:
        st_size = 10

    monkeypatch.setattr("reader.fetch.files.os.fstat", lambda _: Before())
    with pytest.raises(TooLargeError):
        read_file(path, 1000)


def test_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a folder, not a file"):
        read_file(tmp_path, 10)


def test_passed_names_the_path_and_the_reason(tmp_path: Path) -> None:
    (passed,) = find_files([tmp_path / "absent.txt"])
    assert isinstance(passed, Passed)
    assert passed.error.message == f"{tmp_path}/absent.txt: there is no such file"
    assert passed.error.hint == "check the name"
