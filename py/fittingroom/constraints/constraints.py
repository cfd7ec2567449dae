"""The constraints of Keras."""

from typing import Any, Self

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array

_EPSILON = 1e-7


class Constraint:
    """Base of all constraints: takes weights, and returns what they are to be."""

    def __call__(self, w: Array) -> Array:
        """Return what stands for the weights `w`, of its shape."""
        return w

    def get_config(self) -> dict[str, Any]:
        """Return arguments that make an equal constraint."""
        return {}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        """Make a constraint from what `get_config` returned."""
        return cls(**config)


class _Norm(Constraint):
    """Base of those that bring the length of weight vectors into bounds."""

    def __init__(self, axis: Any = 0) -> None:
        self.axis = axis

    def _lengths(self, w: Array) -> Array:
        axis: Any = tuple(utils.as_list(self.axis))
        return np.sqrt(np.add.reduce(np.square(w), axis=axis, keepdims=True))


class MaxNorm(_Norm):
    """The length of the weights into each unit is at most `max_value`.

    Args:
        max_value: the largest length.
        axis: along which lengths are measured; 0 for the kernel of a Dense layer.

    Reference: Srivastava et al. 2014, "Dropout", section 5.1.
    """

    def __init__(self, max_value: float = 2, axis: Any = 0) -> None:
        super().__init__(axis)
        self.max_value = max_value

    def __call__(self, w: Array) -> Array:
        lengths = self._lengths(np.asarray(w))
        return w * (np.clip(lengths, 0, self.max_value) / (_EPSILON + lengths))

    def get_config(self) -> dict[str, Any]:
        return {"max_value": self.max_value, "axis": self.axis}


class NonNeg(Constraint):
    """No weight is below 0."""

    def __call__(self, w: Array) -> Array:
        return np.maximum(w, 0)


class UnitNorm(_Norm):
    """The length of the weights into each unit is 1."""

    def __call__(self, w: Array) -> Array:
        return w / (_EPSILON + self._lengths(np.asarray(w)))

    def get_config(self) -> dict[str, Any]:
        return {"axis": self.axis}


class MinMaxNorm(_Norm):
    """The length of the weights into each unit is drawn between two bounds.

    Args:
        min_value, max_value: the bounds.
        rate: how far it is drawn with each step; 1 is all the way.
        axis: along which lengths are measured.
    """

    def __init__(
        self,
        min_value: float = 0.0,
        max_value: float = 1.0,
        rate: float = 1.0,
        axis: Any = 0,
    ) -> None:
        super().__init__(axis)
        self.min_value, self.max_value, self.rate = min_value, max_value, rate

    def __call__(self, w: Array) -> Array:
        lengths = self._lengths(np.asarray(w))
        bounded = np.clip(lengths, self.min_value, self.max_value)
        wanted = self.rate * bounded + (1 - self.rate) * lengths
        return w * (wanted / (_EPSILON + lengths))

    def get_config(self) -> dict[str, Any]:
        return {
            "min_value": self.min_value,
            "max_value": self.max_value,
            "rate": self.rate,
            "axis": self.axis,
        }


max_norm = maxnorm = MaxNorm
min_max_norm = MinMaxNorm
non_neg = nonneg = NonNeg
unit_norm = unitnorm = UnitNorm
