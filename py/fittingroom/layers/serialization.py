"""A model's layers as plain data and back, and by name.

Imports `layer`, `layers` and `utils` only.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fittingroom import utils
from fittingroom.layers import (
    Activation,
    Dense,
    Dropout,
    Flatten,
    InputLayer,
    ReLU,
    Rescaling,
    Reshape,
    Softmax,
)
from fittingroom.layers.layer import Layer

LAYERS = (Activation, Dense, Dropout, Flatten, InputLayer, ReLU, Rescaling, Reshape, Softmax)
"""What `made_layers` can make."""


def of_layers(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Class and arguments of each layer, as plain data in Keras's form."""
    return [utils.serialized(layer, "keras.layers") for layer in layers]


def made_layers(config: Mapping[str, Any]) -> list[Layer]:
    """Make the layers of a model's `get_config`, with weights of their own.

    Raises:
        ValueError: if `config` lacks name or layers, or has a layer that is not here.
    """
    if not {"name", "layers"} <= set(config):
        raise ValueError(
            "A Sequential model configuration must be a dictionary containing the 'name' and "
            f"'layers' keys. Received: config={config}"
        )
    return [utils.deserialized("layer", each, LAYERS) for each in config["layers"]]


def find_layer(layers: Sequence[Layer], name: str | None, index: int | None) -> Layer:
    """Return the layer of a name, or at an index.

    Raises:
        ValueError: if there is none, or not exactly one of the two is given.
    """
    if index is not None and name is not None:
        raise ValueError(
            f"Provide only a layer name or a layer index. Received: index={index}, name={name}."
        )
    if index is not None:
        if index < len(layers):
            return layers[index]
        raise ValueError(
            f"Was asked to retrieve layer at index {index} but model only has {len(layers)} layers."
        )
    if name is None:
        raise ValueError("Provide either a layer name or layer index at `get_layer`.")
    for layer in layers:
        if layer.name == name:
            return layer
    names = [layer.name for layer in layers]
    raise ValueError(f"No such layer: {name}. Existing layers are: {names}.")
