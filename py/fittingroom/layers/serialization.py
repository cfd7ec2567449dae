"""Layers to and from plain data."""

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
"""What `deserialize_layers` can make."""


def serialize_layers(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Return the class and arguments of each layer, as plain data in Keras's form."""
    return [utils.serialize_object(layer, "keras.layers") for layer in layers]


def deserialize_layers(config: Mapping[str, Any]) -> list[Layer]:
    """Make the layers of a model's `get_config`, with weights of their own.

    Raises:
        ValueError: if `config` lacks name or layers, or has a layer that is not here.
    """
    if not {"name", "layers"} <= set(config):
        raise ValueError(
            "A Sequential model configuration must be a dictionary containing the 'name' and "
            f"'layers' keys. Received: config={config}"
        )
    return [utils.deserialize_object("layer", each, LAYERS) for each in config["layers"]]
