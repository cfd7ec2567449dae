"""The SIMD backend: the same operations by WebAssembly kernels, on the very memory of the arrays.

The kernels are the exports of the module `fittingroom_kernels`, which the host registers. What no
kernel takes (float64, arrays not laid out in rows) goes to the reference. Every address, shape,
type and stride is checked here before a kernel sees it.

A call into a kernel passes one address: that of a plan, a few numbers in memory which say what to
work on. Plans are kept for as long as the arrays they describe live, since checking and writing one
costs more than a small product. They hold weak references: these keep no memory, take the plan away
as soon as one of its arrays goes, before another could take over its id, and NumPy refuses to
resize an array that has one.
"""

from collections.abc import Callable, Sequence
from typing import Any
from weakref import ref

import fittingroom_kernels as kernels  # pyright: ignore[reportMissingImports]
import numpy as np

from fittingroom.backend import Array
from fittingroom.backend import numpy as reference

name = "wasm"

_Key = tuple[object, ...]
"""What to do, and the ids of the arrays to do it with."""

_PLANS_KEPT = 256
_NO_ROWS = np.zeros(0, np.int32)

_KERNELS: Any = kernels
_matmul: Callable[[int], None] = _KERNELS.matmul
_matmul_nt: Callable[[int], None] = _KERNELS.matmul_nt
_adam: Callable[[int, float], None] = _KERNELS.adam
_gather: Callable[[int], int] = _KERNELS.gather
_relu: Callable[[int], None] = _KERNELS.relu
_relu_gradient: Callable[[int], None] = _KERNELS.relu_gradient

_WORK = np.empty(_KERNELS.work_size(), np.uint8)
"""Memory for the products to work in."""


class _Plan:
    """Numbers for a kernel, for as long as the arrays they speak of live."""

    __slots__ = ("_arrays", "_memory", "address", "rows")

    def __init__(self, key: _Key, arrays: tuple[Array, ...], numbers: Sequence[float]) -> None:
        """Write `numbers`, ints as int32 and floats as float32, and keep them under `key`."""
        kinds = [("", np.float32 if isinstance(n, float) else np.int32) for n in numbers]
        self._memory = np.array([tuple(numbers)], kinds)
        self.address = _address(self._memory)
        self.rows = _NO_ROWS
        self._arrays = [ref(array, lambda _: _plans.pop(key, None)) for array in arrays]
        if len(_plans) >= _PLANS_KEPT:
            _plans.clear()
        _plans[key] = self


_plans: dict[_Key, _Plan] = {}


def matmul(a: Array, b: Array, out: Array, bias: Array | None = None) -> None:
    """`out = a @ b + bias` for `a (m, k)`, `b (k, n)`, `bias (n,)`, `out (m, n)`."""
    key = ("matmul", id(a), id(b), id(out), id(bias))
    plan = _plans.get(key)
    if plan is None:
        numbers = _product(a, b, out) if _is_rows(b) else None
        if numbers is None or not (bias is None or _is_vector(bias, b.shape[1:], out)):
            reference.matmul(a, b, out, bias)
            return
        vectors = (_address_or_null(bias), 0)
        plan = _Plan(key, _given(a, b, out, bias), (*numbers, *vectors, _address(_WORK)))
    _matmul(plan.address)


def matmul_tn(a: Array, b: Array, out: Array, sums: Array | None = None) -> None:
    """`out = a.T @ b`, `sums = b.sum(0)` for `a (k, m)`, `b (k, n)`, `out (m, n)`, `sums (n,)`."""
    key = ("matmul_tn", id(a), id(b), id(out), id(sums))
    plan = _plans.get(key)
    if plan is None:
        numbers = _product(a.T, b, out) if _is_rows(b) else None
        fits = sums is None or (_is_vector(sums, b.shape[1:], out, a, b) and sums.flags.writeable)
        if numbers is None or not fits:
            reference.matmul_tn(a, b, out, sums)
            return
        vectors = (0, _address_or_null(sums))
        plan = _Plan(key, _given(a, b, out, sums), (*numbers, *vectors, _address(_WORK)))
    _matmul(plan.address)


def matmul_nt(a: Array, b: Array, out: Array) -> None:
    """`out = a @ b.T` for `a (m, k)`, `b (n, k)`, `out (m, n)`."""
    key = ("matmul_nt", id(a), id(b), id(out))
    plan = _plans.get(key)
    if plan is None:
        numbers = _product(a, b.T, out) if a.flags.c_contiguous and _is_rows(b) else None
        if numbers is None:
            reference.matmul_nt(a, b, out)
            return
        plan = _Plan(key, (a, b, out), (*numbers, 0, 0))
    _matmul_nt(plan.address)


def _product(a: Array, b: Array, out: Array) -> tuple[int, ...] | None:
    """The first numbers of a Product in products.c, or None where the reference must do it."""
    if not (_is_matrix(a) and _is_matrix(b) and _is_rows(out) and out.flags.writeable):
        return None
    (m, k), n = a.shape, b.shape[1]
    if b.shape[0] != k or out.shape != (m, n) or 0 in (m, k, n):
        return None
    if np.may_share_memory(out, a) or np.may_share_memory(out, b):
        return None
    row, column = (stride // a.itemsize for stride in a.strides)
    return (_address(a), row, column, _address(b), _address(out), m, k, n)


def adam_update(
    variable: Array,
    gradient: Array,
    momentum: Array,
    velocity: Array,
    alpha: float,
    beta_1: float,
    beta_2: float,
    epsilon: float,
    scratch: Array,
) -> None:
    """One Adam step in place on arrays of one shape."""
    ids = (id(variable), id(gradient), id(momentum), id(velocity))
    key = ("adam", ids, beta_1, beta_2, epsilon)
    plan = _plans.get(key)
    if plan is None:
        arrays = (variable, gradient, momentum, velocity)
        fits = all(map(_is_solid, arrays)) and len({array.shape for array in arrays}) == 1
        if not fits or not all(array.flags.writeable for array in (variable, momentum, velocity)):
            constants = (alpha, beta_1, beta_2, epsilon)
            reference.adam_update(*arrays, *constants, scratch)
            return
        numbers = (variable.size, 1.0 - beta_1, 1.0 - beta_2, float(epsilon))
        plan = _Plan(key, arrays, (*map(_address, arrays), *numbers))
    _adam(plan.address, alpha)


def relu(x: Array) -> None:
    """`x = max(x, 0)` in place."""
    key = ("relu", id(x))
    plan = _plans.get(key)
    if plan is None:
        if not (_is_solid(x) and x.flags.writeable):
            reference.relu(x)
            return
        plan = _Plan(key, (x,), (_address(x), x.size))
    _relu(plan.address)


def relu_gradient(y: Array, grad: Array, scratch: Array) -> None:
    """Keep `grad`, in place, where `y = relu(x)` is positive; elsewhere 0."""
    key = ("relu_gradient", id(y), id(grad))
    plan = _plans.get(key)
    if plan is None:
        fits = _is_solid(y) and _is_solid(grad) and y.shape == grad.shape
        if not fits or not grad.flags.writeable:
            reference.relu_gradient(y, grad, scratch)
            return
        plan = _Plan(key, (y, grad), (_address(y), _address(grad), y.size))
    _relu_gradient(plan.address)


def gather(pixels: Array, rows: Array, scale: float, out: Array) -> None:
    """`out[i] = pixels[rows[i]] / scale`: a batch of byte pictures as floats.

    Raises:
        IndexError: if a row is not among the pictures.
    """
    key = ("gather", id(pixels), id(out), scale)
    plan = _plans.get(key)
    if plan is None:
        width = pixels[:1].size
        fits = (
            pixels.dtype == np.uint8
            and pixels.flags.c_contiguous
            and out.dtype == np.float32
            and out.flags.carray  # in C order, aligned, writeable
            and out[:1].size == width > 0
        )
        if not fits:
            reference.gather(pixels, rows, scale, out)
            return
        # Rows come in ever new arrays; asking one for its address takes longer than a copy of it.
        own_rows = np.zeros(len(out), np.int32)
        addresses = map(_address, (pixels, own_rows, out))
        numbers = (*addresses, len(pixels), width, len(out), float(scale))
        plan = _Plan(key, (pixels, out), numbers)
        plan.rows = own_rows
    if rows.dtype != np.int32 or rows.shape != plan.rows.shape:
        reference.gather(pixels, rows, scale, out)
        return
    plan.rows[:] = rows
    if _gather(plan.address) < len(rows):
        raise IndexError(f"Expected rows from 0 to {len(pixels) - 1}. Received: {rows.tolist()}")


def _given(*arrays: Array | None) -> tuple[Array, ...]:
    return tuple(array for array in arrays if array is not None)


def _address_or_null(array: Array | None) -> int:
    return 0 if array is None else _address(array)


def _address(array: Array) -> int:
    """Return the address of an array's first number, in bytes."""
    return array.__array_interface__["data"][0]


def _is_matrix(array: Array) -> bool:
    """Return whether it is a table of floats that whole strides lead through."""
    return (
        array.dtype == np.float32
        and array.ndim == 2
        and array.flags.aligned
        and array.dtype.isnative
        and all(stride % array.itemsize == 0 for stride in array.strides)
    )


def _is_rows(array: Array) -> bool:
    return _is_matrix(array) and array.flags.c_contiguous


def _is_vector(array: Array, shape: tuple[int, ...], *apart_from: Array) -> bool:
    """Return whether it is floats of that shape without gaps, in none of the others' memory."""
    return (
        _is_solid(array)
        and array.shape == shape
        and not any(np.may_share_memory(array, other) for other in apart_from)
    )


def _is_solid(array: Array) -> bool:
    """Return whether it is floats without gaps, in C order."""
    return (
        array.dtype == np.float32
        and array.dtype.isnative
        and array.flags.aligned
        and array.flags.c_contiguous
    )
