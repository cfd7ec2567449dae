"""The learning rate: a number that can be assigned to."""

import math
from typing import Any, Protocol, Self

import numpy as np

from fittingroom import backend


class Owner(Protocol):
    """What has a rate: an optimizer."""

    @property
    def learning_rate(self) -> "LearningRate": ...
    @learning_rate.setter
    def learning_rate(self, value: Any, /) -> None: ...


class LearningRate(float):
    """The rate of an optimizer at one moment: a number, and Keras's words to change it."""

    _owner: Owner

    def __new__(cls, value: float, owner: Owner) -> Self:
        rate = super().__new__(cls, value)
        rate._owner = owner
        return rate

    def assign(self, value: float) -> "LearningRate":
        """Set the optimizer's rate; return the new one."""
        self._owner.learning_rate = value
        return self._owner.learning_rate

    def numpy(self) -> np.floating[Any]:
        """Return the rate as a number of NumPy's, in the default float type."""
        return np.dtype(backend.floatx()).type(self)


def checked_rate(value: object) -> float:
    """Return a rate in the default float type, which is what Keras keeps it in.

    Raises:
        ValueError: if it is no finite number of at least 0.
    """
    try:
        number = float(value)  # pyright: ignore[reportArgumentType]
    except (TypeError, ValueError):
        number = math.nan
    if not 0.0 <= number < math.inf:
        raise ValueError(
            "Expected `learning_rate` to be a number of at least 0, such as 0.001. "
            f"Received: learning_rate={value!r}"
        )
    return float(np.dtype(backend.floatx()).type(number))
