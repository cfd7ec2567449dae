"""Losses: their public names, and losses by name."""

from collections.abc import Mapping
from typing import Any

from fittingroom import utils
from fittingroom.losses.binary_crossentropy import BinaryCrossentropy, binary_crossentropy
from fittingroom.losses.categorical_crossentropy import (
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from fittingroom.losses.function_loss import FunctionLoss
from fittingroom.losses.loss import Loss
from fittingroom.losses.regression_losses import (
    MeanAbsoluteError,
    MeanSquaredError,
    mean_absolute_error,
    mean_squared_error,
)

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
    """Return the class and configuration of a loss, as plain data."""
    return utils.serialize_object(loss, "keras.losses")


def deserialize(name: str | Mapping[str, Any]) -> Loss:
    """Make the loss that `serialize` described, or that a name stands for.

    Raises:
        ValueError: if it is unknown.
    """
    if isinstance(name, str):
        return get(name)
    return utils.deserialize_object("loss function", name, _REGISTRY.values())
