"""The label scheme: what can be said about an article, read from `annotations/labels.toml`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from reader.configfile import ConfigFile, read_config
from reader.errors import ConfigError, NotFoundError

SCHEME_FILE = "labels.toml"
DECIDABLE = ("paragraph", "post", "list_item", "blockquote")
_BLOCK_KINDS = ("paragraph", "heading", "caption", "post", "list_item", "blockquote", "byline")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|[a-z_]+")
_SCHEME_FIELDS = ("decide", "groups", "guidelines", "labels")
_GROUP_FIELDS = ("exclusive", "id", "name", "required")
_LABEL_FIELDS = ("colour", "description", "examples", "group", "id", "key", "name", "target")
COLOURS = ("red", "yellow", "green", "cyan", "blue", "magenta", "bright_red", "bright_green", "bright_blue")


class LabelTarget(StrEnum):
    """What a label is said of."""

    BLOCK = "block"
    SPAN = "span"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Group:
    """Labels that belong together; `exclusive` ones replace each other, `required` ones must be decided."""

    id: str
    name: str
    exclusive: bool = False
    required: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """One thing that can be said; `id` never changes, `key` is what presses it (empty: none of its own)."""

    id: str
    name: str
    key: str = ""
    colour: str = ""
    description: str = ""
    target: LabelTarget = LabelTarget.BLOCK
    group: str = ""
    examples: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """All labels and groups of a workspace, in the file's order."""

    labels: tuple[Label, ...] = ()
    groups: tuple[Group, ...] = ()
    decide: frozenset[str] = frozenset(DECIDABLE)
    guidelines: str = ""
    path: Path | None = None

    def label(self, label_id: str) -> Label | None:
        """The label with this id, or None."""
        return next((label for label in self.labels if label.id == label_id), None)

    def find(self, name: str) -> Label:
        """The label with this id, else with this name whatever its case. Raises NotFoundError."""
        found = self.label(name) or next(
            (x for x in self.labels if x.name.casefold() == name.casefold()), None
        )
        if found is None:
            known = ", ".join(label.id for label in self.labels) or "none yet"
            raise NotFoundError(f'there is no label "{name}"', f"labels here: {known}")
        return found

    def of_target(self, target: LabelTarget) -> tuple[Label, ...]:
        """The labels that are said of such a target."""
        return tuple(label for label in self.labels if label.target is target)

    def group(self, group_id: str) -> Group | None:
        """The group with this id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def required_groups(self) -> tuple[str, ...]:
        """Ids of the groups of block labels to be decided; without any, the whole scheme is one, ``."""
        used = {label.group for label in self.of_target(LabelTarget.BLOCK)}
        required = tuple(group.id for group in self.groups if group.required and group.id in used)
        return required or ("",)

    @property
    def version(self) -> str:
        """Names what could be said: 8 hex digits over the ids, targets and groups of the labels."""
        said = "\n".join(f"{label.id}\t{label.target}\t{label.group}" for label in self.labels)
        return hashlib.blake2b(said.encode(), digest_size=4).hexdigest()


def load_scheme(path: Path) -> Scheme:
    """Read a scheme; a missing file is a scheme without labels. Raises ConfigError with file and line."""
    return read_scheme(read_config(path), path)


def read_scheme(config: ConfigFile, path: Path) -> Scheme:
    """The scheme that a file at `path` says. Raises ConfigError with file and line."""
    config.refuse_unknown(config.data, _SCHEME_FIELDS)
    groups = tuple(_group(config, nth, table) for nth, table in enumerate(_tables(config, "groups")))
    labels = tuple(_label(config, nth, table, groups) for nth, table in enumerate(_tables(config, "labels")))
    _refuse_twins(config, "groups", [group.id for group in groups])
    _refuse_twins(config, "labels", [label.id for label in labels])
    _refuse_clashing_keys(config, labels)
    decide = config.data.get("decide", list(DECIDABLE))
    if not isinstance(decide, list) or not all(kind in _BLOCK_KINDS for kind in decide):
        raise config.error(
            "decide is a list of kinds of block",
            f"of: {', '.join(_BLOCK_KINDS)}",
            line=config.line_of("decide"),
        )
    return Scheme(
        labels=labels,
        groups=groups,
        decide=frozenset(decide),
        guidelines=_text(config, config.data, "guidelines"),
        path=path,
    )


def _tables(config: ConfigFile, name: str) -> list[Mapping[str, Any]]:
    tables = config.data.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        line = config.line_of(name) or config.line_of(table=name)
        raise config.error(f"{name} are written as [[{name}]] tables", line=line)
    return tables


def _group(config: ConfigFile, nth: int, table: Mapping[str, Any]) -> Group:
    config.refuse_unknown(table, _GROUP_FIELDS, table="groups", nth=nth)
    group_id = _id(config, table, "groups", nth)
    name = _text(config, table, "name", "groups", nth) or group_id
    exclusive = _flag(config, table, "exclusive", False, "groups", nth)
    return Group(group_id, name, exclusive, _flag(config, table, "required", True, "groups", nth))


def _label(config: ConfigFile, nth: int, table: Mapping[str, Any], groups: tuple[Group, ...]) -> Label:
    config.refuse_unknown(table, _LABEL_FIELDS, table="labels", nth=nth)

    def wrong(field: str, message: str, hint: str = "") -> ConfigError:
        return config.error(message, hint, line=config.line_of(field, table="labels", nth=nth))

    label_id = _id(config, table, "labels", nth)
    key = _text(config, table, "key", "labels", nth)
    if not all(sign.isalnum() for sign in key) or len(key) > 3 or "0" in key:
        raise wrong(
            "key", f'"{key}" cannot be a label\'s key', "use a digit from 1 to 9 or up to three letters"
        )
    if len(key) > 1 and any(sign.isdigit() for sign in key):
        raise wrong(
            "key", f'"{key}" cannot be a label\'s key', "a digit stands alone; a code is of letters only"
        )
    colour = _text(config, table, "colour", "labels", nth)
    if colour and not _COLOUR.fullmatch(colour):
        raise wrong("colour", f'"{colour}" is no colour', 'such as "cyan" or "#5fafd7"')
    target = _text(config, table, "target", "labels", nth) or LabelTarget.BLOCK
    if target not in list(LabelTarget):
        raise wrong("target", f'"{target}" is no target', "one of: block, span, document")
    group = _text(config, table, "group", "labels", nth)
    if group and group not in [known.id for known in groups]:
        raise wrong("group", f'there is no group "{group}"', "write a [[groups]] table with that id")
    examples = table.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise wrong("examples", "examples is a list of texts")
    return Label(
        id=label_id,
        name=_text(config, table, "name", "labels", nth) or label_id,
        key=key,
        colour=colour or COLOURS[nth % len(COLOURS)],
        description=_text(config, table, "description", "labels", nth),
        target=LabelTarget(target),
        group=group,
        examples=tuple(examples),
        line=config.line_of("key", table="labels", nth=nth),
    )


def _id(config: ConfigFile, table: Mapping[str, Any], name: str, nth: int) -> str:
    value = table.get("id")
    if not isinstance(value, str) or not _ID.fullmatch(value):
        what = "has no id" if value is None else f"cannot have the id {value!r}"
        raise config.error(
            f"this {name[:-1]} {what}",
            "an id is a text of small letters, digits, . _ and -, such as conflict",
            line=config.line_of("id", table=name, nth=nth),
        )
    return value


def _text(config: ConfigFile, given: Mapping[str, Any], field: str, table: str = "", nth: int = 0) -> str:
    value = given.get(field, "")
    if not isinstance(value, str):
        raise config.error(f"{field} is a text in quotes", line=config.line_of(field, table=table, nth=nth))
    return value.strip()


def _flag(
    config: ConfigFile, given: Mapping[str, Any], field: str, default: bool, table: str = "", nth: int = 0
) -> bool:
    value = given.get(field, default)
    if not isinstance(value, bool):
        raise config.error(f"{field} is true or false", line=config.line_of(field, table=table, nth=nth))
    return value


def _refuse_twins(config: ConfigFile, table: str, ids: list[str]) -> None:
    for nth, one in enumerate(ids):
        if one in ids[:nth]:
            first = config.line_of("id", table=table, nth=ids.index(one))
            raise config.error(
                f'the id "{one}" stands in line {first} already',
                "give each its own",
                line=config.line_of("id", table=table, nth=nth),
            )


def _refuse_clashing_keys(config: ConfigFile, labels: tuple[Label, ...]) -> None:
    """Two labels of one target cannot share a key, nor can one key begin another: it would never end."""
    for nth, label in enumerate(labels):
        for other in labels[:nth]:
            if not label.key or not other.key or label.target is not other.target:
                continue
            if label.key == other.key:
                message = (
                    f'the key "{label.key}" of "{label.id}" is that of "{other.id}" in line {other.line}'
                )
            elif label.key.startswith(other.key) or other.key.startswith(label.key):
                message = (
                    f'the key "{label.key}" of "{label.id}" and "{other.key}" of "{other.id}" '
                    f"in line {other.line} begin alike"
                )
            else:
                continue
            raise config.error(message, "choose another for one of them", line=label.line)
