"""The SIMD backend: the same operations by WebAssembly kernels on the same arrays.

Works where somebody has registered the kernels' exports as the module `fittingroom_kernels` (in the
page the worker does) and falls back to the reference for what no kernel takes: float64, arrays that
are not laid out in rows. Every address, shape, type and stride is checked here before a kernel sees
it. Imports NumPy, the reference and that module only.

A call into a kernel takes one address: that of a plan, a few numbers in memory that say what to
multiply. Plans are kept by the arrays they speak of, for as long as these live; NumPy itself
refuses to move the memory of an array that somebody holds a weak reference to.
"""

from collections.abc import Callable
from typing import Any
from weakref import ref

import numpy as np

import fittingroom_kernels as kernels  # pyright: ignore[reportMissingImports]
from fittingroom.backend import Array
from fittingroom.backend import numpy as reference

name = "wasm"

_BLOCK = 64
"""BLOCK of kernels.c."""
_PLANS_KEPT = 256
_SCRATCH = np.zeros(2 * _BLOCK, np.float32)

_matmul: Callable[[int], None] = kernels.matmul
_matmul_transposed: Callable[[int], None] = kernels.matmul_transposed
_adam: Callable[[int, float], None] = kernels.adam
_gather: Callable[[int, int, int, int], None] = kernels.gather


class _Plan:
    """A kernel with its plan, as long as the arrays it speaks of live."""

    __slots__ = ("address", "arrays", "kernel", "memory")

    def __init__(
        self, kernel: Callable[..., None], memory: Array, arrays: tuple[Array, ...]
    ) -> None:
        self.kernel = kernel
        self.memory = memory
        self.address = _address(memory)
        self.arrays = tuple(map(ref, arrays))

    def speaks_of(self, arrays: tuple[Array, ...]) -> bool:
        """Whether these are its very arrays, and not others that took over their ids."""
        return all(mine() is array for mine, array in zip(self.arrays, arrays, strict=True))


_plans: dict[tuple[int, ...], _Plan] = {}
