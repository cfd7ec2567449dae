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
    shapes: list[Any] = [source.shape for source in sources]
    if type(layer).call is not Layer.call and type(layer).backward is Layer.backward:
        return _of_layers(layer, inputs, shapes[0], training)
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
    layer.nodes.append(Node(layer, sources, output, isinstance(inputs, (list, tuple)), training))
    return output


def _of_layers(layer: Layer, inputs: Any, shape: Any, training: bool | None) -> Any:
    """Call a layer of the program's own, which calls other layers in its turn."""
    if not layer.built:
        layer.build(shape)
        layer.built = True
    compute: Any = layer.call
    try:
        if training is not None and utils.takes_argument(compute, "training"):
            return compute(inputs, training=training)
        return compute(inputs)
    except TypeError as error:
        if "KerasTensor" not in str(error):
            raise
        raise NotImplementedError(
            f"{type(layer).__name__} computes with more than layers, and no gradients are derived "
            "from Python functions here. Write its call of layers, such as "
            "self.dense(inputs) and layers.Add()([a, b]), or give it `call`, `backward` and "
            "`compute_output_shape`."
        ) from error


def trace(layers: Sequence[Layer], start: KerasTensor) -> list[KerasTensor]:
    """Call layers one behind the other; return what each gives."""
    tensors: list[KerasTensor] = []
    for layer in layers:
        start = call(layer, start)
        tensors.append(start)
    return tensors
