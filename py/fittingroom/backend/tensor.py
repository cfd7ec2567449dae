"""Arrays and numbers with Keras's and TensorFlow's `.numpy()`."""

from typing import Any

import numpy as np

from fittingroom import backend
from fittingroom.backend import Array


class Tensor(np.ndarray[Any, Any]):
    """An array, of NumPy's in every way, that also has Keras's and TensorFlow's `.numpy()`."""

    def numpy(self) -> Array:
        """Return a copy as a plain array; of no axes, a number of NumPy's."""
        return np.array(self)[()]

    def __setitem__(self, key: Any, value: Any) -> None:
        if not self.flags.writeable:
            raise TypeError(
                "A tensor of tf.constant cannot be changed. Change a tf.Variable with assign(), or "
                "an array: x = x.numpy()"
            )
        super().__setitem__(key, value)


class Number(float):
    """A float that also has `.numpy()`."""

    def numpy(self) -> np.floating[Any]:
        """Return the number as one of NumPy's, in the default float type."""
        return np.dtype(backend.floatx()).type(self)


def tensor(values: Any, dtype: str | None = None) -> Tensor:
    """Return values as a `Tensor`, in the same memory where possible.

    Parity: Python's own floats become `backend.floatx()` and its whole numbers int32; arrays of
    NumPy's keep their type.
    """
    if hasattr(values, "apply_activation"):
        return values  # followed through a function of the program's own
    array = np.asarray(values, dtype)
    if dtype is None and not hasattr(values, "dtype"):
        kinds = {"f": backend.floatx(), "i": "int32"}
        array = array.astype(kinds.get(array.dtype.kind, array.dtype), copy=False)
    return array.view(Tensor)


class Constant(Tensor):
    """A tensor that cannot be changed: `+=` makes a new one. What is computed from it can be."""

    def __iadd__(self, other: Any) -> Any:
        return self + other

    def __isub__(self, other: Any) -> Any:
        return self - other

    def __imul__(self, other: Any) -> Any:
        return self * other

    def __itruediv__(self, other: Any) -> Any:
        return self / other


def constant(values: Any, dtype: str | None = None) -> Constant:
    """Return a copy of values as a `Constant`."""
    copied = np.array(tensor(values, dtype)).view(Constant)
    copied.flags.writeable = False
    return copied
