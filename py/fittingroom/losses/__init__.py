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
from fittingroom.utils import lazy_modules

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

_CLASSES = (
    "BinaryFocalCrossentropy CategoricalFocalCrossentropy CategoricalHinge CosineSimilarity Hinge "
    "Huber KLDivergence LogCosh MeanAbsolutePercentageError MeanSquaredLogarithmicError Poisson "
    "SquaredHinge"
)
_FUNCTIONS = (
    "binary_focal_crossentropy categorical_focal_crossentropy categorical_hinge cosine_similarity "
    "hinge huber kl_divergence log_cosh mean_absolute_percentage_error "
    "mean_squared_logarithmic_error poisson squared_hinge"
)
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "losses.further_losses": f"{_CLASSES} {_FUNCTIONS}",
        "backend.slopes": "",
        "backend.tape": "",
        "backend.tape_functions": "",
    },
)

_REGISTRY = lazy_modules.Classes(
    __name__,
    {
        "categorical_crossentropy": "CategoricalCrossentropy",
        "sparse_categorical_crossentropy": "SparseCategoricalCrossentropy",
        "binary_crossentropy": "BinaryCrossentropy",
        "mean_squared_error": "MeanSquaredError",
        "mean_absolute_error": "MeanAbsoluteError",
        **dict(zip(_FUNCTIONS.split(), _CLASSES.split(), strict=True)),
    },
)
"""Losses by the names of their functions."""
_SHORT = {
    **dict.fromkeys(("mse", "MSE"), "MeanSquaredError"),
    **dict.fromkeys(("mae", "MAE"), "MeanAbsoluteError"),
    **dict.fromkeys(("bce", "BCE"), "BinaryCrossentropy"),
    **dict.fromkeys(("kld", "KLD"), "KLDivergence"),
    **dict.fromkeys(("mape", "MAPE"), "MeanAbsolutePercentageError"),
    **dict.fromkeys(("msle", "MSLE"), "MeanSquaredLogarithmicError"),
}
_BY_NAME = lazy_modules.Classes(
    __name__,
    {**_REGISTRY.by_name, **{name: name for name in _REGISTRY.by_name.values()}, **_SHORT},
)


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
    module, name = getattr(identifier, "__module__", ""), getattr(identifier, "__name__", "")
    ours = str(module).startswith(f"{__name__}.") and name in _REGISTRY
    return _REGISTRY[name]() if ours else FunctionLoss(identifier)


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
    return utils.deserialize_object("loss function", name, _BY_NAME)
