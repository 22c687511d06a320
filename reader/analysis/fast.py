"""The engine `fast`: a linear-chain CRF (python-crfsuite) over words, under rules and consistency.

Lafferty, McCallum and Pereira 2001, Conditional Random Fields; CRFsuite by Naoaki Okazaki. The model and the
lists are made by `python -m training.fast` and lie in `reader/analysis/data`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import as_file, files

from reader.analysis.consistency import Found
from reader.analysis.features import Vocabulary, features
from reader.analysis.lists import load_clusters, load_lists
from reader.analysis.naming import decode, name
from reader.analysis.words import Words, split_words

VERSION = "1"


def load() -> Callable[[str], list[tuple[int, int, str]]]:
    """The engine, ready: a pure function from a text to its names, `(start, end, label)` in code points."""
    of_words = load_for_words()
    return lambda text: of_words(split_words(text))


def load_for_words() -> Callable[[Words], list[tuple[int, int, str]]]:
    """The same for a text that is split into its words already."""
    import pycrfsuite

    lists, vocabulary = load_lists(), Vocabulary(load_clusters())
    tagger = pycrfsuite.Tagger()
    with as_file(files("reader.analysis") / "data" / "fast.crfsuite") as path:
        tagger.open(str(path))

    def recognise(words: Words) -> list[tuple[int, int, str]]:
        return name(words, _tag(words), lists)

    def _tag(words: Words) -> list[Found]:
        found: list[Found] = []
        for (first, _), rows in zip(words.sentences, features(words, lists, vocabulary), strict=True):
            found += decode(tagger.tag(pycrfsuite.ItemSequence(rows)), first)
        return found

    return recognise
