"""Shards as the tables of a TinyDB file, and back: the file format, version 2 (docs/annotation-files.md)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from reader.annotations.anchor import Anchor
from reader.annotations.model import (
    Annotation,
    ArticleRef,
    Edit,
    Event,
    Kind,
    Operation,
    Origin,
    Shard,
    State,
    Target,
    TargetKind,
)
from reader.errors import NewerError, ShardError

FORMAT = 2
TABLES = ("article", "targets", "annotations", "history", "schemes")

Document = dict[str, Any]
Tables = Mapping[str, Mapping[str, Mapping[str, Any]]]
T = TypeVar("T")


def encode_article(annotator: str, article: ArticleRef) -> Document:
    """The one document of the table `article`."""
    return {
        "format": FORMAT,
        "annotator": annotator,
        "id": article.id,
        "title": article.title,
        "origin": article.origin,
        "text_hash": article.text_hash,
    }


def encode_target(target: Target) -> Document:
    """A document of the table `targets`: the anchor, once, however many decisions are about it."""
    anchor = target.anchor
    return {
        "id": target.id,
        "kind": target.kind.value,
        "block": target.block,
        "start": anchor.start,
        "end": anchor.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
        "text_hash": anchor.text_hash,
    }


def encode_annotation(annotation: Annotation) -> Document:
    """A document of the table `annotations`."""
    return {
        "id": annotation.id,
        "target": annotation.target,
        "kind": annotation.kind.value,
        "label": annotation.label,
        "state": annotation.state.value,
        "note": annotation.note,
        "link": annotation.link,
        "origin": annotation.origin.name,
        "origin_version": annotation.origin.version,
        "score": annotation.origin.score,
        "created": annotation.created,
        "changed": annotation.changed,
        "seconds": annotation.seconds,
        "scheme": annotation.scheme,
    }


def encode_operation(operation: Operation) -> Document:
    """A document of the table `history`: what was before and after, of every annotation touched."""
    return {
        "id": operation.id,
        "event": operation.event.value,
        "of": operation.of,
        "order": operation.order,
        "words": operation.words,
        "edits": [
            {
                "before": encode_annotation(edit.before) if edit.before else None,
                "after": encode_annotation(edit.after) if edit.after else None,
            }
            for edit in operation.edits
        ],
    }


def encode_scheme(version: str, labels: Iterable[str]) -> Document:
    """A document of the table `schemes`."""
    return {"version": version, "labels": list(labels)}


def decode_shard(tables: Tables, name: str) -> Shard:
    """The shard that the tables of the file `name` hold, in this format (`migrations.migrate` sees to that).

    Raises ShardError when they hold something else.
    """
    try:
        return _decode(tables, next(iter(tables["article"].values())))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ShardError(
            f"{name}: damaged or edited by hand ({type(error).__name__}: {error})", "it is left as it is"
        ) from None


def format_of(tables: Tables, name: str) -> int:
    """The format that the tables of the file `name` are in.

    Raises ShardError when they are no shard's, NewerError when a newer reader has written them.
    """
    try:
        version = next(iter(tables["article"].values()))["format"]
    except (KeyError, StopIteration, AttributeError, TypeError):
        raise ShardError(f"{name}: not a file of decisions", "it is left as it is") from None
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise ShardError(f"{name}: its format is no number: {version!r:.40}", "it is left as it is")
    if version > FORMAT:
        raise NewerError(
            f"{name}: written by a newer reader (format {version}, this one knows {FORMAT})",
            "install the newer reader; the file is left as it is",
        )
    return version


def _decode(tables: Tables, head: Mapping[str, Any]) -> Shard:
    def rows(table: str, decode: Callable[[Mapping[str, Any]], T]) -> list[T]:
        return [decode(document) for document in tables.get(table, {}).values()]

    article = ArticleRef(
        _text(head["id"]), _text(head["title"]), _text(head["origin"]), _text(head["text_hash"])
    )
    history = sorted(rows("history", _operation), key=lambda operation: operation.order)
    return Shard(
        annotator=_text(head["annotator"]),
        article=article,
        targets={target.id: target for target in rows("targets", decode_target)},
        annotations={one.id: one for one in rows("annotations", _annotation)},
        history=tuple(history),
        schemes=dict(rows("schemes", _scheme)),
    )


def decode_target(row: Mapping[str, Any]) -> Target:
    """The target in a document of the table `targets`. Raises KeyError, TypeError, ValueError."""
    anchor = Anchor(
        start=_count(row["start"]),
        end=_count(row["end"]),
        exact=_text(row["exact"]),
        prefix=_text(row["prefix"]),
        suffix=_text(row["suffix"]),
        text_hash=_text(row["text_hash"]),
    )
    return Target(_text(row["id"]), TargetKind(row["kind"]), anchor, _or_none(_count, row["block"]))


def _annotation(row: Mapping[str, Any]) -> Annotation:
    return Annotation(
        id=_text(row["id"]),
        target=_text(row["target"]),
        kind=Kind(row["kind"]),
        label=_text(row["label"]),
        state=State(row["state"]),
        created=_text(row["created"]),
        changed=_text(row["changed"]),
        scheme=_text(row["scheme"]),
        origin=Origin(
            _text(row["origin"]), _or_none(_text, row["origin_version"]), _or_none(_number, row["score"])
        ),
        seconds=_or_none(_number, row["seconds"]),
        note=_text(row["note"]),
        link=_or_none(_text, row["link"]),
    )


def _operation(row: Mapping[str, Any]) -> Operation:
    edits = tuple(
        Edit(
            _annotation(edit["before"]) if edit["before"] is not None else None,
            _annotation(edit["after"]) if edit["after"] is not None else None,
        )
        for edit in row["edits"]
    )
    return Operation(
        _text(row["id"]),
        Event(row["event"]),
        _count(row["order"]),
        _text(row["words"]),
        edits,
        _or_none(_text, row["of"]),
    )


def _scheme(row: Mapping[str, Any]) -> tuple[str, tuple[str, ...]]:
    if not isinstance(row["labels"], list):
        raise TypeError(f"a list is expected, not {row['labels']!r:.40}")
    return _text(row["version"]), tuple(map(_text, row["labels"]))


def _or_none(decode: Callable[[Any], T], value: Any) -> T | None:
    return None if value is None else decode(value)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"a number is expected, not {value!r:.40}")
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"a text is expected, not {value!r:.40}")
    return value


def _count(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise TypeError(f"a count is expected, not {value!r:.40}")
    return value
