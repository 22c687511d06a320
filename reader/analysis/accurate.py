"""The engine `accurate`: a small encoder over windows of sentences, under the same rules as `fast`.

all-MiniLM-L6-v2, fine-tuned and in 8 bits, read by ONNX Runtime on one core, one window at a time, which
the text alone cuts: the same text always gives the same names. The model is made by
`python -m training.accurate` and lies in `reader/analysis/data/accurate`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from reader.analysis.decoding import TAGS, decode
from reader.analysis.lists import Lists, load_lists
from reader.analysis.naming import name
from reader.analysis.windows import BITS, Window, cut, read_words
from reader.analysis.wordpiece import WordPiece
from reader.analysis.words import Words, split_words

if TYPE_CHECKING:
    from reader.analysis.decoding import Scores


VERSION = "1"


def load() -> Callable[[str], list[tuple[int, int, str]]]:
    """The engine, ready: a pure function from a text to its names, `(start, end, label)` in code points."""
    of_words = load_for_words()
    return lambda text: of_words(split_words(text))


def load_for_words() -> Callable[[Words], list[tuple[int, int, str]]]:
    """The same for a text that is split into its words already. Raises ImportError without its extra."""
    lists = load_lists()
    encode = load_encoder(lists)
    return lambda words: name(words, encode(words).names, lists)


@dataclass(frozen=True, slots=True)
class Seen:
    """What the encoder sees in a text.

    `names` are `(first word, end, label)`; `scores` hold the logarithm of each tag's probability for each
    word, (words, len(TAGS)), columns as `reader.analysis.decoding.TAGS`.
    """

    names: list[tuple[int, int, str]]
    scores: Scores


Encoder = Callable[[Words], Seen]
"""Names and scores of the words of a text; the same words always give the same."""


def load_encoder(lists: Lists) -> Encoder:
    """The encoder that the package carries. Raises ImportError when ONNX Runtime is not installed."""
    data = files("reader.analysis") / "data" / "accurate"
    vocabulary = (data / "vocabulary.txt").read_text("utf-8").split("\n")
    return make_encoder((data / "model.onnx").read_bytes(), vocabulary, lists)


def make_encoder(model: bytes, vocabulary: list[str], lists: Lists) -> Encoder:
    """An encoder of a model's bytes and the pieces that it knows."""
    session = _session(model)
    wordpiece = WordPiece(vocabulary)

    def encode(words: Words) -> Seen:
        import numpy as np

        reading = read_words(words, wordpiece, lists)
        parts = [
            session.run(None, _inputs(window))[0] if _has_capital(words, window) else _nothing(window)
            for window in cut(reading, wordpiece)
        ]
        scores: Scores = np.concatenate(parts) if parts else np.zeros((0, len(TAGS)), np.float32)
        return Seen(decode(scores, words.sentences), scores)

    return encode


def _has_capital(words: Words, window: Window) -> bool:
    return any(form != form.lower() for form in words.forms[window.first : window.end])


def _nothing(window: Window) -> Scores:
    """The scores of words without a name: a name has a capital, and a page of marks costs next to nothing."""
    import numpy as np

    scores = np.full((window.end - window.first, len(TAGS)), -30.0, np.float32)
    scores[:, 0] = 0.0
    return scores


def _session(model: bytes) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.use_deterministic_compute = True
    options.enable_mem_pattern = False  # windows differ in length: patterns would only pile up
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def _inputs(window: Window) -> dict[str, Any]:
    import numpy as np

    masks = np.array(window.masks, dtype=np.int64)
    return {
        "pieces": np.array(window.pieces, dtype=np.int64),
        "shapes": np.array(window.shapes, dtype=np.int64),
        "bits": (masks[:, None] >> np.arange(BITS) & 1).astype(np.float32),
        "heads": np.array(window.heads, dtype=np.int64),
    }
