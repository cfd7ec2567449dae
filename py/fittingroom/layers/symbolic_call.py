"""Layers called on what has no values yet, as models of any form are built."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fittingroom import random, utils
from fittingroom.layers.keras_tensor import KerasTensor
from fittingroom.layers.layer import Layer


@dataclass(eq=False)
class Node:
    """One call of a layer.

    Attributes:
        sources: what it was called on.
        listed: whether these came in a list.
        training: as the call was given it.
    """

    layer: Layer
    sources: tuple[KerasTensor, ...]
    output: KerasTensor
    listed: bool
    training: bool | None = None


def call(layer: Layer, inputs: Any, training: bool | None = None) -> Any:
    """Return what a layer will give for what it is called on; build it if needed.

    A layer that is written of other layers gives what these give.

    Raises:
        ValueError: if the shapes do not fit.
    """
    sources: tuple[Any, ...] = tuple(utils.as_list(inputs))
    if not all(isinstance(source, KerasTensor) for source in sources):
        raise ValueError(
            f"Layer '{layer.name}' is called on values and on KerasTensors at once. Give it "
            "KerasTensors alone, as keras.Input and other layers' calls return them."
        )
    shapes: Any = [source.shape for source in sources]
    listed = isinstance(inputs, (list, tuple))
    if layer.own is not None and not layer.is_operation:
        if not layer.built:
            layer.build(shapes if listed else shapes[0])
        if not layer.arrays and not layer.states:
            return layer.own.compute(inputs, training)
        layer.merges = listed
    if not layer.merges and len(sources) > 1:
        raise ValueError(
            f'Layer "{layer.name}" expects 1 input(s), but it received {len(sources)} input '
            f"tensors. Inputs received: {list(sources)}. Join them first: "
            "layers.Concatenate()([a, b])."
        )
    shape: Any = shapes if layer.merges else shapes[0]
    output_shape = layer.compute_output_shape(shape)
    if not layer.built:
        layer.build(shape, random.new_generator())
    name = utils.auto_name("KerasTensor")
    output = KerasTensor(output_shape, layer.dtype, name, layer, len(layer.nodes))
    layer.nodes.append(Node(layer, sources, output, listed, training))
    return output


def trace(layers: Sequence[Layer], start: KerasTensor) -> list[KerasTensor]:
    """Call layers one behind the other; return what each gives."""
    tensors: list[KerasTensor] = []
    for layer in layers:
        start = call(layer, start)
        tensors.append(start)
    return tensors
