"""The backend's operations, its choice, and the memory a step reuses."""

import copy

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import Input, Sequential, backend, callbacks, layers
from fittingroom.backend import numpy as numpy_backend
from fittingroom.backend.buffers import RowBuffer, aligned, pack

SIZES = st.sampled_from([1, 3, 63, 64, 100])


@given(SIZES, SIZES, SIZES, st.booleans(), st.booleans())
def test_matmul_with_and_without_blas(
    m: int, k: int, n: int, a_transposed: bool, b_transposed: bool
) -> None:
    rng = np.random.default_rng(m * k * n)
    a, b = rng.random((m, k), dtype="float32"), rng.random((k, n), dtype="float32")
    if a_transposed:
        a = np.ascontiguousarray(a.T).T
    if b_transposed:
        b = np.ascontiguousarray(b.T).T
    expected = a.astype("float64") @ b.astype("float64")
    for matmul in (numpy_backend.matmul, numpy_backend.matmul_without_blas):
        out = np.full((m, n), np.nan, "float32")
        matmul(a, b, out)
        np.testing.assert_allclose(out, expected, rtol=1e-5)


def test_set_backend() -> None:
    backend.set_backend("numpy")
    assert backend.current().name == "numpy"
    with pytest.raises(ValueError, match=r"from \['numpy', 'wasm'\]. Received: name='cuda'"):
        backend.set_backend("cuda")


def test_floatx() -> None:
    assert backend.floatx() == "float32"
    backend.set_floatx("float64")
    assert backend.standardize_dtype(None) == "float64"
    assert backend.standardize_dtype(np.float32) == "float32"
    for bad in ("int8", "nonsense", 3):
        with pytest.raises(ValueError, match="Received: dtype="):
            backend.set_floatx(bad)  # type: ignore[arg-type]


def test_row_buffer_keeps_its_memory() -> None:
    buffer = RowBuffer((3,), "float32")
    large = buffer.rows(8)
    assert large.shape == (8, 3)
    assert buffer.rows(8) is large
    small = buffer.rows(5)
    assert np.shares_memory(small, large)
    assert small.flags.c_contiguous
    assert np.shares_memory(buffer.rows(8), large)
    assert not np.shares_memory(buffer.rows(9), large)


@pytest.mark.parametrize("shape", [(), (0,), (1,), (3, 5), (785, 129)])
def test_aligned_memory_begins_with_a_line_of_the_cache(shape: tuple[int, ...]) -> None:
    array = aligned(shape, "float32")
    assert (array.shape, array.dtype, array.any()) == (shape, np.float32, False)
    assert array.__array_interface__["data"][0] % 64 == 0
    assert array.flags.carray
    assert array[...].reshape(-1).base is array


def owners() -> list[list[backend.Array]]:
    arrays = [np.arange(6.0).reshape(2, 3).copy(), np.arange(6.0, 9.0), np.arange(9.0, 11.0)]
    return [arrays[:2], [], arrays[2:]]


def test_pack_lays_arrays_side_by_side() -> None:
    packed = owners()
    (flat,) = pack(packed)
    assert flat.tolist() == list(range(11))
    flat += 1
    assert [a.tolist() for a in packed[0]] == [[[1, 2, 3], [4, 5, 6]], [7, 8, 9]]
    assert packed[2][0].tolist() == [10, 11]
    (again,) = pack(packed)
    assert again is flat


def test_pack_leaves_shared_and_mixed_arrays_alone() -> None:
    packed = owners()
    pack(packed)
    new = [np.zeros(2)]
    shared = pack([packed[0], new])
    assert [a.shape for a in shared] == [(2, 3), (3,), (2,)]
    assert shared[0] is packed[0][0]
    mixed = [np.zeros(2, "float32"), np.zeros(2)]
    assert [a is b for a, b in zip(pack([mixed]), mixed, strict=True)] == [True, True]
    assert pack([[], []]) == []


def test_pack_after_a_copy_packs_anew() -> None:
    packed = owners()
    (flat,) = pack(packed)
    copied = copy.deepcopy(packed)
    (other,) = pack(copied)
    assert not np.shares_memory(flat, other)
    other[:] = 0
    assert copied[0][1].tolist() == [0, 0, 0]
    assert flat.sum() == 55


class Listener(callbacks.Callback):
    """Writes down the backend of every batch."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: set[str] = set()

    def on_train_batch_end(self, batch: int, logs: object = None) -> None:
        self.heard.add(backend.current().name)


def test_a_model_may_have_a_backend_of_its_own() -> None:
    before, listener = backend.current().name, Listener()
    model = Sequential([Input((3,)), layers.Dense(2)])
    model.compile("sgd", "mse")
    model.backend = "numpy"
    x, y = np.ones((4, 3)), np.ones((4, 2))
    model.fit(x, y, verbose=0, callbacks=[listener])
    model.train_on_batch(x, y)
    assert listener.heard == {"numpy"}
    assert backend.current().name == before
    model.backend = "cuda"
    with pytest.raises(ValueError, match=r"backend from \['numpy', 'wasm'\]"):
        model.predict(x, verbose=0)
    assert backend.current().name == before
    model.backend = None
    model.fit(x, y, verbose=0, callbacks=[listener])
    assert listener.heard == {"numpy", before}
