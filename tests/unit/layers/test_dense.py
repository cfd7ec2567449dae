"""`Dense`: what it computes, its shapes and weights."""

import numpy as np
import pytest

from fittingroom import layers


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


@pytest.mark.parametrize("units", [0, -1, 2.5, "4", None, True, [3]])
def test_bad_units(units: object) -> None:
    with pytest.raises(ValueError, match=r"expected a positive integer\. Received: units="):
        layers.Dense(units)  # type: ignore[arg-type]


def test_units_may_be_of_numpy() -> None:
    assert layers.Dense(np.int64(3)).units == 3


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
