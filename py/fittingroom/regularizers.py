"""Regularizers: what large weights add to the loss."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import utils
from fittingroom.backend import Array


class Regularizer:
    """Base of all regularizers: a penalty for an array of weights, and its gradient."""

    def __call__(self, x: ArrayLike) -> float:
        """Return what `x`, an array of any shape, adds to the loss."""
        raise NotImplementedError

    def add_gradient(self, x: Array, grad: Array) -> None:
        """Add the penalty's gradient at `x` to `grad`, in place; both of one shape."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal regularizer."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> "Regularizer":
        """Make a regularizer from what `get_config` returned."""
        return cls(**config)

    def __repr__(self) -> str:
        arguments = ", ".join(f"{key}={value!r}" for key, value in self.get_config().items())
        return f"{type(self).__name__}({arguments})"


class L1L2(Regularizer):
    """Adds `l1 * sum(|x|) + l2 * sum(x ** 2)` to the loss.

    Args:
        l1, l2: factors, numbers of at least 0.

    Raises:
        ValueError: if a factor is no such number.

    Reference: https://keras.io/api/layers/regularizers/
    """

    def __init__(self, l1: float = 0.0, l2: float = 0.0) -> None:
        self.l1 = _factor("l1", 0.0 if l1 is None else l1)  # pyright: ignore[reportUnnecessaryComparison]
        self.l2 = _factor("l2", 0.0 if l2 is None else l2)  # pyright: ignore[reportUnnecessaryComparison]

    def __call__(self, x: ArrayLike) -> float:
        values = np.asarray(x)
        penalty = 0.0
        if self.l1:
            penalty += self.l1 * float(np.add.reduce(np.abs(values), axis=None))
        if self.l2:
            penalty += self.l2 * float(np.add.reduce(np.square(values), axis=None))
        return penalty

    def add_gradient(self, x: Array, grad: Array) -> None:
        if self.l1:
            grad += self.l1 * np.sign(x)
        if self.l2:
            grad += (2.0 * self.l2) * x

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1, "l2": self.l2}


class L1(L1L2):
    """Adds `l1 * sum(|x|)` to the loss: pushes weights to exactly 0.

    Raises:
        ValueError: if `l1` is no number of at least 0.
    """

    def __init__(self, l1: float = 0.01) -> None:
        super().__init__(l1=0.01 if l1 is None else l1)  # pyright: ignore[reportUnnecessaryComparison]

    def get_config(self) -> dict[str, Any]:
        return {"l1": self.l1}


class L2(L1L2):
    """Adds `l2 * sum(x ** 2)` to the loss: keeps weights small.

    Raises:
        ValueError: if `l2` is no number of at least 0.
    """

    def __init__(self, l2: float = 0.01) -> None:
        super().__init__(l2=0.01 if l2 is None else l2)  # pyright: ignore[reportUnnecessaryComparison]

    def get_config(self) -> dict[str, Any]:
        return {"l2": self.l2}


def l1_l2(l1: float = 0.01, l2: float = 0.01) -> L1L2:
    """Make an `L1L2` whose factors are 0.01 unless given."""
    return L1L2(l1, l2)


l1, l2 = L1, L2

_REGISTRY: dict[str, type[L1L2]] = {"l1": L1, "l2": L2, "l1_l2": L1L2}
_BY_NAME = _REGISTRY | {cls.__name__: cls for cls in (L1, L2, L1L2)}


def get(identifier: object) -> Regularizer | None:
    """Return the regularizer for a name, class, configuration or instance; None for None.

    Raises:
        ValueError: if it is none of these.
    """
    if identifier is None or isinstance(identifier, Regularizer):
        return identifier
    if isinstance(identifier, type) and issubclass(identifier, Regularizer):
        return identifier()
    if isinstance(identifier, dict):
        return utils.deserialize_object("regularizer", identifier, (L1, L2, L1L2))  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(identifier, str) and identifier in _BY_NAME:
        return _BY_NAME[identifier]()
    raise utils.unknown_name("regularizer", identifier, _REGISTRY)  # pyright: ignore[reportUnknownArgumentType]


def _factor(name: str, value: object) -> float:
    if not isinstance(value, (int, float)) or not 0.0 <= value < math.inf:
        raise ValueError(
            f"Invalid value for argument {name}: expected a non-negative float. "
            f"Received: {name}={value!r}"
        )
    return float(value)
