"""`tf.float32` and its sisters, and `tf.TensorSpec`: tensors without their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from fittingroom.backend.tensor import TensorShape, tensor
from fittingroom.backend.tensor_text import type_name
from fittingroom.compat.dataset_elements import map_parts

NAMES = (
    *("float16", "float32", "float64", "int8", "int16", "int32", "int64", "uint8", "uint16"),
    *("uint32", "uint64", "bool", "string", "complex64", "complex128"),
)


class DType(str):
    """A type of numbers: NumPy's name for it, which prints as TensorFlow prints types."""

    __slots__ = ()
    __hash__ = str.__hash__

    @property
    def name(self) -> str:
        """The name alone, such as `"float32"`."""
        return str.__str__(self)

    @property
    def as_numpy_dtype(self) -> type[Any]:
        """NumPy's type."""
        return np.dtype("object" if self.name == "string" else self.name).type

    def __eq__(self, other: object) -> bool:
        if isinstance(other, np.dtype):
            return type_name(other) == self.name  # pyright: ignore[reportUnknownArgumentType]
        return str.__eq__(self, other) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __str__(self) -> str:
        return f"<dtype: '{self.name}'>"

    def __repr__(self) -> str:
        return f"tf.{self.name}"


class TensorSpec(NamedTuple):
    """Shape and type of a tensor; a size that may differ is None."""

    shape: Any
    dtype: Any = DType("float32")
    name: str | None = None

    def __repr__(self) -> str:
        shape, dtype = _shape(self.shape), _dtype(self.dtype)
        return f"TensorSpec(shape={shape}, dtype={dtype!r}, name={self.name!r})"


def spec_of(value: Any, *, rows_vary: bool) -> TensorSpec:
    """Return what an array is like; with `rows_vary` its first axis may be of any length."""
    array = tensor(value)
    shape = (None, *array.shape[1:]) if rows_vary and array.ndim else array.shape
    return TensorSpec(TensorShape(shape), DType(type_name(array.dtype)))  # pyright: ignore


def spec_of_row(array: Any) -> TensorSpec:
    """Return what each row of an array is like."""
    return spec_of(np.empty(array.shape[1:], array.dtype), rows_vary=False)


def signature(given: Any, types: Any, shapes: Any) -> Any:
    """Return the specs that `from_generator` was given in one way or the other; None for none."""
    if given is not None or types is None:
        return given
    if isinstance(types, Mapping):
        sizes: Any = shapes or {}
        return {name: signature(None, each, sizes.get(name)) for name, each in types.items()}  # pyright: ignore
    if isinstance(types, (tuple, list)):
        sizes = shapes or [None] * len(types)  # pyright: ignore
        return tuple(signature(None, *pair) for pair in zip(types, sizes, strict=True))  # pyright: ignore
    return TensorSpec(shapes, types)


def conform(element: Any, spec: Any) -> Any:
    """Return an element as tensors of the types that its specs name."""
    if isinstance(spec, TensorSpec):
        name = _dtype(spec.dtype).name
        return tensor(element) if name == "string" else tensor(np.asarray(element, name))
    if isinstance(spec, Mapping):
        return {name: conform(element[name], each) for name, each in spec.items()}  # pyright: ignore
    if isinstance(spec, (tuple, list)):
        return tuple(conform(*pair) for pair in zip(element, spec, strict=True))  # pyright: ignore
    return map_parts(element, tensor)


def _dtype(given: Any) -> DType:
    return given if isinstance(given, DType) else DType(type_name(np.dtype(given)))


def _shape(given: Any) -> str:
    if given is None:
        return "<unknown>"
    sizes = tuple(given) if isinstance(given, (list, tuple)) else (given,)  # pyright: ignore
    return str(sizes)  # pyright: ignore
