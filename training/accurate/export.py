"""Writes the network as ONNX: weights in 8 bits per channel, activations quantised as they come.

The graph is built node by node, with the fused operators of ONNX Runtime, so that it is the same with every
version of torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from reader.analysis.windows import BITS, SIZE
from training.accurate.examples import Batch
from training.accurate.network import EPSILON, HEADS, LAYERS, Network

Array = NDArray[Any]
_MICROSOFT = "com.microsoft"


class _Graph:
    """Nodes and constants on their way into a model."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: Array) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def node(self, kind: str, inputs: list[str], name: str, domain: str = "", **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, domain=domain, **attributes))
        return name

    def dense(
        self,
        x: str,
        name: str,
        layer: torch.nn.Linear,
        most: int,
        damp: Array | None = None,
        *,
        bias: bool = True,
    ) -> str:
        """A linear layer in 8 bits, one scale for each of its outputs; `damp` divides its input."""
        full = layer.weight.detach().numpy()
        if damp is not None:
            x = self.node("Mul", [x, self.constant(f"{name}.damp", 1 / damp)], f"{name}.damped")
            full = full * damp
        weight, scale = quantise(full, most)
        inputs = [
            x,
            self.constant(f"{name}.weight", weight.T),
            self.constant(f"{name}.scale", scale),
            self.constant(f"{name}.zero", np.zeros(len(scale), np.int8)),
        ]
        if bias:
            inputs.append(self.constant(f"{name}.bias", layer.bias.detach().numpy()))
        return self.node("DynamicQuantizeMatMul", inputs, name, _MICROSOFT)


def quantise(weight: NDArray[np.float32], most: int = 127) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Rows in 8 bits, symmetric around zero, and the scale of each."""
    scale = np.maximum(np.abs(weight).max(1), 1e-8).astype(np.float32) / most
    return np.clip(np.rint(weight / scale[:, None]), -most, most).astype(np.int8), scale


def damping(network: Network, batches: Iterable[Batch]) -> dict[str, Array]:
    """For each linear layer, by name, what the columns of its input are divided by, seen on some examples.

    A few columns are ten times as large as the others, and would leave these few of the 256 levels; down to
    twice the median of all, their size is moved into the weights (after SmoothQuant, Xiao et al. 2023).
    """
    greatest: dict[str, torch.Tensor] = {}
    hooks = [
        layer.register_forward_hook(_watch(greatest, name))
        for name, layer in network.named_modules()
        if isinstance(layer, torch.nn.Linear)
    ]
    network.eval()
    with torch.no_grad():
        for batch in batches:
            network(batch.pieces, batch.shapes, batch.bits, batch.real)
    for hook in hooks:
        hook.remove()
    return {name: (most / (2 * most.median())).clamp(min=1).numpy() for name, most in greatest.items()}


def _watch(greatest: dict[str, torch.Tensor], name: str) -> Callable[..., None]:
    def watch(_: torch.nn.Module, given: tuple[torch.Tensor, ...], __: torch.Tensor) -> None:
        most = given[0].abs().amax(tuple(range(given[0].ndim - 1)))
        greatest[name] = torch.maximum(greatest[name], most) if name in greatest else most

    return watch


def export(network: Network, path: Path, damps: dict[str, Array], most: int = 63) -> None:
    """Write the network to `path`; `damps` are those of `damping`, `most` is the greatest weight.

    64 levels on each side instead of 128 cost little, and keep processors without VNNI
    from overflowing where they add two products in 16 bits.
    """
    network.eval()
    graph = _Graph()
    x = _embed(graph, network)
    for nth in range(LAYERS):
        x = _layer(graph, network, nth, x, most, damps)
    _head(graph, network, x)
    inputs = [
        helper.make_tensor_value_info("pieces", TensorProto.INT64, ["n"]),
        helper.make_tensor_value_info("shapes", TensorProto.INT64, ["n"]),
        helper.make_tensor_value_info("bits", TensorProto.FLOAT, ["n", BITS]),
        helper.make_tensor_value_info("heads", TensorProto.INT64, ["words"]),
    ]
    outputs = [
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, ["words", network.head.out_features])
    ]
    model = helper.make_model(
        helper.make_graph(graph.nodes, "accurate", inputs, outputs, graph.constants),
        opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)],
        producer_name="reader",
        ir_version=8,
    )
    path.write_bytes(model.SerializeToString(deterministic=True))


def _embed(graph: _Graph, network: Network) -> str:
    table, scale = quantise(network.words.weight.detach().numpy())
    constant, node = graph.constant, graph.node
    rows = node("Gather", [constant("words.table", table), "pieces"], "words.rows")
    scales = node("Gather", [constant("words.scale", scale[:, None]), "pieces"], "words.scales")
    words = node("Mul", [node("Cast", [rows], "words.float", to=TensorProto.FLOAT), scales], "words")
    count = node("Shape", ["pieces"], "count")
    zero = constant("zero", np.array([0], np.int64))
    positions = constant("positions.table", network.positions.weight.detach().numpy()[:SIZE])
    x = node("Add", [words, node("Slice", [positions, zero, count, zero], "positions")], "words+positions")
    shapes = constant("shapes.table", network.shapes.weight.detach().numpy())
    x = node("Add", [x, node("Gather", [shapes, "shapes"], "shapes.rows")], "words+shapes")
    lists = constant("lists.weight", network.lists.weight.detach().numpy().T)
    x = node("Add", [x, node("MatMul", ["bits", lists], "lists")], "words+lists")
    x = node("Unsqueeze", [x, zero], "batch")
    return node(
        "LayerNormalization", [x, *_norm(graph, "norm", network.norm)], "norm", axis=-1, epsilon=EPSILON
    )


def _layer(graph: _Graph, network: Network, nth: int, x: str, most: int, damps: dict[str, Array]) -> str:
    layer, name = network.layers[nth], f"layer{nth}"
    node = graph.node
    parts = [f"{name}.q", f"{name}.k", f"{name}.v"]
    qkv = graph.dense(x, f"{name}.qkv", layer.qkv, most)
    graph.nodes.append(helper.make_node("Split", [qkv], parts, name=f"{name}.split", axis=-1))
    seen = node("MultiHeadAttention", parts, f"{name}.attention", _MICROSOFT, num_heads=HEADS)
    out = graph.dense(seen, f"{name}.out", layer.out, most)
    x = _skip(graph, f"{name}.norm", x, out, layer.norm)
    up = graph.dense(x, f"{name}.up", layer.up, most, damps.get(f"layers.{nth}.up"), bias=False)
    bias = graph.constant(f"{name}.up.bias", layer.up.bias.detach().numpy())
    inner = node("BiasGelu", [up, bias], f"{name}.gelu", _MICROSOFT)
    down = graph.dense(inner, f"{name}.down", layer.down, most, damps.get(f"layers.{nth}.down"))
    return _skip(graph, f"{name}.last", x, down, layer.last)


def _skip(graph: _Graph, name: str, x: str, more: str, norm: torch.nn.LayerNorm) -> str:
    # Add and LayerNormalization take a fifth of the time of SkipLayerNormalization (ONNX Runtime 1.32).
    both = graph.node("Add", [x, more], f"{name}.both")
    return graph.node("LayerNormalization", [both, *_norm(graph, name, norm)], name, axis=-1, epsilon=EPSILON)


def _norm(graph: _Graph, name: str, norm: torch.nn.LayerNorm) -> tuple[str, str]:
    return (
        graph.constant(f"{name}.weight", norm.weight.detach().numpy()),
        graph.constant(f"{name}.bias", norm.bias.detach().numpy()),
    )


def _head(graph: _Graph, network: Network, x: str) -> None:
    constant, node = graph.constant, graph.node
    flat = node("Squeeze", [x, "zero"], "flat")
    hidden = node("Gather", [flat, "heads"], "hidden")
    own = [
        constant("head.weight", network.head.weight.detach().numpy().T),
        constant("head.bias", network.head.bias.detach().numpy()),
    ]
    logits = node("Gemm", [hidden, *own], "head")
    shapes = constant("head_shapes.table", network.head_shapes.weight.detach().numpy())
    own_shapes = node("Gather", ["shapes", "heads"], "head_shapes.numbers")
    logits = node("Add", [logits, node("Gather", [shapes, own_shapes], "head_shapes")], "head+shapes")
    lists = constant("head_lists.weight", network.head_lists.weight.detach().numpy().T)
    own_bits = node("Gather", ["bits", "heads"], "head_lists.bits")
    logits = node("Add", [logits, node("MatMul", [own_bits, lists], "head_lists")], "head+lists")
    node("LogSoftmax", [logits], "scores", axis=-1)
