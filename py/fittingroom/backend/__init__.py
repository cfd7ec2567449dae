"""Where arrays are multiplied: the few operations that decide the speed, chosen by name.

Imports NumPy only. A backend is a module with the functions of `Backend`; `numpy` is the
reference and works everywhere, `wasm` needs the kernels that the page brings. Also holds the
default float type, as Keras's `backend` does.
"""

import importlib
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

_MODULES = {"numpy": "fittingroom.backend.numpy", "wasm": "fittingroom.backend.wasm"}
_FLOATS = ("float32", "float64")
_floatx = "float32"


class Backend(Protocol):
    """What a backend module provides. All arrays are of one float type, outputs C-contiguous."""

    name: str

    def matmul(self, a: Array, b: Array, out: Array, bias: Array | None = None) -> None:
        """`out = a @ b + bias` for `a (m, k)`, `b (k, n)`, `bias (n,)`, `out (m, n)`."""
        ...

    def matmul_tn(self, a: Array, b: Array, out: Array, sums: Array | None = None) -> None:
        """`out = a.T @ b` for `a (k, m)`, `b (k, n)`, `out (m, n)`; `sums (n,)` = `b.sum(0)`."""
        ...

    def matmul_nt(self, a: Array, b: Array, out: Array) -> None:
        """`out = a @ b.T` for `a (m, k)`, `b (n, k)`, `out (m, n)`."""
        ...

    def relu(self, x: Array) -> None:
        """`x = max(x, 0)` in place."""
        ...

    def relu_gradient(self, y: Array, grad: Array, scratch: Array) -> None:
        """Keep `grad`, in place, where `y = relu(x)` is positive; elsewhere 0. All of one shape."""
        ...

    def gather(self, pixels: Array, rows: Array, scale: float, out: Array) -> None:
        """`out[i] = pixels[rows[i]] / scale`, one rounding in float32, with `pixels` uint8.

        Raises:
            IndexError: if a row is not among the pictures.
        """
        ...

    def adam_update(
        self,
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
        """One Adam step in place on arrays of one shape; `scratch` is `(2, *shape)`."""
        ...


def set_backend(name: str) -> None:
    """Select the backend for all models, from the next batch on.

    Raises:
        ValueError: if there is no backend called `name`.
        ModuleNotFoundError: if it is `"wasm"` and the kernels are not there.
    """
    global _current
    if name not in _MODULES:
        raise ValueError(f"Expected a backend from {sorted(_MODULES)}. Received: name={name!r}")
    _current = _load(name)


@contextmanager
def used(name: str | None) -> Generator[None]:
    """Have the backend of a name inside a ``with`` block; for None the one there is.

    Raises:
        ValueError, ModuleNotFoundError: as `set_backend`.
    """
    global _current
    before = _current
    if name is not None:
        set_backend(name)
    try:
        yield
    finally:
        if name is not None:
            _current = before


def current() -> Backend:
    """The backend in use."""
    return _current


def floatx() -> str:
    """Float type of layers that name none: `"float32"` unless `set_floatx` changed it."""
    return _floatx


def set_floatx(value: str) -> None:
    """Set the float type of layers made from now on (`"float64"` serves gradient checks).

    Raises:
        ValueError: if `value` is not `"float32"` or `"float64"`.
    """
    global _floatx
    _floatx = standardize_dtype(value)


def standardize_dtype(dtype: object) -> str:
    """Return the name of a float type given as name, NumPy type or None (the default)."""
    if dtype is None:
        return _floatx
    try:
        name = np.dtype(dtype).name  # pyright: ignore[reportArgumentType, reportCallIssue]
    except TypeError:
        name = str(dtype)
    if name not in _FLOATS:
        raise ValueError(
            f"Expected `dtype` to be one of {list(_FLOATS)}. Received: dtype={dtype!r}"
        )
    return name


def _load(name: str) -> Any:
    return importlib.import_module(_MODULES[name])


_current: Backend = _load("numpy")
