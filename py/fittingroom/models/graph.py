"""The calls between the inputs and the outputs of a model, in order."""

from collections import Counter
from collections.abc import Sequence
from math import prod
from typing import Any, cast

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.layers import InputLayer, Layer
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.models.model import Model
from fittingroom.trainers.graph_step import Call


class Graph:
    """The calls of a model.

    Args:
        inputs, outputs: what it begins and ends with.

    Attributes:
        layers: each once, in Keras's order.
        nodes: the calls, each behind those that it takes something of.
        calls: the same, as training works with them.
        outputs: numbers of the outputs among the values.
        values: how many values there are: inputs, and what each call gives.

    Raises:
        ValueError: if outputs come of something else than the inputs, or names repeat.
    """

    def __init__(self, inputs: Sequence[KerasTensor], outputs: Sequence[KerasTensor]) -> None:
        self._inputs = list(inputs)
        order = _Order(inputs, outputs)
        self.layers, self.nodes = order.layers, order.nodes
        repeated = [
            name for name, count in Counter(x.name for x in self.layers).items() if count > 1
        ]
        if repeated:
            raise ValueError(
                f'The name "{repeated[0]}" is used several times in the model. All operation names '
                "should be unique."
            )
        places = {id(tensor): place for place, tensor in enumerate(self._inputs)}
        self.calls: list[Call] = []
        used: set[int] = set()
        for node in self.nodes:
            places[id(node.output)] = len(places)
            layer = _twin(node) if id(node.layer) in used else node.layer
            used.add(id(node.layer))
            sources = [places[id(source)] for source in node.sources]
            call = Call(
                layer, node.layer, sources, places[id(node.output)], node.layer.merges,
                node.training,
            )  # fmt: skip
            self.calls.append(call)
        self.outputs = [places[id(tensor)] for tensor in outputs]
        self.values = len(places)

    @property
    def is_chain(self) -> bool:
        """Whether each layer follows the one before, as in a Sequential."""
        return (
            len(self._inputs) == len(self.outputs) == 1
            and all(call.sources == [index] for index, call in enumerate(self.calls))
            and all(call.layer is call.owner for call in self.calls)
            and all(call.training is None and not call.listed for call in self.calls)
            and self.outputs[0] == len(self.calls) > 0
        )

    def inputs(self, x: Array) -> list[Array]:
        """Return the values of the inputs, of which several come side by side."""
        if len(self._inputs) == 1:
            return [x]
        parts: list[Array] = []
        start = 0
        for tensor in self._inputs:
            sizes = [size or 1 for size in tensor.shape[1:]]
            end = start + prod(sizes)
            parts.append(np.ascontiguousarray(x[:, start:end]).reshape(len(x), *sizes))
            start = end
        return parts


class _Order:
    """Keras's order of the layers and of their calls: by how far they are from the outputs.

    Reference: keras/src/ops/function.py, map_graph.
    """

    def __init__(self, inputs: Sequence[KerasTensor], outputs: Sequence[KerasTensor]) -> None:
        self._inputs = {id(tensor) for tensor in inputs}
        self._found: list[Any] = []
        self._numbers: dict[int, int] = {}
        self._seen: set[int] = set()
        self._layers: dict[int, Layer] = {}
        for tensor in outputs:
            self._visit(tensor)
        depths: dict[int, int] = {}
        layer_depths: dict[int, int] = {}
        for node in reversed(self._found):
            depth = max(depths.setdefault(id(node), 0), layer_depths.get(id(node.layer), 0))
            depths[id(node)] = layer_depths[id(node.layer)] = depth
            for source in node.sources:
                self._deepen(source, depth + 1, depths, layer_depths)
        for tensor in inputs:
            if id(tensor.layer) not in layer_depths:
                layer_depths[id(tensor.layer)] = 0
                self._numbers.setdefault(id(tensor.layer), -1)
                self._layers[id(tensor.layer)] = tensor.layer
        ordered = sorted(
            self._layers.items(),
            key=lambda pair: (-layer_depths.get(pair[0], 0), self._numbers[pair[0]]),
        )
        self.layers = [layer for _, layer in ordered]
        self.nodes = sorted(self._found, key=lambda node: -depths[id(node)])

    def _deepen(
        self, source: KerasTensor, depth: int, depths: dict[int, int], layers: dict[int, int]
    ) -> None:
        if id(source) in self._inputs:
            key = id(source.layer)
            layers[key] = max(depth, layers.get(key, 0))
            return
        node = source.layer.nodes[source.node_index]
        depths[id(node)] = max(depth, depths.get(id(node), 0))

    def _visit(self, tensor: KerasTensor) -> None:
        layer = tensor.layer
        if id(tensor) in self._inputs:
            if id(layer) not in self._numbers and isinstance(layer, InputLayer):
                self._numbers[id(layer)] = len(self._numbers)
                self._layers[id(layer)] = layer
            return
        if isinstance(layer, InputLayer):
            raise ValueError(
                f"Graph disconnected: an output comes of the Input '{layer.name}', which is not "
                "among the `inputs` of the model. Give keras.Model all of them."
            )
        node = layer.nodes[tensor.node_index]
        if id(node) in self._seen:
            return
        self._seen.add(id(node))
        if id(layer) not in self._numbers:
            self._numbers[id(layer)] = len(self._numbers)
            self._layers[id(layer)] = layer
        for source in node.sources:
            self._visit(source)
        self._found.append(node)


def _twin(node: Any) -> Layer:
    """Return a layer with the same weights, for a further call: each has memory of its own."""
    layer: Layer = node.layer
    if layer.own is not None:
        return layer.own.twin()
    twin = type(layer).from_config(layer.get_config())
    shapes = [source.shape for source in node.sources]
    shape: Any = shapes if layer.merges else shapes[0]
    twin.build(shape, np.random.default_rng(0))
    twin.arrays, twin.states = layer.arrays, layer.states
    return twin


def layers_within(thing: Any) -> list[Layer]:
    """Return the layers that are attributes of a model or layer; those of layers in their place."""
    found: list[Layer] = []
    attributes = cast("dict[str, Any]", vars(thing))
    for name, value in attributes.items():
        if name.startswith("_") or name in ("inputs", "outputs", "nodes"):
            continue
        for each in utils.as_list(value):
            if isinstance(each, Model):
                found += each.layers
            elif isinstance(each, Layer):
                # One with weights of its own is one layer of the model, whatever it is made of.
                found += [each] if each.arrays or each.states else layers_within(each) or [each]
    return found
