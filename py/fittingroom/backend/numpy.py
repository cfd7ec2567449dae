"""The reference backend: NumPy alone."""

import sys

import numpy as np

from fittingroom.backend.operations import Array

name = "numpy"

_HAS_BLAS = sys.platform != "emscripten"
_LONG = 64
"""Numbers in a row from which `einsum` beats a `matmul` without BLAS."""


def matmul(a: Array, b: Array, out: Array, bias: Array | None = None) -> None:
    """`out = a @ b + bias` for `a (m, k)`, `b (k, n)`, `bias (n,)`, `out (m, n)`."""
    if _HAS_BLAS:
        np.matmul(a, b, out=out)
    else:
        matmul_without_blas(a, b, out)
    if bias is not None:
        np.add(out, bias, out=out)


def matmul_tn(a: Array, b: Array, out: Array, sums: Array | None = None) -> None:
    """`out = a.T @ b`, `sums = b.sum(0)` for `a (k, m)`, `b (k, n)`, `out (m, n)`, `sums (n,)`."""
    matmul(a.T, b, out)
    if sums is not None:
        np.add.reduce(b, axis=0, out=sums)


def matmul_nt(a: Array, b: Array, out: Array) -> None:
    """`out = a @ b.T` for `a (m, k)`, `b (n, k)`, `out (m, n)`."""
    matmul(a, b.T, out)


def relu(x: Array) -> None:
    """`x = max(x, 0)` in place."""
    np.maximum(x, 0.0, out=x)


def relu_gradient(y: Array, grad: Array, scratch: Array) -> None:
    """Keep `grad`, in place, where `y = relu(x)` is positive; elsewhere 0."""
    np.sign(y, out=scratch)  # y is never negative: 1 where it is positive, else 0
    np.multiply(grad, scratch, out=grad)


def gather(pixels: Array, rows: Array, scale: float, out: Array) -> None:
    """`out[i] = pixels[rows[i]] / scale`: a batch of byte pictures as floats."""
    np.divide(pixels[rows], np.float32(scale), out=out)


def matmul_without_blas(a: Array, b: Array, out: Array) -> None:
    """The same where NumPy has no BLAS, as in Pyodide: up to 2.5 times as fast as `matmul`.

    `einsum` is quick along contiguous rows, so the longer of `k` and `n` is made its inner loop.
    """
    k, n = b.shape
    if max(k, n) < _LONG:
        np.matmul(a, b, out=out)
    elif k >= n:
        np.einsum("mk,nk->mn", np.ascontiguousarray(a), np.ascontiguousarray(b.T), out=out)
    else:
        np.einsum("mk,kn->mn", a, b, out=out)


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
    """One Adam step in place on arrays of one shape.

    `m += (1 - beta_1) (g - m)`; `v += (1 - beta_2) (g**2 - v)`;
    `w -= alpha m / (sqrt(v) + epsilon)`.
    """
    s, t = scratch
    np.subtract(gradient, momentum, out=s)
    np.multiply(s, 1.0 - beta_1, out=s)
    np.add(momentum, s, out=momentum)
    np.multiply(gradient, gradient, out=s)
    np.subtract(s, velocity, out=s)
    np.multiply(s, 1.0 - beta_2, out=s)
    np.add(velocity, s, out=velocity)
    np.sqrt(velocity, out=s)
    np.add(s, epsilon, out=s)
    np.multiply(momentum, alpha, out=t)
    np.divide(t, s, out=t)
    np.subtract(variable, t, out=variable)
