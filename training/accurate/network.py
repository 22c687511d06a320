"""The network: the encoder of all-MiniLM-L6-v2, with the shapes and list marks of words at both ends."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as f

from reader.analysis.windows import BITS, SHAPES

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 6, 12, 1536, 512
EPSILON = 1e-12


def drop(x: Tensor, share: float) -> Tensor:
    """Dropout with a byte of chance for each number: eight at a draw, for drawing takes most of its time."""
    if not share:
        return x
    least = round(share * 256)
    draws = torch.randint(-(2**63), 2**63 - 1, ((x.numel() + 7) // 8,))
    kept = (draws.view(torch.uint8)[: x.numel()] >= least).view(x.shape)
    return x * kept.to(x.dtype) * (256 / (256 - least))


class Layer(nn.Module):
    """One layer of BERT; nothing is dropped from its attention, where that takes most time."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.last = nn.LayerNorm(WIDTH, EPSILON)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        share = self.dropout if self.training else 0.0
        # Written out, it takes a third of the time of torch's own on CPUs, in 16 bits and with its gradient.
        weights = torch.softmax(q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + mask.to(q.dtype), -1)
        seen = self.out((weights.to(v.dtype) @ v).transpose(1, 2).reshape(batch, length, WIDTH))
        x = self.norm(x + drop(seen, share))
        return self.last(x + drop(self.down(f.gelu(self.up(x))), share))


class Network(nn.Module):
    """From pieces, shapes and list bits, (batch, length), to logits of every piece, (batch, length, tags)."""

    def __init__(self, pieces: int, tags: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(pieces, WIDTH)
        self.words.weight.requires_grad = False
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.lists = nn.Linear(BITS, WIDTH, bias=False)
        self.norm = nn.LayerNorm(WIDTH, EPSILON)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.head = nn.Linear(WIDTH, tags)
        self.head_shapes = nn.Embedding(SHAPES, tags)
        self.head_lists = nn.Linear(BITS, tags, bias=False)
        for weight in (self.shapes.weight, self.lists.weight, self.head.weight):
            nn.init.normal_(weight, std=0.02)
        for weight in (self.head_shapes.weight, self.head_lists.weight, self.head.bias):
            nn.init.zeros_(weight)
        self.dropout = dropout

    def forward(self, pieces: Tensor, shapes: Tensor, bits: Tensor, real: Tensor) -> Tensor:
        length = pieces.shape[1]
        x = self.words(pieces) + self.positions.weight[:length] + self.shapes(shapes) + self.lists(bits)
        share = self.dropout if self.training else 0.0
        x = drop(self.norm(x), share)
        mask = torch.where(real, 0.0, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return self.head(drop(x, share)) + self.head_shapes(shapes) + self.head_lists(bits)


def pretrained(tensors: dict[str, Tensor], kept: list[int], tags: int, dropout: float = 0.1) -> Network:
    """The network with the published weights, its own parts new."""
    network = Network(len(kept), tags, dropout)
    state = network.state_dict()
    bert = "embeddings."
    state["words.weight"] = tensors[bert + "word_embeddings.weight"][kept]
    state["positions.weight"] = (
        tensors[bert + "position_embeddings.weight"] + tensors[bert + "token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = tensors[f"{bert}LayerNorm.{part}"]
        for nth in range(LAYERS):
            theirs, ours = f"encoder.layer.{nth}.", f"layers.{nth}."
            own = theirs + "attention.self."
            state[f"{ours}qkv.{part}"] = torch.cat(
                [tensors[f"{own}{name}.{part}"] for name in ("query", "key", "value")]
            )
            state[f"{ours}out.{part}"] = tensors[f"{theirs}attention.output.dense.{part}"]
            state[f"{ours}norm.{part}"] = tensors[f"{theirs}attention.output.LayerNorm.{part}"]
            state[f"{ours}up.{part}"] = tensors[f"{theirs}intermediate.dense.{part}"]
            state[f"{ours}down.{part}"] = tensors[f"{theirs}output.dense.{part}"]
            state[f"{ours}last.{part}"] = tensors[f"{theirs}output.LayerNorm.{part}"]
    network.load_state_dict(state)
    return network
