"""Changes to a scheme's file that keep its comments and its order."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import AoT

from reader.annotations.scheme import COLOURS, Label
from reader.annotations.scheme_reading import load_scheme, read_scheme
from reader.atomic import make_folder, replace_file
from reader.configfile import parse_config
from reader.errors import ConfigError, ReaderError, RequestError


def add_label(path: Path, name: str, key: str = "") -> Label:
    """Add a label for paragraphs at the end of a scheme's file, which is made when there is none.

    Its id is made of its name. Raises RequestError for a name that exists already, ReaderError when the
    file cannot be written; the file is then as it was.
    """
    name = " ".join(name.split())
    scheme = load_scheme(path)
    if not name or not name.isprintable():
        raise RequestError("a label needs a name", "type one")
    if any(label.name.casefold() == name.casefold() for label in scheme.labels):
        raise RequestError(f'there is a label "{name}" already', "choose another name")
    label_id = _free_id(name, {label.id for label in scheme.labels})
    try:
        source = path.read_text("utf-8-sig") if path.exists() else ""
        fields = {"id": label_id, "name": name}
        if key:
            fields["key"] = key
        written = _with_label(
            source, {**fields, "colour": COLOURS[len(scheme.labels) % len(COLOURS)], "target": "block"}
        )
        # What cannot be read again, such as a key that is taken, never gets into the file.
        label = read_scheme(parse_config(written, path), path).find(label_id)
        make_folder(path.parent)
        replace_file(path, written.encode())
    except TOMLKitError as error:
        raise ConfigError(path, None, str(error), "write it as TOML: name = value") from None
    except OSError as error:
        raise ReaderError(f"{path}: cannot be written ({error.strerror})", "the label was not made") from None
    return label


def _with_label(source: str, fields: dict[str, str]) -> str:
    """The source with one more label at its end, where it comes between nothing and its comment."""
    document = tomlkit.parse(source)
    if "labels" in document and not isinstance(document["labels"], AoT):
        document["labels"].append(fields)
        return tomlkit.dumps(document)
    table = tomlkit.table()
    table.update(fields)
    labels = tomlkit.aot()
    labels.append(table)
    addition = tomlkit.dumps(tomlkit.document().append("labels", labels))
    return "\n\n".join(part for part in (source.rstrip("\n"), addition) if part)


def _free_id(name: str, taken: set[str]) -> str:
    """An id of small letters, digits and hyphens made of a name, with a number where it is taken."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:48] or "label"
    numbered = (f"{base}-{nth}" for nth in range(2, len(taken) + 3))
    return next(one for one in (base, *numbered) if one not in taken)
