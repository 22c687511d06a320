"""The file format: what is written is read again, and what is not ours is refused by name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tinydb import TinyDB

from reader.annotations import codec
from reader.annotations.anchor import Anchor
from reader.annotations.contents import Contents
from reader.annotations.deciding import Act, Choice, Stamp, decide
from reader.annotations.migrations import migrate
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
    apply,
)
from reader.annotations.scheme import Scheme
from reader.annotations.store import Store
from reader.errors import NewerError, ShardError

Tables = dict[str, dict[str, dict[str, Any]]]
TEXTS = st.text(max_size=8) | st.sampled_from(["", '"', "\\", "\u2028", "\ud800", "😀", "\0"])
COUNTS = st.integers(0, 2**60)
ANCHORS = st.builds(Anchor, COUNTS, COUNTS, TEXTS, TEXTS, TEXTS, TEXTS)
TARGETS = st.builds(Target, TEXTS, st.sampled_from(TargetKind), ANCHORS, st.none() | COUNTS)
ANNOTATIONS = st.builds(
    Annotation,
    id=TEXTS,
    target=TEXTS,
    kind=st.sampled_from(Kind),
    label=TEXTS,
    state=st.sampled_from(State),
    created=TEXTS,
    changed=TEXTS,
    scheme=TEXTS,
    origin=st.builds(Origin, TEXTS, st.none() | TEXTS, st.none() | st.floats(0, 1)),
    seconds=st.none() | st.floats(0, 1e9),
    note=TEXTS,
    link=st.none() | TEXTS,
)
EDITS = st.builds(Edit, st.none() | ANNOTATIONS, st.none() | ANNOTATIONS)
OPERATIONS = st.builds(
    Operation,
    TEXTS,
    st.sampled_from(Event),
    COUNTS,
    TEXTS,
    st.lists(EDITS, max_size=2).map(tuple),
    st.none() | TEXTS,
)


def by_id(things: list[Any]) -> dict[str, Any]:
    return {one.id: one for one in things}


SHARDS = st.builds(
    Shard,
    TEXTS,
    st.builds(ArticleRef, TEXTS, TEXTS, TEXTS, TEXTS),
    st.lists(TARGETS, max_size=3).map(by_id),
    st.lists(ANNOTATIONS, max_size=3).map(by_id),
    st.lists(OPERATIONS, max_size=3).map(lambda found: tuple(sorted(found, key=lambda one: one.order))),
    st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2).map(tuple), max_size=2),
)


def tables_of(shard: Shard) -> Tables:
    def numbered(rows: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
        return {str(number): row for number, row in enumerate(rows, start=1)}

    return {
        "article": numbered([codec.encode_article(shard.annotator, shard.article)]),
        "targets": numbered([codec.encode_target(one) for one in shard.targets.values()]),
        "annotations": numbered([codec.encode_annotation(one) for one in shard.annotations.values()]),
        "history": numbered([codec.encode_operation(one) for one in shard.history]),
        "schemes": numbered([codec.encode_scheme(*one) for one in shard.schemes.items()]),
    }


@given(SHARDS)
def test_what_is_encoded_is_decoded(shard: Shard) -> None:
    tables = tables_of(shard)
    assert codec.decode_shard(tables, "a.json") == shard
    content = Contents(tables).encode()
    assert codec.decode_shard(Contents.parse(content).tables, "a.json") == shard
    # Anything that reads JSON in UTF-8 reads it, TinyDB among others.
    assert json.loads(content.decode("utf-8")) == tables


ROWS = st.dictionaries(TEXTS, TEXTS | st.integers() | st.lists(TEXTS, max_size=2), max_size=2)


@given(
    st.dictionaries(TEXTS, st.dictionaries(st.integers(1, 50).map(str), ROWS, max_size=5), max_size=3),
    st.data(),
)
def test_encoding_is_never_stale(tables: Tables, data: st.DataObject) -> None:
    contents = Contents(tables)
    for _ in range(data.draw(st.integers(1, 6))):
        assert json.loads(contents.encode()) == contents.tables
        assert contents.encode() == Contents(contents.tables).encode()
        name = data.draw(st.sampled_from([*contents.tables, "history"]))
        # As TinyDB does it: new tables of the rows that stay, the row changed being another object.
        rows = dict(contents.tables.get(name, {}))
        number = str(data.draw(st.integers(1, 50)))
        if data.draw(st.booleans()):
            rows[number] = data.draw(ROWS)
        else:
            rows.pop(number, None)
        contents.tables = {**contents.tables, name: rows}
    assert json.loads(contents.encode()) == contents.tables


def test_encoding_forgets_rows_that_are_long_gone() -> None:
    contents = Contents({"history": {}})
    for number in range(5000):
        contents.tables = {"history": {"1": {"number": number}}}
        assert contents.encode() == b'{"history":{"1":{"number":%d}}}' % number
    assert len(contents._pieces) < 2000


@pytest.fixture
def tables(
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> Tables:
    """The tables of a file with one decision."""
    shard = Shard("anna", article_ref)
    change = decide(shard, block_target(1), Choice(Act.TOGGLE, "war"), plain_scheme, next(stamps))
    assert change is not None
    return tables_of(apply(shard, change))


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("article", "title", 5),
        ("article", "annotator", None),
        ("targets", "start", "1"),
        ("targets", "end", -1),
        ("targets", "start", True),
        ("targets", "kind", "page"),
        ("targets", "exact", None),
        ("targets", "block", "one"),
        ("annotations", "state", "maybe"),
        ("annotations", "kind", []),
        ("annotations", "label", 7),
        ("annotations", "seconds", "long"),
        ("annotations", "note", None),
        ("annotations", "link", 5),
        ("annotations", "origin", None),
        ("annotations", "origin_version", 2),
        ("annotations", "score", "high"),
        ("history", "order", 1.5),
        ("history", "event", "doing"),
        ("history", "edits", "none"),
        ("history", "edits", [1]),
        ("history", "edits", [{"before": None}]),
        ("history", "of", 3),
        ("schemes", "labels", 3),
        ("schemes", "labels", "war"),
        ("schemes", "version", []),
    ],
)
def test_wrongly_shaped_rows_are_refused(tables: Tables, table: str, field: str, value: object) -> None:
    tables[table]["1"][field] = value
    with pytest.raises(ShardError, match=r"^a\.json: damaged or edited by hand") as caught:
        codec.decode_shard(tables, "a.json")
    assert caught.value.hint == "it is left as it is"


@pytest.mark.parametrize("table", ["article", "targets", "annotations", "history", "schemes"])
def test_missing_fields_are_refused(tables: Tables, table: str) -> None:
    for field in tables[table]["1"]:
        cut = {**tables, table: {"1": {k: v for k, v in tables[table]["1"].items() if k != field}}}
        with pytest.raises(ShardError):
            codec.decode_shard(migrate(cut, "a.json"), "a.json")


def test_newer_file_is_refused(tables: Tables) -> None:
    tables["article"]["1"]["format"] = codec.FORMAT + 1
    with pytest.raises(NewerError, match=r"^a\.json: written by a newer reader \(format 3"):
        migrate(tables, "a.json")


@pytest.mark.parametrize("version", ["1", None, 0, True, 1.5])
def test_format_that_is_no_number_is_refused(tables: Tables, version: object) -> None:
    tables["article"]["1"]["format"] = version
    with pytest.raises(ShardError, match=r"^a\.json: its format is no number"):
        migrate(tables, "a.json")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        '{"article": []}',
        '{"article": {}}',
        '{"article": {"1": 5}}',
        '{"article": {"1": {}}}',
        '{"name": "a package", "version": "1.0"}',
        '{"_default": {"1": {"name": "other TinyDB"}}}',
        "[" * 100_000,
        "\xff\xfe",
        "not json at all",
    ],
)
def test_foreign_file_is_refused_and_left(
    store: Store,
    content: str,
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
) -> None:
    path = store.path("anna", article_ref.id)
    path.parent.mkdir(parents=True)
    path.write_bytes(content.encode("latin-1"))
    with pytest.raises(ShardError, match=path.name):
        store.load("anna", article_ref.id)
    choice = Choice(Act.TOGGLE, "war")
    with pytest.raises(ShardError, match=path.name):
        store.change(
            "anna",
            article_ref,
            lambda shard: decide(shard, block_target(1), choice, plain_scheme, next(stamps)),
        )
    assert path.read_bytes() == content.encode("latin-1")


def test_file_cut_short_anywhere_is_refused(tables: Tables, tmp_path: Path, store: Store) -> None:
    content = Contents(tables).encode()
    path = tmp_path / "cut.json"
    for length in range(0, len(content), 7):
        path.write_bytes(content[:length])
        with pytest.raises(ShardError):
            store.load_file(path)


@pytest.mark.parametrize("extra", [{"one": {}}, {'1"': {}}, {"1": 5, "2": 5}, {"1": []}])
def test_table_that_is_none_of_tinydbs_is_refused(tables: Tables, extra: Any) -> None:
    """Writing it again would lose rows or break the file."""
    content = json.dumps({**tables, "notes": extra}).encode()
    with pytest.raises(ValueError, match="no tables"):
        Contents.parse(content)


def test_tables_of_others_are_kept(
    store: Store,
    article_ref: ArticleRef,
    block_target: Callable[[int], Target],
    stamps: Iterator[Stamp],
    plain_scheme: Scheme,
    plain_tinydb: Callable[[Path], dict[str, list[dict[str, Any]]]],
) -> None:
    def tag(number: int) -> None:
        choice = Choice(Act.TOGGLE, "war")
        store.change(
            "anna",
            article_ref,
            lambda shard: decide(shard, block_target(number), choice, plain_scheme, next(stamps)),
        )

    tag(1)
    path = store.path("anna", article_ref.id)
    with TinyDB(path) as database:
        database.table("my notes").insert({"said": "“so”"})
    tag(2)
    tag(3)
    assert plain_tinydb(path)["my notes"] == [{"said": "“so”"}]
    assert len(plain_tinydb(path)["annotations"]) == 3
