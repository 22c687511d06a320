"""The changes of a scheme, each as fields of `labels.toml` to be set. Pure; no decision is touched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.annotations.scheme import COLOURS, Label, LabelState, LabelTarget, Scheme, key_clash
from reader.annotations.scheme_file import SchemeFile
from reader.annotations.scheme_steps import FieldChange, Value
from reader.errors import RequestError


@dataclass(frozen=True, slots=True)
class SchemeEdit:
    """One change: what it does in words, the fields it sets, and the labels whose annotations it is about."""

    words: str
    fields: tuple[FieldChange, ...]
    labels: tuple[str, ...]


def through(scheme: Scheme, label_id: str) -> tuple[str, ...]:
    """A label and all that were merged into it, at once or one after the other."""
    found = [label_id]
    for one in found:
        found += [label.id for label in scheme.labels if label.merged_into == one and label.id not in found]
    return tuple(found)


def rename(file: SchemeFile, name: str, new: str) -> SchemeEdit | None:
    """Call a label otherwise; None when it is called so. Raises RequestError, NotFoundError."""
    label = file.scheme.find(name)
    new = _plain_name(new)
    if label.active:
        _refuse_twin(file.scheme, new, but=label)
    return _set(file, label, f"{label.name} is now called {new}", name=new)


def recolour(file: SchemeFile, name: str, colour: str) -> SchemeEdit | None:
    """Give a label another colour; an empty one leaves it to reader. Raises RequestError, NotFoundError."""
    label = file.scheme.find(name)
    return _set(file, label, f"{label.name} is now {colour or 'of any colour'}", colour=colour.strip())


def rekey(file: SchemeFile, name: str, key: str) -> SchemeEdit | None:
    """Give a label another key; an empty one takes it away. Raises RequestError, NotFoundError."""
    label, key = file.scheme.find(name), key.strip()
    _refuse_clash(file.scheme, replace(label, key=key))
    words = f"{label.name} now has the key {key}" if key else f"{label.name} has no key of its own now"
    return _set(file, label, words, key=key)


def describe(file: SchemeFile, name: str, description: str) -> SchemeEdit | None:
    """Say otherwise when a label is to be used. Raises RequestError, NotFoundError."""
    label = file.scheme.find(name)
    return _set(file, label, f"{label.name} is described anew", description=" ".join(description.split()))


def add(file: SchemeFile, name: str, label_id: str = "", **fields: str) -> SchemeEdit:
    """Make a label; `fields` may be key, colour, description, target and group. Raises RequestError."""
    name = _plain_name(name)
    _refuse_twin(file.scheme, name)
    taken = {label.id for label in file.scheme.labels}
    if label_id in taken:
        raise RequestError(f'there is a label with the id "{label_id}" already', "choose another id")
    fields = {field: value.strip() for field, value in fields.items()}
    made = _made(file.scheme, name, label_id or _free_id(name, taken), len(taken), fields)
    if (target := fields.get("target") or "block") in list(LabelTarget):
        key = fields.get("key", "")
        _refuse_clash(file.scheme, Label(made[0].label, name, key, target=LabelTarget(target)))
    return SchemeEdit(f"new label {name}", made, (made[0].label,))


def merge(file: SchemeFile, name: str, into: str) -> SchemeEdit | None:
    """Let one label mean another from now on; None when it does. Raises RequestError, NotFoundError."""
    scheme = file.scheme
    label, other = scheme.find(name), scheme.find(into)
    if label.merged_into == other.id:
        return None
    if label.id == other.id:
        raise RequestError(f'"{label.name}" cannot be merged into itself', "name two labels")
    _refuse_state(label, LabelState.ACTIVE, LabelState.RETIRED)
    _refuse_state(other, LabelState.ACTIVE)
    if label.target is not other.target:
        raise RequestError(
            f'"{label.name}" is said of a {label.target}, "{other.name}" of a {other.target}',
            "only labels of one target can be merged",
        )
    group = scheme.group(other.group)
    if group is not None and group.exclusive and label.group != other.group:
        raise RequestError(
            f'"{other.name}" excludes the others of "{group.name}", and "{label.name}" is not in that group',
            "two of them could then stand on one paragraph",
        )
    words = f"{label.name} merged into {other.name}"
    return _set(file, label, words, merged_into=other.id, retired=None)


def split(file: SchemeFile, name: str, parts: Sequence[str]) -> SchemeEdit | None:
    """Part a label into two or more, each an id or name of a label or the name of a new one.

    None when it is split so. Raises RequestError, NotFoundError.
    """
    scheme = file.scheme
    label = scheme.find(name)
    made: list[FieldChange] = []
    ids: list[str] = []
    taken = [one.id for one in scheme.labels]
    for part in parts:
        known = _known(scheme, part)
        if known is None:
            plain = _plain_name(part)
            known = Label(_free_id(plain, set(taken)), plain)
            taken.append(known.id)
            like = {"target": label.target.value, "group": label.group}
            made += _made(scheme, plain, known.id, len(taken) - 1, like)
        elif known.id == label.id:
            raise RequestError(
                f'"{label.name}" cannot be split into itself', "give the new label another name"
            )
        elif known.target is not label.target:
            raise RequestError(
                f'"{label.name}" is said of a {label.target}, "{known.name}" of a {known.target}',
                "choose labels of one target",
            )
        ids.append(known.id)
    if len(set(ids)) < 2 or len(set(ids)) < len(ids):
        raise RequestError("a label is split into two others or more", "name each once")
    if label.split_into == tuple(ids):
        return None
    _refuse_state(label, LabelState.ACTIVE, LabelState.RETIRED)
    names = ", ".join(_name_of(scheme, one, made) for one in ids)
    edit = _set(file, label, f"{label.name} split into {names}", split_into=ids, retired=None)
    return replace(edit, fields=(*edit.fields, *made)) if edit else None


def retire(file: SchemeFile, name: str) -> SchemeEdit | None:
    """Let a label no longer be given; None when it is not. Raises RequestError, NotFoundError."""
    label = file.scheme.find(name)
    if label.state is LabelState.RETIRED:
        return None
    _refuse_state(label, LabelState.ACTIVE)
    return _set(file, label, f"{label.name} retired", retired=True)


def restore(file: SchemeFile, name: str) -> SchemeEdit | None:
    """Let a label that was merged, split or retired be itself again; None when it is.

    Raises RequestError, NotFoundError.
    """
    label = file.scheme.find(name)
    if label.active:
        return None
    active = replace(label, merged_into="", split_into=(), retired=False)
    _refuse_twin(file.scheme, label.name, but=label)
    _refuse_clash(file.scheme, active)
    words = f"{label.name} restored"
    return _set(file, label, words, merged_into=None, split_into=None, retired=None)


def _set(file: SchemeFile, label: Label, words: str, **fields: Value | None) -> SchemeEdit | None:
    """Set fields of a label; None when they have these values."""
    written = file.table(label.id)
    changes = [FieldChange(label.id, one, written.get(one), value or None) for one, value in fields.items()]
    changes = [one for one in changes if one.before != one.after]
    if not changes:
        return None
    return SchemeEdit(words, tuple(changes), through(file.scheme, label.id))


def _made(
    scheme: Scheme, name: str, label_id: str, nth: int, fields: dict[str, str]
) -> tuple[FieldChange, ...]:
    given = {"id": label_id, "name": name, "key": fields.get("key", "")}
    given["colour"] = fields.get("colour", "") or COLOURS[nth % len(COLOURS)]
    given["description"] = " ".join(fields.get("description", "").split())
    given["target"] = fields.get("target", "") or "block"
    given["group"] = fields.get("group", "")
    if given["group"] and scheme.group(given["group"]) is None:
        known = ", ".join(group.id for group in scheme.groups) or "none yet"
        raise RequestError(f'there is no group "{given["group"]}"', f"groups here: {known}")
    return tuple(FieldChange(label_id, field, None, value) for field, value in given.items() if value)


def _known(scheme: Scheme, name: str) -> Label | None:
    """The active label with this id or name."""
    wanted = " ".join(name.split()).casefold()
    found = [label for label in scheme.labels if label.active and label.name.casefold() == wanted]
    exact = scheme.label(name)
    return exact if exact and exact.active else next(iter(found), None)


def _name_of(scheme: Scheme, label_id: str, made: Iterable[FieldChange]) -> str:
    known = scheme.label(label_id)
    if known is not None:
        return known.name
    return next(str(one.after) for one in made if (one.label, one.field) == (label_id, "name"))


def _plain_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or not name.isprintable():
        raise RequestError("a label needs a name", "give one of printable signs")
    return name


def _refuse_twin(scheme: Scheme, name: str, but: Label | None = None) -> None:
    for label in scheme.active:
        if label.name.casefold() == name.casefold() and (but is None or label.id != but.id):
            raise RequestError(f'there is a label "{name}" already', "choose another name")


def _refuse_clash(scheme: Scheme, label: Label) -> None:
    if message := key_clash(label, scheme.labels):
        raise RequestError(message, "choose another for one of them")


def _refuse_state(label: Label, *allowed: LabelState) -> None:
    if label.state in allowed:
        return
    became = {
        LabelState.MERGED: f'was merged into "{label.merged_into}"',
        LabelState.SPLIT: f'was split into "{", ".join(label.split_into)}"',
        LabelState.RETIRED: "is retired",
    }[label.state]
    raise RequestError(f'"{label.name}" {became}', f"reader labels restore {label.id} takes that back")


def _free_id(name: str, taken: set[str]) -> str:
    """An id of small letters, digits and hyphens made of a name, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "label"
    numbered = (f"{base}-{nth}" for nth in range(2, len(taken) + 3))
    return next(one for one in (base, *numbered) if one not in taken)
