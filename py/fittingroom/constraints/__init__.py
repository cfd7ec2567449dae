"""Constraints: what weights are brought to after each step."""

from collections.abc import Callable
from typing import Any

from fittingroom import utils
from fittingroom.utils import lazy_modules

_CLASSES = "Constraint MaxNorm MinMaxNorm NonNeg UnitNorm"
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "constraints.constraints": f"{_CLASSES} max_norm maxnorm min_max_norm non_neg nonneg "
        "unit_norm unitnorm"
    },
)
_REGISTRY = lazy_modules.Classes(
    __name__,
    {
        **{name: name for name in _CLASSES.split()},
        **{utils.to_snake_case(name): name for name in _CLASSES.split()},
    },
)


def get(identifier: Any) -> Callable[..., Any] | None:
    """Return the constraint for a name, class, configuration, function or instance.

    Raises:
        ValueError: if it is none of these.

    Reference: https://keras.io/api/layers/constraints/
    """
    if identifier is None:
        return None
    if isinstance(identifier, dict):
        return deserialize(identifier)  # pyright: ignore[reportUnknownArgumentType]
    found = _REGISTRY.get(identifier) if isinstance(identifier, str) else identifier
    if not callable(found):
        raise utils.unknown_name("constraint", identifier, _REGISTRY)
    return found() if isinstance(found, type) else found


def serialize(constraint: Any) -> dict[str, Any]:
    """Return the class and configuration of a constraint, as plain data."""
    return utils.serialize_object(constraint, "keras.constraints")


def deserialize(config: dict[str, Any]) -> Any:
    """Make a constraint from what `serialize` returned.

    Raises:
        ValueError: if its class is unknown.
    """
    return utils.deserialize_object("constraint", config, _REGISTRY)
