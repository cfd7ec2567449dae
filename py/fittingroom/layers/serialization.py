"""Layers to and from plain data."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from fittingroom import utils
from fittingroom.layers.layer import Layer
from fittingroom.utils import lazy_modules

_NAMES = (
    "Activation Add Average BatchNormalization Concatenate Dense Dropout ELU Flatten "
    "GaussianNoise InputLayer LayerNormalization LeakyReLU Maximum Minimum Multiply Normalization "
    "PReLU ReLU Rescaling Reshape Softmax Subtract"
)
LAYERS = lazy_modules.Classes("fittingroom.layers", {name: name for name in _NAMES.split()})
"""What `deserialize_layers` can make, by the names of their classes."""


def serialize_layers(layers: Sequence[Layer]) -> list[dict[str, Any]]:
    """Return the class and arguments of each layer, as plain data in Keras's form."""
    return [utils.serialize_object(layer, "keras.layers") for layer in layers]


def deserialize_layers(
    config: Mapping[str, Any], models: Mapping[str, Callable[[Mapping[str, Any]], Any]]
) -> list[Any]:
    """Make the layers of a model's `get_config`, with weights of their own.

    Args:
        models: what makes the models that may stand among them, by the names of their classes.

    Raises:
        ValueError: if `config` lacks name or layers, or has a layer that is not here.
    """
    if not {"name", "layers"} <= set(config):
        raise ValueError(
            "A Sequential model configuration must be a dictionary containing the 'name' and "
            f"'layers' keys. Received: config={config}"
        )
    return [
        models[each["class_name"]](each["config"])
        if each["class_name"] in models
        else utils.deserialize_object("layer", each, LAYERS)
        for each in config["layers"]
    ]
