"""Which folder is the workspace, and how a new one begins."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.annotations.scheme_reading import load_scheme
from reader.errors import ReaderError, RequestError
from reader.settings import Settings, load_settings
from reader.tui.keymap import key_set_for
from reader.workspace.root import choose_root, find_root, init_workspace, is_workspace


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """A workspace."""
    folder = tmp_path / "made"
    (folder / "seeds" / "deep").mkdir(parents=True)
    (folder / "reader.toml").touch()
    (folder / "seeds" / "a.txt").write_text("A text.")
    return folder


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A folder that is none."""
    folder = tmp_path / "bare"
    folder.mkdir()
    (folder / "b.txt").write_text("B text.")
    (folder / "c.pdf").touch()
    return folder


@pytest.mark.parametrize(
    ("file", "found"),
    [
        ("reader.toml", True),
        ("annotations/labels.toml", True),
        ("annotations/anna/x.json", False),
        (".reader/x", False),
    ],
)
def test_settings_or_a_scheme_make_a_workspace(bare: Path, file: str, found: bool) -> None:
    (bare / file).parent.mkdir(parents=True, exist_ok=True)
    (bare / file).touch()
    assert is_workspace(bare) == found


def test_workspace_is_found_from_anywhere_inside(made: Path, bare: Path) -> None:
    for inside in (
        made,
        made / "seeds" / "deep",
        made / "seeds" / "a.txt",
        made / "seeds" / ".." / "nowhere",
    ):
        root = find_root(inside)
        assert root is not None
        assert (root.path, root.plain) == (made, False)
    assert find_root(bare) is None


def test_chosen_folder_wins(made: Path, bare: Path) -> None:
    root = choose_root(bare, made / "seeds" / "a.txt", made)
    assert (root.path, root.plain) == (bare, True)
    assert choose_root(made / "seeds", bare, bare).path == made


@pytest.mark.parametrize("name", ["absent", "b.txt"])
def test_chosen_folder_that_is_none_is_refused(bare: Path, name: str) -> None:
    with pytest.raises(RequestError, match=f"{name}: there is no such folder"):
        choose_root(bare / name, None, bare)


def test_path_given_is_of_its_own_workspace_else_of_that_stood_in(made: Path, bare: Path) -> None:
    assert choose_root(None, made / "seeds" / "a.txt", bare).path == made
    assert choose_root(None, bare / "b.txt", made / "seeds").path == made
    assert choose_root(None, None, made / "seeds").path == made


def test_without_a_workspace_it_is_the_folder_of_what_was_named(bare: Path, tmp_path: Path) -> None:
    for given in (bare, bare / "b.txt", bare / "absent.txt"):
        root = choose_root(None, given, tmp_path)
        assert (root.path, root.plain, root.sources) == (bare, True, (given,))
    root = choose_root(None, None, bare)
    assert (root.path, root.sources) == (bare, (bare / "b.txt",))


def test_paths_are_whole(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(bare)
    assert choose_root(None, Path("x/../b.txt"), Path()).path == bare
    assert choose_root(Path(), None, Path()).path == bare


def test_new_workspace_explains_itself(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "one"
    made = init_workspace(folder)
    assert sorted(path.relative_to(folder).as_posix() for path in made) == [
        ".reader/.gitignore",
        "annotations/labels.toml",
        "reader.toml",
    ]
    assert (folder / "seeds").is_dir()
    labels = load_scheme(folder / "annotations" / "labels.toml").labels
    assert [(label.key, label.target) for label in labels] == [("1", "block"), ("2", "block"), ("3", "block")]
    assert all(label.description for label in labels)
    assert load_settings(folder, user_file=tmp_path / "none") == Settings()
    for path in (folder / "reader.toml", folder / "annotations" / "labels.toml"):
        assert path.read_text("utf-8").startswith("# ")
    assert (folder / ".reader" / ".gitignore").read_text().endswith("*\n")


def test_settings_of_a_new_workspace_hold_when_uncommented(tmp_path: Path) -> None:
    init_workspace(tmp_path)
    path = tmp_path / "reader.toml"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join(line.removeprefix("# ") if " = " in line or "# [" in line else line for line in lines)
    )
    settings = load_settings(tmp_path, user_file=tmp_path / "none")
    assert replace(settings, key_files=()) == Settings()
    assert len(key_set_for(settings).own) == 2


@pytest.mark.parametrize("file", ["reader.toml", "annotations/labels.toml"])
def test_workspace_that_exists_is_left_as_it_is(bare: Path, file: str) -> None:
    (bare / file).parent.mkdir(exist_ok=True)
    (bare / file).write_text("# mine\n")
    before = sorted(bare.rglob("*"))
    with pytest.raises(ReaderError, match="a workspace already"):
        init_workspace(bare)
    assert sorted(bare.rglob("*")) == before
    assert (bare / file).read_text() == "# mine\n"


def test_workspace_that_cannot_be_made_is_told(bare: Path) -> None:
    with pytest.raises(ReaderError, match=r"b\.txt.*cannot be made"):
        init_workspace(bare / "b.txt")
    assert (bare / "b.txt").read_text() == "B text."
