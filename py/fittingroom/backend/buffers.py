"""Memory that a training step reuses, so that a step allocates no large array."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from fittingroom.backend import Array

_ALIGNMENT = 64
"""Bytes in a line of the cache. Vectors that lie across two of them cost the kernels a tenth."""


def aligned(shape: tuple[int, ...], dtype: str | np.dtype[Any]) -> Array:
    """Return zeros of `shape` that begin where a line of the cache does.

    NumPy's own arrays may begin at any multiple of 8 bytes where memory is WebAssembly's.
    """
    kind = np.dtype(dtype)
    # No array, so that the result is the base of all its views.
    memory = bytearray(math.prod(shape) * kind.itemsize + _ALIGNMENT)
    address: int = np.frombuffer(memory, np.uint8).__array_interface__["data"][0]
    return np.ndarray(shape, kind, memory, -address % _ALIGNMENT)


class RowBuffer:
    """An array that lends its first rows: `(rows, *row_shape)` for any number of rows.

    Grows to the largest batch it has seen; a smaller last batch borrows a part of it.
    """

    def __init__(self, row_shape: tuple[int, ...], dtype: str) -> None:
        self._memory = aligned((0, *row_shape), dtype)
        self._lent = self._memory

    def rows(self, count: int) -> Array:
        """Return the first `count` rows, C-contiguous; what they hold is left over."""
        if len(self._lent) != count:
            if count > len(self._memory):
                self._memory = aligned((count, *self._memory.shape[1:]), self._memory.dtype)
            self._lent = self._memory[:count]
        return self._lent


def pack(owners: Sequence[list[Array]]) -> list[Array]:
    """Lay the arrays of all `owners` side by side in one flat array, and return `[flat]`.

    Each array in each owner's list is replaced by a view of its part, so one operation on
    `flat` reaches them all. Arrays that are views already (packed by another model that
    shares a layer) stay where they are, and all arrays are returned one by one instead.
    """
    arrays = [array for owner in owners for array in owner]
    if not arrays:
        return []
    size = sum(array.size for array in arrays)
    base = arrays[0].base
    if base is not None and base.size == size and all(array.base is base for array in arrays):
        return [base]
    if any(array.base is not None or array.dtype != arrays[0].dtype for array in arrays):
        return [np.atleast_1d(array) for array in arrays]  # NumPy has no `out` without axes
    flat = np.concatenate(arrays, axis=None, out=aligned((size,), arrays[0].dtype))
    ends = np.cumsum([0] + [array.size for array in arrays]).tolist()
    views = iter(
        flat[start:stop].reshape(array.shape)
        for array, (start, stop) in zip(arrays, pairwise(ends), strict=True)
    )
    for owner in owners:
        owner[:] = [next(views) for _ in owner]
    return [flat]
