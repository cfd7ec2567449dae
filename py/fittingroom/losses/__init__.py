"""Losses by name, and their fusion with the last layer's activation.

Imports `activations`, `layer`, `layers`, `utils` and the losses only.

Fusion: the cross-entropy of a softmax is computed from the logits before it, where its gradient
is `softmax(logits) - labels` and nothing can round to log(0). `fuses` decides, once per loop.
"""

import warnings
from collections.abc import Mapping
from typing import Any

from fittingroom import activations, utils
from fittingroom.layers import Activation, Dense
from fittingroom.layers.layer import Layer
from fittingroom.losses.crossentropy import (
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from fittingroom.losses.elementwise import (
    BinaryCrossentropy,
    MeanAbsoluteError,
    MeanSquaredError,
    binary_crossentropy,
    mean_absolute_error,
    mean_squared_error,
)
from fittingroom.losses.function_loss import FunctionLoss
from fittingroom.losses.loss import Loss

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "FunctionLoss",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "deserialize",
    "get",
    "mean_absolute_error",
    "mean_squared_error",
    "serialize",
    "sparse_categorical_crossentropy",
]

_REGISTRY: dict[str, type[Loss]] = {
    loss.default_name: loss
    for loss in (
        CategoricalCrossentropy,
        SparseCategoricalCrossentropy,
        BinaryCrossentropy,
        MeanSquaredError,
        MeanAbsoluteError,
    )
}
_BY_NAME = {
    **_REGISTRY,
    **{loss.__name__: loss for loss in _REGISTRY.values()},
    **dict.fromkeys(("mse", "MSE"), MeanSquaredError),
    **dict.fromkeys(("mae", "MAE"), MeanAbsoluteError),
    **dict.fromkeys(("bce", "BCE"), BinaryCrossentropy),
}
_BY_FUNCTION: dict[object, type[Loss]] = {
    categorical_crossentropy: CategoricalCrossentropy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
    binary_crossentropy: BinaryCrossentropy,
    mean_squared_error: MeanSquaredError,
    mean_absolute_error: MeanAbsoluteError,
}


def get(identifier: Any) -> Loss:
    """Return the loss for a name, function, class, configuration or instance.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, Loss):
        own = type(identifier).forward is Loss.forward
        return FunctionLoss(identifier.call, identifier.name) if own else identifier
    if isinstance(identifier, Mapping):
        return deserialize(identifier)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(identifier, str) and identifier in _BY_NAME:
        return _BY_NAME[identifier]()
    unknown = utils.unknown_name("loss function", identifier, _REGISTRY)
    if isinstance(identifier, type):
        if not issubclass(identifier, Loss):
            raise unknown
        return get(identifier())
    if isinstance(identifier, str) or not callable(identifier):
        raise unknown
    found = _BY_FUNCTION.get(identifier)
    return FunctionLoss(identifier) if found is None else found()


def serialize(loss: Loss) -> dict[str, Any]:
    """Class and configuration of a loss, as plain data."""
    return utils.serialized(loss, "keras.losses")


def deserialize(name: str | Mapping[str, Any]) -> Loss:
    """Make the loss that `serialize` described, or that a name stands for.

    Raises:
        ValueError: if it is unknown.
    """
    if isinstance(name, str):
        return get(name)
    return utils.deserialized("loss function", name, _REGISTRY.values())


def fuses(last_layer: Layer, loss: Loss) -> activations.Activation | None:
    """Return the activation of `last_layer` if `loss` takes what it is computed from, else None.

    That is so for softmax and a cross-entropy. Parity: and for sigmoid, which Keras treats alike.
    """
    activation = last_layer.activation if isinstance(last_layer, (Dense, Activation)) else None
    if activation not in (activations.softmax, activations.sigmoid) or loss.activation is None:
        return None
    if loss.from_logits:
        warnings.warn(
            f"{loss.name} received from_logits=True, but the last layer ends in "
            f"{activation.name}, so its outputs are no logits. What it computes before that "
            "is used.",
            stacklevel=4,
        )
    return activation
