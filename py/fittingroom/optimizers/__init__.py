"""Optimizers: their public names, and optimizers by name."""

from typing import Any

from fittingroom import utils
from fittingroom.optimizers import schedules
from fittingroom.optimizers.adam import Adam
from fittingroom.optimizers.adamw import AdamW
from fittingroom.optimizers.optimizer import Optimizer
from fittingroom.optimizers.rmsprop import RMSprop
from fittingroom.optimizers.sgd import SGD
from fittingroom.utils import lazy_modules

__all__ = [
    "SGD",
    "Adam",
    "AdamW",
    "Optimizer",
    "RMSprop",
    "deserialize",
    "get",
    "schedules",
    "serialize",
]

_LATER = "Adadelta Adagrad Adamax Ftrl Lamb Lion Nadam"
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "optimizers.two_moments": "",
        **{f"optimizers.{name.lower()}": name for name in _LATER.split()},
    },
)
_CLASSES = ("Adam", "AdamW", "RMSprop", "SGD", *_LATER.split())
_REGISTRY = lazy_modules.Classes(__name__, {name.lower(): name for name in _CLASSES})
_BY_NAME = lazy_modules.Classes(
    __name__, {spelled: name for name in _CLASSES for spelled in (name, name.lower())}
)


def get(identifier: Any) -> Optimizer:
    """Return the optimizer for a name (a new one), a configuration (a new one) or itself.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(identifier, Optimizer):
        return identifier
    if isinstance(identifier, dict):
        return deserialize(identifier)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(identifier, str) and identifier.lower() in _REGISTRY:
        return _REGISTRY[identifier.lower()]()
    if isinstance(identifier, type):
        raise ValueError(
            f"Could not interpret optimizer identifier: {identifier}. "
            f"Create it first: {identifier.__name__}()."
        )
    raise utils.unknown_name("optimizer", identifier, _REGISTRY)


def serialize(optimizer: Optimizer) -> dict[str, Any]:
    """Return the name and configuration of an optimizer, as plain data."""
    return utils.serialize_object(optimizer, "keras.optimizers")


def deserialize(config: dict[str, Any]) -> Optimizer:
    """Make an optimizer from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("optimizer", config, _BY_NAME)
