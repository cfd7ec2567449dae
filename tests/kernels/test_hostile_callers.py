"""The SIMD kernels and callers who mean no good: NumPy's answer or its error.

Runs inside Pyodide only, where the kernels are.
"""

import gc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom.backend import Array, wasm
from fittingroom.backend import numpy as reference
from kernels.matrices import assert_untouched, framed, in_order, matrices, ones


def count_reference_calls(monkeypatch: pytest.MonkeyPatch, name: str) -> list[int]:
    calls: list[int] = []
    original = getattr(reference, name)

    def counted(*args: object) -> None:
        calls.append(1)
        original(*args)

    monkeypatch.setattr(reference, name, counted)
    return calls


@pytest.mark.parametrize("extra", ["wide", "double", "every other", "column", "inside out"])
def test_hostile_bias_and_sums_get_numpy_s_answer_or_error(extra: str) -> None:
    def vector(out: Array) -> Array:
        return {
            "wide": np.ones(9, np.float32),
            "double": np.ones(8),
            "every other": np.ones(16, np.float32)[::2],
            "column": np.ones((8, 1), np.float32),
            "inside out": out[0],
        }[extra]

    for verb in ("matmul", "matmul_tn"):
        outcomes: list[object] = []
        for module in (reference, wasm):
            a, b, out = ones(8, 8), ones(8, 8), np.full((8, 8), 5, np.float32)
            given_vector = vector(out)
            try:
                getattr(module, verb)(a, b, out, given_vector)
                outcomes.append((out.tolist(), given_vector.tolist()))
            except (ValueError, TypeError) as error:
                outcomes.append(type(error))
        assert outcomes[0] == outcomes[1]


def test_read_only_sums_are_refused() -> None:
    with pytest.raises(ValueError, match="read-only"):
        wasm.matmul_tn(ones(4, 4), ones(4, 4), ones(4, 4), read_only(1, 4)[0])


@pytest.mark.parametrize("bad", [-1, 4, 2**31 - 1, -(2**31)])
def test_gather_refuses_rows_that_are_not_there(bad: int) -> None:
    pixels = np.zeros((4, 9), np.uint8)
    whole, out = framed(3, 9)
    with pytest.raises(IndexError, match="rows from 0 to 3"):
        wasm.gather(pixels, np.array([0, bad, 1]), 255.0, out)
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
