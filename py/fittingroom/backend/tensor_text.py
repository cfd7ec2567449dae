"""The texts of tensors, as TensorFlow prints them. Imported when first used."""

import re
from typing import Any

import numpy as np

from fittingroom.backend import Array

_TYPES = {"U": "string"}
"""TensorFlow's names for kinds of values that NumPy calls otherwise."""


def printed(array: Array) -> str:
    """Return what `print` shows of a tensor."""
    return f"tf.Tensor({_lines(str(_values(array)))}, {_form(array)})"


def represented(array: Array) -> str:
    """Return what `repr` shows of a tensor."""
    values = _values(array)
    text = str(values) if values.dtype.kind != "O" and not values.ndim else _repr(values)
    return f"<tf.Tensor: {_form(array)}, numpy={_lines(text)}>"


def type_name(dtype: np.dtype[Any]) -> str:
    """Return TensorFlow's name for a type of NumPy's."""
    return _TYPES.get(dtype.kind, dtype.name)


def _form(array: Array) -> str:
    return f"shape={tuple(array.shape)}, dtype={type_name(array.dtype)}"


def _values(array: Array) -> Array:
    """Return the values as TensorFlow prints them: texts as their bytes."""
    plain = np.asarray(array)
    return np.char.encode(plain, "utf-8").astype(object) if plain.dtype.kind == "U" else plain


def _repr(values: Array) -> str:
    """Return what `repr` shows of values where NumPy's integers have 64 bits, on any machine."""
    text = repr(values[()])
    if values.dtype == np.int64:
        return re.sub(r",\s*dtype=int64\)$", ")", text)
    if values.dtype == np.int32 and values.ndim and "dtype=" not in text:
        return f"{text[:-1]}, dtype=int32)"
    return text


def _lines(text: str) -> str:
    """Return text of several lines below what stands before it."""
    return f"\n{text}" if "\n" in text else text
