"""The reference backend: NumPy alone.

Imports NumPy only.
"""

import sys

import numpy as np

from fittingroom.backend import Array

name = "numpy"

# NumPy in the browser is built without BLAS: there `einsum` over two C-contiguous operands
# multiplies more than twice as fast as `matmul`.
_HAS_BLAS = sys.platform != "emscripten"


def matmul(a: Array, b: Array, out: Array) -> None:
    """`out = a @ b` for `a (m, k)`, `b (k, n)`, `out (m, n)`."""
    if _HAS_BLAS:
        np.matmul(a, b, out=out)
    else:
        _einsum_matmul(a, b, out)


def _einsum_matmul(a: Array, b: Array, out: Array) -> None:
    np.einsum("mk,nk->mn", np.ascontiguousarray(a), np.ascontiguousarray(b.T), out=out)


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
    """One Adam step in place on flat arrays of equal size.

    `m += (1 - beta_1) (g - m)`; `v += (1 - beta_2) (g**2 - v)`;
    `w -= alpha m / (sqrt(v) + epsilon)`. Works through blocks as long as `scratch` is wide,
    so that what one operation wrote is still in the processor's cache for the next.
    """
    width = scratch.shape[1]
    for start in range(0, variable.size, width):
        block = slice(start, start + width)
        g, m, v = gradient[block], momentum[block], velocity[block]
        s, t = scratch[0, : g.size], scratch[1, : g.size]
        np.subtract(g, m, out=s)
        np.multiply(s, 1.0 - beta_1, out=s)
        np.add(m, s, out=m)
        np.multiply(g, g, out=s)
        np.subtract(s, v, out=s)
        np.multiply(s, 1.0 - beta_2, out=s)
        np.add(v, s, out=v)
        np.sqrt(v, out=s)
        np.add(s, epsilon, out=s)
        np.multiply(m, alpha, out=t)
        np.divide(t, s, out=t)
        w = variable[block]
        np.subtract(w, t, out=w)
