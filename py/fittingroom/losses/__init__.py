"""Losses by name, and their fusion with the last layer's activation.

Imports `activations`, `layer`, `layers`, `utils` and the losses only.

Fusion: the cross-entropy of a softmax is computed from the logits before it, where its gradient
is `softmax(logits) - labels` and nothing can round to log(0). `fuses` decides, once per loop.
"""

import warnings

from fittingroom import activations, utils
from fittingroom.layer import Layer
from fittingroom.layers import Activation, Dense
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
from fittingroom.losses.loss import Loss

__all__ = [
    "BinaryCrossentropy",
    "CategoricalCrossentropy",
    "Loss",
    "MeanAbsoluteError",
    "MeanSquaredError",
    "SparseCategoricalCrossentropy",
    "binary_crossentropy",
    "categorical_crossentropy",
    "get",
    "mean_absolute_error",
    "mean_squared_error",
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
    "bce": BinaryCrossentropy,
    "BCE": BinaryCrossentropy,
}


def get(identifier: object) -> Loss:
    """Return the loss for a name, a loss function of this module, a class or an instance.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, Loss):
        return identifier
    name = identifier if isinstance(identifier, str) else getattr(identifier, "__name__", "")
    found = _BY_NAME.get(name)
    if found is None:
        raise utils.unknown_name("loss function", identifier, _REGISTRY)
    return found()


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
