"""All that the machine sees in one text: what an engine finds and what the rules find, put together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.analysis.engines import Engine
from reader.analysis.figures import find_figures
from reader.analysis.linking import link
from reader.analysis.marks import Analysis
from reader.analysis.quotes import find_quotes
from reader.analysis.recognising import join_figures, read_answer
from reader.analysis.words import split_words
from reader.corpus.article import Block

_LONE = re.compile("[\ud800-\udfff]")


def analyse(text: str, blocks: Sequence[Block], engine: Engine) -> Analysis:
    """Names, figures and quotes of a text with these blocks, by an engine and the rules.

    Offsets are code points of `text`. Raises EngineError when the engine's answer cannot be used, and
    whatever the engine itself raises.
    """
    # JSON may hold half a sign; what is written in C takes none. Offsets stay as they are.
    whole = text if text.isascii() else _LONE.sub("\ufffd", text)
    words = split_words(whole)
    answer = read_answer(whole, engine.names(words), engine.name)
    mentions, names = link(whole, join_figures(whole, answer.mentions, find_figures(words)))
    quotes = find_quotes(whole, blocks, mentions, names)
    return Analysis(engine.version, mentions, names, quotes, answer.notices)
