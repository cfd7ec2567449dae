"""Arrays and numbers with Keras's and TensorFlow's `.numpy()`, which print as TensorFlow's do."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from fittingroom import backend
from fittingroom.backend import Array


class TensorShape(tuple[int, ...]):
    """A shape that also has what TensorFlow's shapes have: `.as_list()` and `.rank`."""

    __slots__ = ()
    __hash__ = tuple.__hash__  # pyright: ignore

    @property
    def rank(self) -> int:
        """The number of axes."""
        return len(self)

    ndims = rank

    def as_list(self) -> list[int]:
        """Return the sizes as a list."""
        return list(self)

    def num_elements(self) -> int:
        """Return the number of values."""
        return int(np.prod(self, dtype=np.int64))

    def __eq__(self, other: object) -> bool:
        return tuple(self) == (tuple(other) if isinstance(other, list) else other)  # pyright: ignore

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __str__(self) -> str:
        return repr(tuple(self))

    def __repr__(self) -> str:
        return f"TensorShape({self.as_list()})"


class Tensor(np.ndarray[Any, Any]):
    """An array, of NumPy's in every way, that also has Keras's and TensorFlow's `.numpy()`.

    Parity: it prints as TensorFlow's, and so does a single value of it.
    """

    @property
    def shape(self) -> TensorShape:  # pyright: ignore[reportIncompatibleVariableOverride]
        """The sizes of the axes."""
        return TensorShape(super().shape)

    @shape.setter
    def shape(self, value: Any) -> None:
        np.ndarray.shape.__set__(self, value)  # pyright: ignore

    def get_shape(self) -> TensorShape:
        """Return `shape`."""
        return self.shape

    def numpy(self) -> Array:
        """Return a copy as a plain array; of no axes, a number of NumPy's."""
        return np.array(self)[()]

    def __getitem__(self, key: Any) -> Any:
        # Of a plain array, a single value would be a number of NumPy's.
        found = super().__getitem__(key)
        return np.asarray(found).view(type(self)) if isinstance(found, np.generic) else found

    def __setitem__(self, key: Any, value: Any) -> None:
        if not self.flags.writeable:
            raise TypeError(
                "A tensor of tf.constant cannot be changed. Change a tf.Variable with assign(), or "
                "an array: x = x.numpy()"
            )
        super().__setitem__(key, value)

    def __round__(self, digits: int | None = None) -> Any:
        number: Any = self.numpy()
        return round(number, digits)

    def __format__(self, spec: str) -> str:
        return format(self.numpy(), spec)

    def __str__(self) -> str:
        return _text().printed(self)

    def __repr__(self) -> str:
        return _text().represented(self)


class Number(float):
    """A float that also has `.numpy()`, and prints as TensorFlow's numbers do."""

    def numpy(self) -> np.floating[Any]:
        """Return the number as one of NumPy's, in the default float type."""
        return np.dtype(backend.floatx()).type(self)

    def __format__(self, spec: str) -> str:
        return format(float(self), spec) if spec else str(self.numpy())

    def __str__(self) -> str:
        return str(tensor(self.numpy()))

    def __repr__(self) -> str:
        return repr(tensor(self.numpy()))


def tensor(values: Any, dtype: str | None = None) -> Tensor:
    """Return values as a `Tensor`, in the same memory where possible.

    Parity: Python's own floats become `backend.floatx()` and its whole numbers int32; arrays of
    NumPy's keep their type.
    """
    if hasattr(values, "apply_activation"):
        return values.traced  # followed through a function of the program's own
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


def _text() -> Any:
    # Late: few visits print one.
    return importlib.import_module("fittingroom.backend.tensor_text")
