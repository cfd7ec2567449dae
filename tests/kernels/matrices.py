"""Matrices of all kinds, and memory that tells whether it was touched, for the kernels' tests."""

import numpy as np

from fittingroom.backend import Array

CANARY = np.float32(1234.5)


def laid_out(values: Array, layout: str) -> Array:
    """The same matrix with another way through memory."""
    m, k = values.shape
    if layout == "columns":
        return np.asfortranarray(values)
    if layout == "part":
        whole = np.full((m + 2, k + 3), np.nan, np.float32)
        whole[1:-1, 2:-1] = values
        return whole[1:-1, 2:-1]
    if layout == "backwards":
        return values[::-1, ::-1].copy()[::-1, ::-1]
    if layout == "every other":
        return np.repeat(np.repeat(values, 2, axis=0), 3, axis=1)[::2, ::3]
    return values


def framed(m: int, n: int) -> tuple[Array, Array]:
    """An output in the middle of memory that must stay as it is."""
    whole = np.full(m * n + 64, CANARY, np.float32)
    return whole, whole[32:-32].reshape(m, n)


def assert_untouched(whole: Array) -> None:
    assert (whole[:32] == CANARY).all()
    assert (whole[-32:] == CANARY).all()


def matrices(m: int, k: int, n: int, zeros: float, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    a = rng.standard_normal((m, k), dtype=np.float32)
    a[rng.random((m, k)) < zeros] = 0
    return a, rng.standard_normal((k, n), dtype=np.float32)


def in_order(a: Array, b: Array, bias: Array | None = None) -> Array:
    """The product with one rounding a step, k ascending: the bits every browser must compute."""
    out = np.zeros((len(a), b.shape[1]), np.float32)
    if bias is not None:
        out += bias
    for p in range(len(b)):
        out += a[:, p, None] * b[p]
    return out


def ones(m: int, n: int) -> Array:
    return np.ones((m, n), np.float32)
