"""Reads a scheme from `annotations/labels.toml` (docs/labels-file.md), with the line of whatever is wrong."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from reader.annotations.scheme import (
    BUILT_IN,
    COLOURS,
    DECIDABLE,
    NAMES,
    Group,
    Label,
    LabelTarget,
    Scheme,
    key_clash,
)
from reader.configfile import ConfigFile, read_config
from reader.errors import ConfigError

_BUILT_IN = frozenset(label.id for label in BUILT_IN)
_BLOCK_KINDS = ("paragraph", "heading", "caption", "post", "list_item", "blockquote", "byline")
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|[a-z_]+")
_SCHEME_FIELDS = ("decide", "groups", "guidelines", "labels")
_GROUP_FIELDS = ("exclusive", "id", "name", "required")
_LABEL_FIELDS = (
    "colour",
    "description",
    "examples",
    "group",
    "id",
    "key",
    "merged_into",
    "name",
    "retired",
    "split_into",
    "target",
)


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
    _refuse_lost_meanings(config, labels)
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
    if group and group not in [known.id for known in (*groups, NAMES)]:
        raise wrong("group", f'there is no group "{group}"', "write a [[groups]] table with that id")
    examples = table.get("examples", [])
    if not isinstance(examples, list) or not all(isinstance(example, str) for example in examples):
        raise wrong("examples", "examples is a list of texts")
    parts = table.get("split_into", [])
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise wrong("split_into", "split_into is a list of ids of labels")
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
        merged_into=_text(config, table, "merged_into", "labels", nth),
        split_into=tuple(parts),
        retired=_flag(config, table, "retired", False, "labels", nth),
    )


def _id(config: ConfigFile, table: Mapping[str, Any], name: str, nth: int) -> str:
    value = table.get("id")
    if not isinstance(value, str) or not (_ID.fullmatch(value) or value in _BUILT_IN):
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
    for nth, label in enumerate(labels):
        if message := key_clash(label, labels[:nth]):
            raise config.error(message, "choose another for one of them", line=label.line)


def _refuse_lost_meanings(config: ConfigFile, labels: tuple[Label, ...]) -> None:
    """What a label was merged or split into must be there, be said of the same, and lead to an end."""
    known = {label.id: label for label in labels}
    for nth, label in enumerate(labels):
        field = "merged_into" if label.merged_into else "split_into" if label.split_into else "retired"
        line = config.line_of(field, table="labels", nth=nth)
        if bool(label.merged_into) + bool(label.split_into) + label.retired > 1:
            message = f'"{label.id}" cannot be merged, split and retired at once'
            raise config.error(message, "leave one of merged_into, split_into and retired", line=line)
        parts = label.split_into
        if parts and (len(parts) < 2 or len(set(parts)) < len(parts)):
            raise config.error("split_into names two labels or more, each once", line=line)
        for one in _leads_to(label):
            if one not in known:
                raise config.error(f'there is no label "{one}"', "write the id of one", line=line)
            if known[one].target is not label.target:
                message = f'"{label.id}" is said of a {label.target}, "{one}" of a {known[one].target}'
                raise config.error(message, "choose labels of one target", line=line)
        if circle := _circle(label, known):
            raise config.error(
                f"merged or split in a circle: {' → '.join(circle)}", "take one of them out", line=line
            )


def _leads_to(label: Label) -> tuple[str, ...]:
    return (label.merged_into,) if label.merged_into else label.split_into


def _circle(label: Label, known: Mapping[str, Label]) -> tuple[str, ...]:
    """A way from a label back to itself, or nothing."""
    passed = {label.id}
    ways: list[tuple[str, ...]] = [(label.id,)]
    while ways:
        way = ways.pop()
        for one in _leads_to(known[way[-1]]) if way[-1] in known else ():
            if one == label.id:
                return (*way, one)
            if one not in passed:
                passed.add(one)
                ways.append((*way, one))
    return ()
