"""Whose word wins, and what is said of settings that cannot be."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from reader.errors import ConfigError, RequestError
from reader.settings import (
    AnalysisSettings,
    Settings,
    annotator_name,
    load_settings,
    user_settings_path,
    user_state_path,
)


@pytest.fixture
def user_file(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = tmp_path / "workspace"
    folder.mkdir()
    return folder


def test_nothing_said_is_the_defaults(user_file: Path, workspace: Path) -> None:
    assert load_settings(workspace, user_file=user_file) == Settings()
    assert load_settings(None, user_file=user_file) == Settings()
    assert Settings().max_bytes == 10_000_000


def test_words_of_the_workspace_win(user_file: Path, workspace: Path) -> None:
    user_file.write_text('annotator = "Anna"\nkeys = "arrows"\nadvance = "off"\nlock_seconds = 3\n')
    (workspace / "reader.toml").write_text(
        'advance = "enter"\nsources = ["a", "b.txt"]\nmax_megabytes = 0.5\n'
    )
    settings = load_settings(workspace, user_file=user_file)
    assert (settings.annotator, settings.keys, settings.advance) == ("Anna", "arrows", "enter")
    assert (settings.sources, settings.max_bytes, settings.lock_seconds) == (("a", "b.txt"), 500_000, 3.0)
    assert load_settings(None, user_file=user_file).advance == "off"


def test_each_word_on_the_analysis_is_the_users_or_the_workspaces(user_file: Path, workspace: Path) -> None:
    user_file.write_text('[analysis]\nentities = "spacy:mine"\nseconds = 3\n')
    assert load_settings(workspace, user_file=user_file).analysis == AnalysisSettings("spacy:mine", 3.0, True)
    own = workspace / "reader.toml"
    own.write_text("[analysis]\nseconds = 60\n")
    assert load_settings(workspace, user_file=user_file).analysis == AnalysisSettings(
        "spacy:mine", 60.0, True
    )
    own.write_text('[analysis]\nentities = "a.b:c"\n')
    assert load_settings(workspace, user_file=user_file).analysis == AnalysisSettings("a.b:c", 3.0, False)
    own.write_text('[analysis]\nentities = "spacy:mine"\n')
    assert load_settings(workspace, user_file=user_file).analysis.own


def test_annotator_of_a_workspace_is_refused(user_file: Path, workspace: Path) -> None:
    """A team shares that file: everyone would decide under one name."""
    (workspace / "reader.toml").write_text('keys = "vi"\nannotator = "anna"\n')
    with pytest.raises(ConfigError, match=r"reader\.toml:2: a team shares this file") as caught:
        load_settings(workspace, user_file=user_file)
    assert str(user_settings_path()) in caught.value.hint


def test_sources_of_a_user_are_refused(user_file: Path) -> None:
    user_file.write_text('sources = ["a"]')
    with pytest.raises(ConfigError, match=r'settings\.toml:1: unknown field "sources"'):
        load_settings(None, user_file=user_file)


@pytest.mark.parametrize(
    ("source", "line", "said", "hint"),
    [
        ('\nkeyz = "vi"', 2, 'unknown field "keyz"', 'did you mean "keys"'),
        ("xyz = 1", 1, 'unknown field "xyz"', "known here: advance"),
        ('keys = "emacs"', 1, "keys cannot be 'emacs'", "vi, arrows"),
        ("\n\nadvance = true", 3, "advance cannot be True", "off, label, enter"),
        ('glyphs = ["ascii"]', 1, "glyphs cannot be", "auto"),
        ('marks = "none"', 1, "marks cannot be", "letters"),
        ("theme = 5", 1, "theme is a text in quotes", ""),
        ("max_megabytes = 0", 1, "max_megabytes is a number above 0", ""),
        ("max_megabytes = -1", 1, "max_megabytes is a number above 0", ""),
        ('max_megabytes = "10"', 1, "max_megabytes is a number above 0", ""),
        ("max_megabytes = true", 1, "max_megabytes is a number above 0", ""),
        ("lock_seconds = nan", 1, "lock_seconds is a number above 0", ""),
        ("lock_seconds = inf", 1, "lock_seconds is a number above 0", ""),
        ('sources = "seeds"', 1, "sources is a list", 'sources = ["seeds"]'),
        ("sources = [1]", 1, "sources is a list", ""),
        ('sources = [""]', 1, "sources is a list", ""),
        ("keys", 1, "", "TOML"),
        ('[keys]\na = "vi"', 1, "keys cannot be", ""),
        ('\n[analysis]\nentity = "fast"', 3, 'unknown field "entity"', 'did you mean "entities"'),
        ("[analysis]\n\nentities = 1", 3, "entities is a text in quotes", 'entities = "auto"'),
        ('[analysis]\nentities = " "', 2, "entities is a text in quotes", ""),
        ("[analysis]\nseconds = 0", 2, "seconds is a number above 0", ""),
        ("[analysis]\nseconds = true", 2, "seconds is a number above 0", ""),
        ('keys = "vi"\nanalysis = "fast"', 2, "analysis is a table", "write [analysis]"),
        ('[[analysis]]\nentities = "fast"', 1, "analysis is a table", ""),
        ("suggest = true", 1, "suggest is a table", "write [suggest]"),
        ("[suggest]\nlabel = true", 2, 'unknown field "label"', 'did you mean "labels"'),
        ("[suggest]\nlabels = 1", 2, "labels is true or false", ""),
        ("[suggest]\nthreshold = 80", 2, "threshold is a number from 0 to 1", "threshold = 0.8"),
        ("[suggest]\nthreshold = true", 2, "threshold is a number from 0 to 1", ""),
        ("[analysis]\nown = true", 2, 'unknown field "own"', ""),
    ],
)
def test_wrong_setting_is_refused_with_its_line(
    user_file: Path, workspace: Path, source: str, line: int, said: str, hint: str
) -> None:
    path = workspace / "reader.toml"
    path.write_text(source)
    with pytest.raises(ConfigError) as caught:
        load_settings(workspace, user_file=user_file)
    assert caught.value.message.startswith(f"{path}:{line}: ")
    assert said in caught.value.message
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    ("option", "variable", "own", "name"),
    [
        ("olga", "vera", "ulla", "olga"),
        (None, "vera", "ulla", "vera"),
        (None, None, "ulla", "ulla"),
        (None, None, None, "system"),
        ("", " ", "ulla", "ulla"),
        ("  Zoë Ünal ", None, None, "Zoë Ünal"),
    ],
)
def test_whose_decisions_these_are(
    monkeypatch: pytest.MonkeyPatch, option: str | None, variable: str | None, own: str | None, name: str
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "system")
    environment = {} if variable is None else {"READER_ANNOTATOR": variable}
    assert annotator_name(option, Settings(annotator=own), environment) == name


def test_environment_of_the_process_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("READER_ANNOTATOR", "vera")
    assert annotator_name(None, Settings()) == "vera"


@pytest.mark.parametrize("name", ["a\nb", "a\x1b[31m", "a\u202eb", "\udc80"])
def test_name_that_cannot_be_shown_is_refused(name: str) -> None:
    with pytest.raises(RequestError, match="cannot be an annotator's name"):
        annotator_name(name, Settings(), {})


@pytest.mark.parametrize("error", [KeyError("uid"), OSError("no user")])
def test_nobody_known_is_told(monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail() -> str:
        raise error

    monkeypatch.setattr(getpass, "getuser", fail)
    with pytest.raises(RequestError, match="give one with --annotator"):
        annotator_name(None, Settings(), {})


def test_own_files_lie_in_the_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for path in (user_settings_path(), user_state_path()):
        assert path.is_relative_to(tmp_path)
        assert "reader" in path.parts
