"""One frozen Settings, read from the user's file and the workspace's, and passed in wherever it is needed."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import platformdirs

from reader.configfile import ConfigFile, read_config
from reader.errors import RequestError

APP = "reader"
WORKSPACE_FILE = "reader.toml"


@dataclass(frozen=True, slots=True)
class AnalysisSettings:
    """The table `[analysis]`: what finds names in a text, and how long it may take."""

    entities: str = "auto"
    """The engine: `auto`, `fast`, `accurate`, `spacy:NAME`, `package.module:callable`, or one on offer."""
    seconds: float = 20.0
    """How long an engine may take for a text, in seconds; a long text may take longer."""
    own: bool = True
    """Whether whoever sits here has chosen the engine; a workspace's file may come from others."""


@dataclass(frozen=True, slots=True)
class SuggestSettings:
    """The table `[suggest]`: labels that are suggested, learnt from what was decided."""

    labels: bool = True
    """Whether labels are suggested."""
    threshold: float = 0.8
    """How often such suggestions must have been right so far, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a person can set, with its default."""

    annotator: str | None = None
    """The name on decisions; only in the user's own file."""
    keys: str = "vi"
    """The set of keys: `vi` or `arrows`."""
    theme: str = "reader-dark"
    """A colour theme by name."""
    glyphs: str = "auto"
    """`unicode`, `ascii`, or `auto`, which looks at the terminal."""
    marks: str = "auto"
    """How the types of names are told: `colour`, `letters` after them, or `auto`, letters without colour."""
    advance: str = "label"
    """Auto-advance: `off`, `label` (a decision moves on) or `enter` (Enter moves on)."""
    sources: tuple[str, ...] = ("seeds",)
    """Folders and files of a workspace that hold its articles."""
    max_megabytes: float = 10.0
    """The size above which a file is refused, in millions of bytes."""
    lock_seconds: float = 10.0
    """How long a save waits for another process, in seconds."""
    analysis: AnalysisSettings = AnalysisSettings()
    """What the machine sees in a text."""
    suggest: SuggestSettings = SuggestSettings()
    """What labels it suggests."""
    key_files: tuple[ConfigFile, ...] = ()
    """The files that change keys, the person's own first. They are held against the table of keys where
    keys are needed, by `reader.tui.keymap`."""

    @property
    def max_bytes(self) -> int:
        """`max_megabytes` in bytes."""
        return int(self.max_megabytes * 1_000_000)


_CHOICES = {
    "keys": ("vi", "arrows"),
    "glyphs": ("auto", "unicode", "ascii"),
    "marks": ("auto", "letters", "colour"),
    "advance": ("off", "label", "enter"),
}
_ANALYSIS, _SUGGEST = "analysis", "suggest"
KEYMAP = "keymap"
"""The table of a person's own keys."""
DIGIT_ROW = "digit_row"
"""What the keys above the letters type where that are no digits."""
_KEYS = {KEYMAP, DIGIT_ROW}
_USER_ONLY = {"annotator"}
_WORKSPACE_ONLY = {"sources"}


def load_settings(workspace: Path | None, *, user_file: Path | None = None) -> Settings:
    """Settings of the user's file, then of the workspace's, whose words win. Raises ConfigError.

    Of keys the user's own words win: hands go from workspace to workspace.
    """
    known = {field.name for field in fields(Settings)} - {"key_files"} | _KEYS
    user = read_config(user_file or user_settings_path())
    user.refuse_unknown(user.data, known - _WORKSPACE_ONLY)
    settings = _merge(Settings(), user)
    if workspace is None:
        return settings
    own = read_config(workspace / WORKSPACE_FILE)
    if "annotator" in own.data:
        raise own.error(
            "a team shares this file, so it names no annotator",
            f"write annotator = … into {user_settings_path()}",
            line=own.line_of("annotator"),
        )
    own.refuse_unknown(own.data, known - _USER_ONLY)
    merged = _merge(settings, own)
    if "keys" in user.data:
        merged = replace(merged, keys=settings.keys)
    if "entities" in own.data.get(_ANALYSIS, {}):
        analysis = replace(merged.analysis, own=merged.analysis.entities == settings.analysis.entities)
        return replace(merged, analysis=analysis)
    return merged


def user_settings_path() -> Path:
    """Where the user's own settings lie."""
    return Path(platformdirs.user_config_dir(APP, appauthor=False)) / "settings.toml"


def user_state_path() -> Path:
    """Where reading places of folders that are no workspace are kept."""
    return Path(platformdirs.user_state_dir(APP, appauthor=False))


def annotator_name(
    chosen: str | None, settings: Settings, environment: Mapping[str, str] = os.environ
) -> str:
    """Whose decisions these are: the option, READER_ANNOTATOR, the user's file, then the system's user."""
    for name in (chosen, environment.get("READER_ANNOTATOR"), settings.annotator):
        if name is not None and name.strip():
            return _checked_name(name)
    try:
        return _checked_name(getpass.getuser())
    except (KeyError, OSError):
        raise RequestError("nobody's name is known here", "give one with --annotator NAME") from None


def _checked_name(name: str) -> str:
    name = name.strip()
    if not name.isprintable():
        raise RequestError(f"{name!r} cannot be an annotator's name", "use printable signs only")
    return name


def _merge(settings: Settings, config: ConfigFile) -> Settings:
    apart = {_ANALYSIS, _SUGGEST, *_KEYS}
    changes = {key: _checked(config, key, value) for key, value in config.data.items() if key not in apart}
    if _KEYS & config.data.keys():
        changes["key_files"] = (*settings.key_files, config)
    if _ANALYSIS in config.data:
        changes[_ANALYSIS] = _merge_analysis(settings.analysis, config, config.data[_ANALYSIS])
    if _SUGGEST in config.data:
        changes[_SUGGEST] = _merge_suggest(settings.suggest, config, config.data[_SUGGEST])
    return replace(settings, **changes)


def _merge_suggest(settings: SuggestSettings, config: ConfigFile, given: Any) -> SuggestSettings:
    if not isinstance(given, Mapping):
        hint = f"write [{_SUGGEST}], and labels = true below it"
        raise config.error(f"{_SUGGEST} is a table", hint, line=config.line_of(_SUGGEST))
    config.refuse_unknown(given, ("labels", "threshold"), table=_SUGGEST)
    labels, threshold = given.get("labels", settings.labels), given.get("threshold", settings.threshold)
    if not isinstance(labels, bool):
        line = config.line_of("labels", table=_SUGGEST)
        raise config.error("labels is true or false", line=line)
    if isinstance(threshold, bool) or not isinstance(threshold, int | float) or not 0 <= threshold <= 1:
        line = config.line_of("threshold", table=_SUGGEST)
        raise config.error("threshold is a number from 0 to 1", "such as threshold = 0.8", line=line)
    return SuggestSettings(labels, float(threshold))


def _merge_analysis(settings: AnalysisSettings, config: ConfigFile, given: Any) -> AnalysisSettings:
    if not isinstance(given, Mapping):
        hint = f'write [{_ANALYSIS}], and entities = "auto" below it'
        raise config.error(f"{_ANALYSIS} is a table", hint, line=config.line_of(_ANALYSIS))
    config.refuse_unknown(given, ("entities", "seconds"), table=_ANALYSIS)
    changes: dict[str, Any] = {}
    for key, value in given.items():
        line = config.line_of(key, table=_ANALYSIS)
        if key == "seconds":
            changes[key] = _number(config, key, value, line)
        elif isinstance(value, str) and value.strip():
            changes[key] = value.strip()
        else:
            raise config.error(f"{key} is a text in quotes", 'such as entities = "auto"', line=line)
    return replace(settings, **changes)


def _number(config: ConfigFile, key: str, value: Any, line: int | None) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6:
        raise config.error(f"{key} is a number above 0", line=line)
    return float(value)


def _checked(config: ConfigFile, key: str, value: Any) -> Any:
    line = config.line_of(key)
    if key in _CHOICES and value not in _CHOICES[key]:
        raise config.error(f"{key} cannot be {value!r}", f"one of: {', '.join(_CHOICES[key])}", line=line)
    if key in ("max_megabytes", "lock_seconds"):
        return _number(config, key, value, line)
    if key == "sources":
        if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
            raise config.error(
                "sources is a list of folders and files", 'such as sources = ["seeds"]', line=line
            )
        return tuple(value)
    if not isinstance(value, str):
        raise config.error(f"{key} is a text in quotes", line=line)
    return value
