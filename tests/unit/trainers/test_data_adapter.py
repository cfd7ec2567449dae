"""Sources, batches, shapes, the validation split."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom.backend import Array
from fittingroom.trainers import data_adapter
from fittingroom.trainers.data_adapter import ArraySource, Batches, fit_shape, split_at, to_source
from unit import small_model


@given(
    st.integers(1, 40),
    st.integers(1, 50),
    st.sampled_from(["uint8", "int64", "float32", "float64", "bool"]),
)
def test_batches_go_through_every_sample_once(samples: int, batch_size: int, dtype: str) -> None:
    x = (np.arange(samples * 6).reshape(samples, 2, 3) % 7).astype(dtype)
    y = np.arange(samples)
    batches = Batches(ArraySource(x), ArraySource(y), batch_size, (2, 3), "float32", "int64")
    order = np.random.default_rng(samples).permutation(samples)
    seen_x, seen_y = [], []
    for batch_x, batch_y, _ in batches(order):
        assert batch_x.dtype == np.float32
        assert batch_x.flags.c_contiguous
        seen_x.append(batch_x.copy())
        seen_y.append(batch_y.copy())
    assert len(seen_x) == len(batches) == -(-samples // batch_size)
    assert (np.concatenate(seen_y) == order).all()
    assert (np.concatenate(seen_x) == x[order].astype("float32")).all()
    in_order = np.concatenate([batch_y.copy() for _, batch_y, _ in batches()])
    assert (in_order == y).all()


def test_batches_lend_the_same_memory() -> None:
    batches = Batches(ArraySource(np.ones((6, 2))), None, 2, (2,), "float32", "float32")
    first, second, third = (x for x, _, _ in batches())
    assert np.shares_memory(first, second)
    assert np.shares_memory(first, third)


def test_a_part_of_a_source_is_no_copy() -> None:
    x = np.zeros((10, 3), "uint8")
    part = ArraySource(x)[2:6]
    assert len(part) == 4
    assert part.shape == (4, 3)
    assert np.shares_memory(part.array, x)
    x[2] = 7
    out = np.empty((1, 3), "float32")
    part.read(np.array([0]), out)
    assert out.tolist() == [[7, 7, 7]]


class Halves(ArraySource):
    def read(self, places: Array, out: Array) -> None:
        np.multiply(self.read_raw(places), np.float32(0.5), out=out)


def test_a_source_may_convert_while_it_reads() -> None:
    out = np.empty((2, 2), "float32")
    Halves(np.array([[2, 4], [6, 8], [1, 3]], "uint8"))[1:].read(np.array([1, 0]), out)
    assert out.tolist() == [[0.5, 1.5], [3, 4]]


@pytest.mark.parametrize("view", ["[:, ::-1]", "[::2]", ".T"])
def test_views_are_read_right(view: str) -> None:
    x = eval(f"np.arange(36).reshape(6, 6){view}", {"np": np})
    out = np.empty((2, x.shape[1]), "float32")
    ArraySource(x).read(np.array([2, 0]), out)
    assert (out == x[[2, 0]]).all()


@pytest.mark.parametrize(
    ("given_shape", "expected"),
    [((9, 4), (4,)), ((9, 4, 1), (4,)), ((9, 2, 2, 1), (2, 2)), ((9, 2, 2), (2, 2, 1))],
)
def test_a_last_axis_of_one_may_come_or_go(
    given_shape: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert fit_shape(ArraySource(np.zeros(given_shape)), (None, *expected)) == expected


def test_a_model_built_for_one_channel_says_how_to_make_rows() -> None:
    message = r"28 x 28 x 1 = 784 values.*x.reshape\(\(600, 784\)\).*input_shape=\(784,\)"
    with pytest.raises(ValueError, match=message):
        fit_shape(ArraySource(np.zeros((600, 28, 28, 1))), (None, 1))


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        (
            (600, 28, 28, 1),
            r"keras.Input\(\(28, 28, 1\)\) and layers.Flatten\(\).*x.reshape\(\(600, 784\)\)",
        ),
        ((5, 3), r"expects x of shape \(None, 784\). Received: x of shape \(5, 3\). Give"),
        ((784,), r"one sample: pass it as a batch of one, x\[None\]"),
    ],
)
def test_samples_that_do_not_fit(shape: tuple[int, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        fit_shape(ArraySource(np.zeros(shape)), (None, 784))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], "at least one sample"),
        (np.zeros((0, 4)), "at least one sample"),
        ([[1, 2], [3]], "all samples of one shape"),
        (["a", "b"], "array of numbers"),
        ([None], "array of numbers"),
        (3.0, "array of numbers"),
        (None, "array of numbers"),
    ],
)
def test_data_that_is_none(data: object, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        to_source(data, "x")


def test_lists_become_arrays() -> None:
    assert to_source([[1, 2], [3, 4]], "x").shape == (2, 2)
    source = ArraySource(np.zeros((1, 2)))
    assert to_source(source, "x") is source


def test_lengths() -> None:
    with pytest.raises(ValueError, match="x with 3 samples, y with 2 labels"):
        data_adapter.check_same_length(ArraySource(np.zeros(3)), ArraySource(np.zeros(2)))


def test_split_by_hand() -> None:
    assert split_at(600, 0.2) == 480
    assert split_at(50, 0.9) == 4  # 50 * (1 - 0.9) is 4.999... in floating point
    assert split_at(20, 0.001) == 19
    for split in (0.99, 1e-20):
        with pytest.raises(ValueError, match="not sufficient to split"):
            split_at(20, split)
    for split in (1.0, 1.5, -0.1, float("nan")):
        with pytest.raises(ValueError, match="a fraction from 0"):
            split_at(20, split)


@given(st.integers(2, 70_000), st.floats(0.01, 0.99))
def test_split_leaves_both_parts_some_samples_or_says_so(samples: int, split: float) -> None:
    try:
        count = split_at(samples, split)
    except ValueError:
        assert samples * (1 - split) < 1
    else:
        assert 0 < count < samples
        assert abs(count - samples * (1 - split)) <= 1


def test_a_list_of_one_array_is_that_array() -> None:
    model, x, y = small_model.compiled(), small_model.X, small_model.Y
    model.fit([x], [y], validation_data=([x], [y]), verbose=0)
    assert model.predict([x], verbose=0).shape == (40, 3)
    assert model.evaluate([x], [y], verbose=0) == model.evaluate(x, y, verbose=0)
    with pytest.raises(ValueError, match=r"This is one sample: pass it as a batch of one"):
        model.predict([x[0]], verbose=0)
