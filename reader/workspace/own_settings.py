"""The user's own settings file, changed by one value; what else stands in it, comments included, stays."""

from __future__ import annotations

from pathlib import Path

from reader.atomic import make_folder, replace_file
from reader.configfile import read_config
from reader.errors import ConfigError, ReaderError
from reader.settings import WORKSPACE_FILE, user_settings_path


def keep_own(key: str, value: str, path: Path | None = None) -> Path:
    """Write a value into the user's own settings; returns the file. Raises ReaderError, ConfigError."""
    import tomlkit

    path = path or user_settings_path()
    # What cannot be read is not written over.
    document = tomlkit.parse(read_config(path).source)
    if document.get(key) == value:
        return path
    if key in document:
        document[key] = value
    else:
        # A value of the file itself stands before the first table.
        document.add(key, value)
    try:
        make_folder(path.parent)
        replace_file(path, tomlkit.dumps(document).encode())
    except OSError as error:
        raise ReaderError(
            f"{path}: cannot be written ({error.strerror})", f'write {key} = "{value}" into it yourself'
        ) from None
    return path


def set_in(workspace: Path, key: str) -> Path | None:
    """The file that says a setting: the workspace's, whose words win, else the user's; None without any."""
    for path in (workspace / WORKSPACE_FILE, user_settings_path()):
        if key in read_config(path).data:
            return path
    return None


def complaint(workspace: Path, key: str, message: str, hint: str) -> ConfigError | None:
    """What is wrong with a setting, with the file and the line that say it; None when none does."""
    path = set_in(workspace, key)
    if path is None:
        return None
    config = read_config(path)
    return config.error(message, hint, line=config.line_of(key))
