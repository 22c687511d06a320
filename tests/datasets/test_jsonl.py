"""The jsonl format: its fields, and lines that every program takes for one line."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.model import State
from reader.datasets.jsonl import json_line, jsonl_lines
from reader.datasets.records import Record, RecordLabel
from reader.spans import Span

DOCUMENTATION = Path(__file__).parents[2] / "docs" / "export-jsonl.md"
RECORD = Record(
    article="475bec02d4c1a4e3",
    title="A title",
    source="Reuters",
    block=2,
    kind="paragraph",
    span=Span(10, 14),
    text="Text",
    labels=(RecordLabel("fact", "Fact", State.REJECT),),
    none=True,
    decided=True,
    annotator="alice",
    created="2026-01-01T00:00:00.000000Z",
    changed="2026-01-02T00:00:00.000000Z",
    scheme="69fcb44e",
)


def test_a_line_is_what_the_documentation_shows() -> None:
    (line,) = jsonl_lines([RECORD])
    assert line in DOCUMENTATION.read_text().splitlines()
    for field in json.loads(line):
        assert f"`{field}`" in DOCUMENTATION.read_text()


def test_signs_of_all_languages_stay_readable() -> None:
    assert json_line({"text": "Київ “北京” café"}) == '{"text": "Київ “北京” café"}'


def test_half_a_sign_from_a_name_of_a_file_is_escaped() -> None:
    line = json_line({"path": "caf\udce9.txt"})
    assert json.loads(line.encode()) == {"path": "caf\udce9.txt"}


@given(st.text())
def test_any_text_is_one_line_of_utf_8_that_steers_nothing(text: str) -> None:
    line = json_line({"text": text})
    assert json.loads(line.encode()) == {"text": text}
    assert len(line.splitlines()) == 1
    assert not any(sign in line for sign in "\x1b\x7f\x85\x9b\u202e\u2066\u2028")
