"""A scheme's file and changes to it, field by field, that keep its comments, its order and all else."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AbstractTable, Item

from reader.annotations.scheme import Scheme
from reader.annotations.scheme_reading import read_scheme
from reader.annotations.scheme_steps import FieldChange, Value
from reader.configfile import ConfigFile, parse_config, read_config
from reader.errors import ConfigError, RequestError

_BOM = "\ufeff"
_NO_FIELD = re.compile(r"\s*(#.*)?")


@dataclass(frozen=True, slots=True)
class SchemeFile:
    """What `labels.toml` holds: `content` is its text to the last byte, None when there is no such file."""

    path: Path
    content: str | None
    config: ConfigFile
    scheme: Scheme

    @classmethod
    def read(cls, path: Path) -> SchemeFile:
        """Read a scheme's file. Raises ConfigError with file and line."""
        name = read_config(path).path
        try:
            content = path.read_bytes().decode()
        except FileNotFoundError:
            content = None
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(name, None, f"cannot be read ({error})", "try again") from None
        return cls.parse(content, path, name)

    @classmethod
    def parse(cls, content: str | None, path: Path, name: Path | None = None) -> SchemeFile:
        """What a text says as a scheme's file, called `name` to people. Raises ConfigError."""
        config = parse_config((content or "").removeprefix(_BOM), name or path)
        return cls(path, content, config, read_scheme(config, path))

    def table(self, label: str) -> Mapping[str, Any]:
        """The fields of a label that are set, as they are written; none when there is no such label."""
        return next(
            (_set_fields(one) for one in self.config.data.get("labels", ()) if one["id"] == label), {}
        )

    def holds(self, changes: Iterable[FieldChange]) -> bool:
        """Whether every field has the value that a change begins with: nothing else has changed it since."""
        changes = tuple(changes)
        ends = {one.label for one in changes if one.field == "id"}
        for label in ends:
            if self.table(label) != _set_fields({x.field: x.before for x in changes if x.label == label}):
                return False
        return all(self.table(one.label).get(one.field) == (one.before or None) for one in changes)

    def after(self, changes: Sequence[FieldChange]) -> SchemeFile:
        """The file after changes that it `holds`.

        Raises RequestError when that would be no scheme, ConfigError when it cannot be written so that all
        else stays as it is.
        """
        mark = _BOM if (self.content or "").startswith(_BOM) else ""
        source = self.config.source
        windows = "\n" in source and source.count("\n") == source.count("\r\n")
        source = source.replace("\r\n", "\n") if windows else source
        for label in dict.fromkeys(one.label for one in changes):
            source = _change_label(source, label, {x.field: x.after for x in changes if x.label == label})
        if _meant(source) != _expected(self.config.data, changes):
            raise ConfigError(
                self.config.path,
                None,
                "written in a way that reader cannot change without harm",
                "change it by hand, or write each label as a [[labels]] table",
            )
        source = source.replace("\n", "\r\n") if windows else source
        try:
            return SchemeFile.parse(mark + source, self.path, self.config.path)
        except ConfigError as error:
            # Its line is one of a file that is never written.
            raise RequestError(error.what, error.hint) from None


def _change_label(source: str, label: str, fields: Mapping[str, Value | None]) -> str:
    """The source with some fields of a label set; one that is not there is made, one without an id goes."""
    try:
        config = ConfigFile(Path(), source, tomllib.loads(source))
        ids = [table["id"] for table in config.data.get("labels", ())]
        nth = ids.index(label) if label in ids else len(ids)
        lines = config.lines_of_table("labels", nth)
        if lines is not None:
            return _change_table(source, lines, fields)
        if "labels" in config.data and config.lines_of_table("labels", 0) is None:
            return _change_inline(source, nth, fields)
        return _with_label(source, fields)
    except (TOMLKitError, tomllib.TOMLDecodeError, LookupError, TypeError):
        # What comes of it is compared with what was meant, whatever went wrong.
        return source


def _change_table(source: str, lines: range, fields: Mapping[str, Value | None]) -> str:
    """Change a [[labels]] table; tomlkit is given this one alone, since it moves those that others part."""
    rows = re.findall(r"[^\n]*\n|[^\n]+", source)
    first, end = lines.start - 1, min(lines.stop - 1, len(rows))
    # Comments below the last field belong to what follows.
    while end > first + 1 and _NO_FIELD.fullmatch(rows[end - 1].rstrip("\n")):
        end -= 1
    before, after = "".join(rows[:first]), "".join(rows[end:])
    if "id" in fields and fields["id"] is None:
        return before.removesuffix("\n") + after if before.endswith("\n\n") else before + after
    body = "".join(rows[first:end])
    return (
        before
        + _edited(body if body.endswith("\n") else f"{body}\n", lambda doc: doc["labels"][0], fields)
        + after
    )


def _change_inline(source: str, nth: int, fields: Mapping[str, Value | None]) -> str:
    """Change labels that are written as `labels = [{…}, …]`."""
    if "id" not in fields:
        return _edited(source, lambda doc: doc["labels"][nth], fields)
    document = tomlkit.parse(source)
    labels: Any = document["labels"]
    if fields["id"] is None:
        labels.pop(nth)
    else:
        labels.append(_set_fields(fields))
    return tomlkit.dumps(document)


def _edited(source: str, find: Callable[[Any], AbstractTable], fields: Mapping[str, Value | None]) -> str:
    document = tomlkit.parse(source)
    table = find(document)
    for field, value in fields.items():
        if value:
            table[field] = value
        elif field in table:
            item = table.value.item(field)
            if isinstance(item, Item) and item.trivia.comment:
                # Nobody's comment goes with a field.
                table[field] = type(item.unwrap())()
            else:
                table.remove(field)
    return tomlkit.dumps(document)


def _with_label(source: str, fields: Mapping[str, Value | None]) -> str:
    """The source with one more label at its end, where it comes between nothing and its comment."""
    table = tomlkit.table()
    table.update(_set_fields(fields))
    labels = tomlkit.aot()
    labels.append(table)
    addition = tomlkit.dumps(tomlkit.document().append("labels", labels))
    return "\n\n".join(part for part in (source.rstrip("\n"), addition) if part)


def _set_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {field: value for field, value in fields.items() if value}


def _expected(data: Mapping[str, Any], changes: Sequence[FieldChange]) -> Mapping[str, Any]:
    """What the file is to say after the changes."""
    found: dict[str, Any] = dict(copy.deepcopy(data))
    labels = {table["id"]: table for table in found.get("labels", ())}
    for one in changes:
        labels.setdefault(one.label, {})[one.field] = one.after
    found["labels"] = [_set_fields(table) for table in labels.values() if table["id"]]
    return found


def _meant(source: str) -> Mapping[str, Any]:
    """What a source says, without the fields of labels that are empty."""
    try:
        found = dict(tomllib.loads(source))
    except tomllib.TOMLDecodeError:
        return {}
    found["labels"] = [_set_fields(table) for table in found.get("labels", ())]
    return found
