"""What functions of Keras's give back: arrays and numbers that answer to `.numpy()`.

Imports NumPy and `backend` (for types) only.
"""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.backend import Array


class Tensor(np.ndarray[Any, Any]):
    """An array, of NumPy's in every way, that also has Keras's and TensorFlow's `.numpy()`."""

    def numpy(self) -> Array:
        """A copy as a plain array; of no axes, a number of NumPy's."""
        return np.array(self)[()]


class Number(float):
    """A float that also has `.numpy()`."""

    def numpy(self) -> np.floating[Any]:
        """The number as one of NumPy's, in the default float type."""
        return np.dtype(backend.floatx()).type(self)


class Variable(Tensor):
    """An array to keep something in, with Keras's words to change it.

    Args:
        initializer: the values, or a function of shape and type that gives them.
        shape: of what the function gives.
        dtype: by default `backend.floatx()` for fractions.
        trainable: noted only.
        name: noted only.
    """

    trainable = True
    name = "variable"

    def __new__(
        cls,
        initializer: Any,
        shape: tuple[int, ...] | None = None,
        dtype: str | None = None,
        trainable: bool = True,
        name: str = "variable",
    ) -> Self:
        if callable(initializer):
            initializer = initializer(tuple(shape or ()), dtype)
        values = tensor(initializer, dtype).copy().view(cls)
        values.trainable, values.name = trainable, name
        return values

    @property
    def value(self) -> Array:
        """The values now."""
        return tensor(self.numpy())

    def assign(self, value: ArrayLike) -> Self:
        """Overwrite the values; return the variable."""
        self[...] = value
        return self

    def assign_add(self, value: ArrayLike) -> Self:
        """Add to the values; return the variable."""
        self[...] += np.asarray(value)
        return self

    def assign_sub(self, value: ArrayLike) -> Self:
        """Subtract from the values; return the variable."""
        self[...] -= np.asarray(value)
        return self


def tensor(values: Any, dtype: str | None = None) -> Tensor:
    """Values as a `Tensor`, in the same memory where that can be.

    Parity: Python's own floats become `backend.floatx()` and its whole numbers int32; arrays of
    NumPy's keep their type.
    """
    array = np.asarray(values, dtype)
    if dtype is None and not isinstance(values, (np.ndarray, np.generic)):
        kinds = {"f": backend.floatx(), "i": "int32"}
        array = array.astype(kinds.get(array.dtype.kind, array.dtype), copy=False)
    return array.view(Tensor)
