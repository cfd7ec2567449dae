"""The SIMD kernels against NumPy: many shapes and layouts.

Runs inside Pyodide only, where the kernels are.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom.backend import numpy as reference
from fittingroom.backend import wasm
from kernels.matrices import assert_untouched, framed, in_order, laid_out, matrices, ones

SIZES = st.one_of(
    st.sampled_from([1, 2, 3, 4, 5, 7, 8, 10, 31, 32, 33, 64, 65, 100, 128, 784, 785]),
    # Around where blocks of wide products begin and end.
    st.sampled_from([15, 16, 129, 144, 160, 192, 193, 255, 256, 257]),
    st.integers(1, 150),
)
LAYOUTS = st.sampled_from(["rows", "columns", "part", "backwards", "every other"])


@given(SIZES, SIZES, SIZES, LAYOUTS, st.sampled_from([0.0, 0.3, 0.6, 1.0]), st.integers(0, 99))
def test_matmul(m: int, k: int, n: int, layout: str, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    whole, out = framed(m, n)
    wasm.matmul(laid_out(a, layout), b, out)
    assert (out == in_order(a, b)).all()
    assert_untouched(whole)


@pytest.mark.parametrize("n", [129, 144, 160, 192, 193, 255, 512])
@pytest.mark.parametrize("zeros", [0.0, 0.5])
@pytest.mark.parametrize("layout", ["rows", "columns", "part"])
def test_wide_products_are_cut_into_blocks_without_changing_a_bit(
    n: int, zeros: float, layout: str
) -> None:
    m, k = (17, 130) if n % 2 else (259, 65)  # more than one block, rows that fill no tile
    a, b = matrices(m, k, n, zeros, n)
    bias = matrices(1, n, 1, 0.0, 5)[0][0]
    (whole, out), (whole_sums, sums) = framed(m, n), framed(1, n)
    wasm.matmul(laid_out(a, layout), b, out, bias)
    assert (out == in_order(a, b, bias)).all()
    wasm.matmul_tn(np.ascontiguousarray(a.T), b, out, sums[0])
    assert (out == in_order(a, b)).all()
    assert (sums == in_order(ones(1, k), b)).all()
    assert_untouched(whole)
    assert_untouched(whole_sums)


@given(SIZES, SIZES, SIZES, st.sampled_from([0.0, 0.6]), st.integers(0, 99))
def test_matmul_with_a_bias(m: int, k: int, n: int, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    bias = matrices(1, n, 1, 0.0, seed)[0][0]
    whole, out = framed(m, n)
    wasm.matmul(a, b, out, bias)
    assert (out == in_order(a, b, bias)).all()
    assert_untouched(whole)


@given(SIZES, SIZES, SIZES, st.sampled_from([0.0, 0.6]), st.integers(0, 99))
def test_matmul_tn(m: int, k: int, n: int, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    whole, out = framed(m, n)
    wasm.matmul_tn(np.ascontiguousarray(a.T), b, out)
    assert (out == in_order(a, b)).all()
    assert_untouched(whole)


@given(SIZES, SIZES, SIZES, st.sampled_from([0.0, 0.6]), st.integers(0, 99))
def test_matmul_tn_with_sums(m: int, k: int, n: int, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    (whole, out), (whole_sums, sums) = framed(m, n), framed(1, n)
    wasm.matmul_tn(np.ascontiguousarray(a.T), b, out, sums[0])
    assert (out == in_order(a, b)).all()
    assert (sums == in_order(ones(1, k), b)).all()
    assert_untouched(whole)
    assert_untouched(whole_sums)


@given(SIZES, SIZES, SIZES, st.integers(0, 99))
def test_matmul_nt(m: int, k: int, n: int, seed: int) -> None:
    a, b = matrices(m, k, n, 0.2, seed)
    whole, out = framed(m, n)
    wasm.matmul_nt(a, np.ascontiguousarray(b.T), out)
    exact = a.astype(np.float64) @ b.astype(np.float64)
    scale = np.abs(a).astype(np.float64) @ np.abs(b).astype(np.float64)
    assert (np.abs(out - exact) <= 1e-6 * k * scale + 1e-6).all()
    assert_untouched(whole)


def test_zeros_are_skipped_without_changing_a_bit() -> None:
    # Dense by its sampled rows, sparse in the others, and the other way round.
    rng = np.random.default_rng(3)
    b = rng.standard_normal((784, 128), dtype=np.float32)
    for dense_rows in (slice(0, None, 2), slice(1, None, 2), slice(0, 0)):
        a = np.zeros((32, 784), np.float32)
        a[dense_rows] = rng.standard_normal(a[dense_rows].shape, dtype=np.float32)
        out = np.empty((32, 128), np.float32)
        wasm.matmul(a, b, out)
        assert (out == in_order(a, b)).all()


@given(st.integers(1, 600), st.integers(1, 5))
def test_adam_takes_the_reference_s_steps(size: int, steps: int) -> None:
    rng = np.random.default_rng(size)
    state = [np.zeros(size, np.float32) for _ in range(6)]
    for step in range(1, steps + 1):
        gradient = rng.standard_normal(size, dtype=np.float32)
        for update, (w, m, v) in ((wasm, state[:3]), (reference, state[3:])):
            scratch = np.empty((2, size), np.float32)
            update.adam_update(w, gradient, m, v, 0.01 / step, 0.9, 0.999, 1e-7, scratch)
    for mine, theirs in zip(state[:3], state[3:], strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=2e-6, atol=1e-9)


@given(st.integers(1, 9), st.integers(1, 150), st.integers(0, 99))
def test_relu_and_its_gradient(m: int, n: int, seed: int) -> None:
    values, _ = matrices(m, n, 1, 0.3, seed)
    whole, y = framed(m, n)
    y[...] = values
    wasm.relu(y)
    assert (y == np.maximum(values, 0)).all()
    assert_untouched(whole)
    gradient, _ = matrices(m, n, 1, 0.1, seed + 1)
    whole, grad = framed(m, n)
    grad[...] = gradient
    wasm.relu_gradient(y, grad, np.empty_like(y))
    assert (grad == gradient * (values > 0)).all()
    assert_untouched(whole)


def test_relu_keeps_what_is_no_number() -> None:
    x = np.array([[np.nan, -np.inf, np.inf, -0.0, np.nan]], np.float32)
    wasm.relu(x)
    np.testing.assert_equal(x, np.array([[np.nan, 0, np.inf, 0, np.nan]], np.float32))


@given(st.integers(1, 40), st.integers(1, 33), st.integers(1, 50))
def test_gather_equals_numpy_to_the_bit(pictures: int, count: int, width: int) -> None:
    rng = np.random.default_rng(pictures * count)
    pixels = rng.integers(0, 256, (pictures, width), np.uint8)
    rows = rng.integers(0, pictures, count)
    whole, out = framed(count, width)
    wasm.gather(pixels, rows, 255.0, out)
    assert (out == (pixels[rows] / 255.0).astype(np.float32)).all()
    assert_untouched(whole)
