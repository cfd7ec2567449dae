"""Layers: shapes, weights, what they compute."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import Input, layers


def test_dense_by_hand() -> None:
    layer = layers.Dense(2, activation="relu")
    layer.build((None, 3))
    layer.set_weights([[[1, 0], [0, 1], [2, -1]], [0.5, -1]])
    # (1, 2, 3): 1 + 6 + 0.5 = 7.5 and 2 - 3 - 1 = -2, cut off at 0
    assert layer([[1, 2, 3]]).tolist() == [[7.5, 0.0]]


def test_dense_without_bias() -> None:
    layer = layers.Dense(2, use_bias=False)
    layer.build((None, 3))
    assert [w.shape for w in layer.get_weights()] == [(3, 2)]
    assert layer.bias is None
    assert layer.count_params() == 6


def test_dense_works_along_the_last_axis() -> None:
    layer = layers.Dense(2)
    x = np.random.default_rng(0).random((4, 5, 3)).astype("float32")
    y = layer(x)
    assert y.shape == (4, 5, 2)
    assert layer.compute_output_shape((None, 5, 3)) == (None, 5, 2)
    np.testing.assert_allclose(y, x @ layer.kernel, rtol=1e-5)


def test_dense_reuses_its_memory_for_every_batch_size() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    rng = np.random.default_rng(0)
    for rows in (4, 2, 7, 4):
        x = rng.random((rows, 3)).astype("float32")
        np.testing.assert_allclose(layer.call(x), x @ layer.kernel, rtol=1e-6)
    large = layer.call(np.zeros((7, 3), "float32"))
    assert layer.call(np.zeros((5, 3), "float32")).base is large.base


def test_calling_a_layer_gives_memory_of_its_own() -> None:
    layer = layers.Dense(2)
    first = layer(np.ones((1, 3)))
    kept = first.copy()
    layer(np.zeros((1, 3)))
    assert (first == kept).all()


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(1, 5))
def test_flatten(sizes: list[int], rows: int) -> None:
    x = np.arange(rows * np.prod(sizes), dtype="float32").reshape(rows, *sizes)
    layer = layers.Flatten()
    y = layer(x)
    assert y.shape == (rows, np.prod(sizes))
    assert layer.compute_output_shape((None, *sizes)) == (None, np.prod(sizes))
    assert (y.ravel() == x.ravel()).all()


def test_flatten_gives_rows_without_features_one() -> None:
    assert layers.Flatten()(np.arange(3.0)).shape == (3, 1)


@pytest.mark.parametrize("units", [0, -1, 2.5, "4", None, True, [3]])
def test_bad_units(units: object) -> None:
    with pytest.raises(ValueError, match=r"expected a positive integer\. Received: units="):
        layers.Dense(units)  # type: ignore[arg-type]


def test_units_may_be_of_numpy() -> None:
    assert layers.Dense(np.int64(3)).units == 3


@pytest.mark.parametrize("shape", [784, (), (0,), (2.5,), "784", (None, 3)])
def test_bad_input_shape(shape: object) -> None:
    with pytest.raises(ValueError, match=r"such as \(784,\)"):
        Input(shape)  # type: ignore[arg-type]


def test_input_dim_is_an_input_shape() -> None:
    assert layers.Dense(3, input_dim=4).input_shape_argument == (4,)


def test_set_weights_checks_before_it_changes_anything() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    before = layer.get_weights()
    with pytest.raises(ValueError, match=r"shapes \[\(3, 2\), \(2,\)\].*Received: 1 weights"):
        layer.set_weights([np.zeros((3, 2))])
    with pytest.raises(ValueError, match=r"Received: 2 weights, of shapes \[\(3, 2\), \(3,\)\]"):
        layer.set_weights([np.zeros((3, 2)), np.zeros(3)])
    for weight, kept in zip(layer.get_weights(), before, strict=True):
        assert (weight == kept).all()


def test_get_weights_gives_copies() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    layer.get_weights()[1][:] = 9
    assert layer.bias is not None
    assert layer.bias.tolist() == [0, 0]


def test_count_params_needs_weights() -> None:
    with pytest.raises(ValueError, match="isn't built"):
        layers.Dense(2).count_params()


def test_config_makes_an_equal_layer() -> None:
    layer = layers.Dense(4, "tanh", use_bias=False, name="mine")
    again = layers.Dense(**layer.get_config())
    assert again.get_config() == layer.get_config()
    assert layers.Flatten(**layers.Flatten().get_config()).name == "flatten"


def test_inputs_that_do_not_fit() -> None:
    layer = layers.Dense(2)
    with pytest.raises(ValueError, match="at least two axes"):
        layer([1.0, 2.0])
    layer.build((None, 3))
    with pytest.raises(ValueError, match=r"last axis is 3. Received: input_shape=\(None, 4\)"):
        layer(np.ones((1, 4)))


def test_float64() -> None:
    layer = layers.Dense(2, dtype="float64")
    assert layer(np.ones((1, 3), "float32")).dtype == np.float64
    with pytest.raises(ValueError, match="float16"):
        layers.Dense(2, dtype="float16")


def test_kernel_and_bias_are_the_layer_s_own() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    assert type(layer.kernel.numpy()) is np.ndarray
    assert layer.bias is not None
    layer.kernel.assign(np.ones((3, 2)))
    layer.bias.assign([1.0, 2.0])
    assert layer(np.ones((1, 3))).tolist() == [[4.0, 5.0]]
    assert layers.Dense(2, use_bias=False).bias is None
