"""An analysis as JSON, and back."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.marks import Analysis, EntityType, Mention, Name, Quote, QuoteKind
from reader.analysis.shape import from_json, to_json
from reader.spans import Span

TEXT = "Anna Lee said “yes, ‘now’” on Friday."

spans = st.tuples(st.integers(0, len(TEXT)), st.integers(0, len(TEXT))).map(lambda pair: Span(*sorted(pair)))
quotes = st.builds(
    Quote,
    spans=st.lists(spans, min_size=1, max_size=3).map(tuple),
    kind=st.sampled_from(QuoteKind),
    cue=st.none() | spans,
    speaker=st.none() | spans,
    speaker_name=st.none() | st.text(),
    inside=st.none() | st.integers(0, 3),
)
analyses = st.builds(
    Analysis,
    engine=st.text(),
    mentions=st.lists(
        st.builds(Mention, spans, st.sampled_from(EntityType), st.none() | st.integers(1, 9))
    ).map(tuple),
    names=st.lists(st.builds(Name, st.integers(1, 9), st.sampled_from(EntityType), st.text())).map(tuple),
    quotes=st.lists(quotes).map(tuple),
)


@given(analyses)
def test_what_is_written_as_json_is_read_as_it_was(analysis: Analysis) -> None:
    assert from_json(json.loads(json.dumps(to_json(analysis, TEXT)))) == analysis


def test_the_shape_is_the_documented_one() -> None:
    analysis = Analysis(
        engine="fast 1",
        mentions=(Mention(Span(0, 8), EntityType.PER, 1), Mention(Span(30, 36), EntityType.DATE)),
        names=(Name(1, EntityType.PER, "Anna Lee"),),
        quotes=(
            Quote((Span(14, 26),), QuoteKind.DIRECT, Span(9, 13), Span(0, 8), "Anna Lee"),
            Quote((Span(20, 25),), QuoteKind.SCARE, inside=0),
        ),
    )
    assert to_json(analysis, TEXT) == {
        "engine": "fast 1",
        "entities": [
            {"start": 0, "end": 8, "label": "PER", "text": "Anna Lee", "entity": 1},
            {"start": 30, "end": 36, "label": "DATE", "text": "Friday", "entity": None},
        ],
        "names": [{"id": 1, "label": "PER", "name": "Anna Lee"}],
        "quotes": [
            {
                "spans": [[14, 26]],
                "kind": "direct",
                "cue": [9, 13],
                "speaker": [0, 8],
                "speaker_name": "Anna Lee",
            },
            {
                "spans": [[20, 25]],
                "kind": "scare",
                "cue": None,
                "speaker": None,
                "speaker_name": None,
                "in": 0,
            },
        ],
    }
