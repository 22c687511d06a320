"""An engine's answers about whole texts, as JSON: what `reader.analysis.serving` runs in a child process."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reader.analysis import shape
from reader.analysis.analyse import analyse
from reader.analysis.engines import Engine, load_engine
from reader.analysis.serving import Handler
from reader.corpus import shape as corpus_shape
from reader.corpus.blocks import find_blocks
from reader.corpus.dateline import find_dateline


def make(name: str) -> tuple[str, Handler]:
    """Load an engine; returns its version and what answers `{"text": …}`. Raises as `load_engine` does."""
    engine = load_engine(name)

    def answer(request: Mapping[str, Any]) -> object:
        return describe(request["text"], engine)

    return engine.version, answer


def describe(text: str, engine: Engine) -> dict[str, object]:
    """All that is said of a text: `dateline`, `blocks`, `engine`, `entities`, `names`, `quotes`, `notices`.

    Raises EngineError, and whatever the engine raises.
    """
    blocks = find_blocks(text)
    analysis = analyse(text, blocks, engine)
    return {
        **corpus_shape.to_json(find_dateline(text, blocks), blocks),
        **shape.to_json(analysis, text),
        "notices": list(analysis.notices),
    }
