"""The SIMD kernels against NumPy: many shapes and layouts, and callers who mean no good.

Runs inside Pyodide only, where the kernels are.
"""

import gc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom.backend import Array, wasm
from fittingroom.backend import numpy as reference

SIZES = st.one_of(
    st.sampled_from([1, 2, 3, 4, 5, 7, 8, 10, 31, 32, 33, 64, 65, 100, 128, 784, 785]),
    st.integers(1, 150),
)
LAYOUTS = st.sampled_from(["rows", "columns", "part", "backwards", "every other"])
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


def in_order(a: Array, b: Array) -> Array:
    """The product with one rounding a step, k ascending: the bits every browser must compute."""
    out = np.zeros((len(a), b.shape[1]), np.float32)
    for p in range(len(b)):
        out += a[:, p, None] * b[p]
    return out


def count_reference_calls(monkeypatch: pytest.MonkeyPatch, name: str) -> list[int]:
    calls: list[int] = []
    original = getattr(reference, name)

    def counted(*args: object) -> None:
        calls.append(1)
        original(*args)

    monkeypatch.setattr(reference, name, counted)
    return calls


@given(SIZES, SIZES, SIZES, LAYOUTS, st.sampled_from([0.0, 0.3, 0.6, 1.0]), st.integers(0, 99))
def test_matmul(m: int, k: int, n: int, layout: str, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    whole, out = framed(m, n)
    wasm.matmul(laid_out(a, layout), b, out)
    assert (out == in_order(a, b)).all()
    assert_untouched(whole)


@given(SIZES, SIZES, SIZES, st.sampled_from([0.0, 0.6]), st.integers(0, 99))
def test_matmul_tn(m: int, k: int, n: int, zeros: float, seed: int) -> None:
    a, b = matrices(m, k, n, zeros, seed)
    whole, out = framed(m, n)
    wasm.matmul_tn(np.ascontiguousarray(a.T), b, out)
    assert (out == in_order(a, b)).all()
    assert_untouched(whole)


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
    table = (np.arange(256) / 255.0).astype(np.float32)
    whole, out = framed(count, width)
    wasm.gather(pixels, rows, table, out)
    assert (out == (pixels[rows] / 255.0).astype(np.float32)).all()
    assert_untouched(whole)


@pytest.mark.parametrize("bad", [-1, 4, 2**31 - 1, -(2**31)])
def test_gather_refuses_rows_that_are_not_there(bad: int) -> None:
    pixels = np.zeros((4, 9), np.uint8)
    whole, out = framed(3, 9)
    with pytest.raises(IndexError, match="rows from 0 to 3"):
        wasm.gather(pixels, np.array([0, bad, 1]), np.zeros(256, np.float32), out)
    assert_untouched(whole)


HOSTILE = {
    "float64": lambda: (np.ones((2, 3)), np.ones((3, 4)), np.empty((2, 4))),
    "big-endian": lambda: (np.ones((2, 3), ">f4"), ones(3, 4), np.empty((2, 4), np.float32)),
    "b in columns": lambda: (ones(2, 3), np.asfortranarray(ones(3, 4)), np.empty((2, 4), "f4")),
    "out in columns": lambda: (ones(2, 3), ones(3, 4), np.empty((4, 2), "f4").T),
    "nothing to sum": lambda: (ones(2, 0), ones(0, 4), np.empty((2, 4), "f4")),
    "no rows": lambda: (ones(0, 3), ones(3, 4), np.empty((0, 4), "f4")),
    "unaligned": lambda: (unaligned(2, 3), ones(3, 4), np.empty((2, 4), "f4")),
    "broadcast rows": lambda: (
        np.broadcast_to(ones(1, 3), (2, 3)),
        ones(3, 4),
        np.empty((2, 4), "f4"),
    ),
    "a row too many": lambda: (ones(2, 3), ones(3, 4), np.empty((3, 4), "f4")),
    "k differs": lambda: (ones(2, 3), ones(5, 4), np.empty((2, 4), "f4")),
    "three axes": lambda: (np.ones((2, 2, 3), "f4"), ones(3, 4), np.empty((2, 2, 4), "f4")),
    "vectors": lambda: (np.ones(3, "f4"), ones(3, 4), np.empty(4, "f4")),
    "read-only out": lambda: (ones(2, 3), ones(3, 4), read_only(2, 4)),
}


def ones(m: int, n: int) -> Array:
    return np.ones((m, n), np.float32)


def unaligned(m: int, n: int) -> Array:
    memory = np.zeros(m * n * 4 + 1, np.uint8)
    view = memory[1:].view(np.float32).reshape(m, n)
    view[...] = 1
    return view


def read_only(m: int, n: int) -> Array:
    out = np.zeros((m, n), np.float32)
    out.flags.writeable = False
    return out


@pytest.mark.parametrize("case", sorted(HOSTILE))
def test_hostile_arrays_get_numpy_s_answer_or_numpy_s_error(case: str) -> None:
    a, b, out = HOSTILE[case]()
    try:
        expected = np.empty_like(out)
        reference.matmul(a, b, expected if out.flags.writeable else out)
    except ValueError:
        with pytest.raises(ValueError):  # noqa: PT011 - NumPy's own words
            wasm.matmul(a, b, out)
        return
    wasm.matmul(a, b, out)
    np.testing.assert_allclose(out, expected, rtol=1e-6)


def test_output_over_its_own_input_is_left_to_numpy(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = count_reference_calls(monkeypatch, "matmul")
    a = np.eye(4, dtype=np.float32) * 2
    wasm.matmul(a, ones(4, 4), a)
    assert calls == [1]


def test_plans_are_used_again_and_die_with_their_arrays() -> None:
    wasm._plans.clear()
    for round_ in range(1000):
        a, b, out = ones(3, 5), ones(5, 40), np.empty((3, 40), np.float32)
        a *= round_
        wasm.matmul(a, b, out)
        wasm.matmul(a, b, out)
        assert (out == 5 * round_).all()
    assert len(wasm._plans) <= wasm._PLANS_KEPT


def test_freed_and_reused_memory_never_meets_an_old_plan() -> None:
    rng = np.random.default_rng(0)
    for _ in range(300):
        m, k, n = rng.integers(1, 40, 3)
        a, b = matrices(m, k, n, 0.5, int(rng.integers(99)))
        out = np.empty((m, n), np.float32)
        wasm.matmul(a, b, out)
        assert (out == in_order(a, b)).all()
        del a, b, out
        gc.collect(0)


def test_memory_growth_leaves_addresses_valid() -> None:
    a, b = matrices(16, 50, 40, 0.5, 1)
    out = np.empty((16, 40), np.float32)
    wasm.matmul(a, b, out)
    kept = [np.ones(30_000_000, np.uint8) for _ in range(4)]  # grows the memory
    out[...] = np.nan
    wasm.matmul(a, b, out)
    assert (out == in_order(a, b)).all()
    assert len(kept) == 4


def test_an_array_that_has_a_plan_cannot_be_resized() -> None:
    a, b, out = ones(2, 3), ones(3, 4), np.empty((2, 4), np.float32)
    wasm.matmul(a, b, out)
    with pytest.raises(ValueError, match="resize"):
        out.resize((200, 400), refcheck=False)


@given(st.data())
def test_fuzz(data: st.DataObject) -> None:
    """Whatever comes, the answer is NumPy's or its error, and nothing beside the output changes."""
    dtypes = st.sampled_from(["f4", "f4", "f4", "f8", "i4", "u1", ">f4"])
    sizes = st.integers(0, 9)

    def array(m: int, n: int) -> Array:
        values = np.arange(m * n).reshape(m, n).astype(data.draw(dtypes))
        return values.T.copy().T if data.draw(st.booleans()) else values

    m, k, n, other = (data.draw(sizes) for _ in range(4))
    a, b = array(m, k), array(data.draw(st.sampled_from([k, other])), n)
    whole, out = framed(m, n)
    try:
        expected = np.full_like(out, np.nan)
        reference.matmul(a, b, expected)
    except (ValueError, TypeError):
        with pytest.raises((ValueError, TypeError)):
            wasm.matmul(a, b, out)
    else:
        wasm.matmul(a, b, out)
        np.testing.assert_allclose(out, expected, rtol=1e-5)
    assert_untouched(whole)
