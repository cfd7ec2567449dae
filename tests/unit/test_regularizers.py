"""Regularizers: penalties by hand, gradients, their part in training."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, regularizers

W = np.array([[1.0, -2.0], [0.0, 3.0]])


@pytest.mark.parametrize(
    ("given", "penalty", "gradient"),
    [
        ("l1", 0.06, [[0.01, -0.01], [0, 0.01]]),
        ("l2", 0.14, [[0.02, -0.04], [0, 0.06]]),
        (regularizers.L1L2(0.1, 0.2), 0.6 + 2.8, [[0.5, -0.9], [0, 1.3]]),
        (regularizers.l1_l2(), 0.2, [[0.03, -0.05], [0, 0.07]]),
        (regularizers.L2, 0.14, [[0.02, -0.04], [0, 0.06]]),
        ({"class_name": "L1", "config": {"l1": 1.0}}, 6.0, [[1, -1], [0, 1]]),
    ],
)
def test_penalty_and_gradient(given: object, penalty: float, gradient: list[list[float]]) -> None:
    regularizer = regularizers.get(given)
    assert regularizer is not None
    assert regularizer(W) == pytest.approx(penalty)
    grad = np.zeros_like(W)
    regularizer.add_gradient(W, grad)
    np.testing.assert_allclose(grad, gradient)
    assert type(regularizer).from_config(regularizer.get_config())(W) == regularizer(W)


def test_wrong_ones() -> None:
    with pytest.raises(ValueError, match="Did you mean 'l2'"):
        regularizers.get("l22")
    for value in (-1.0, float("nan"), "0.1"):
        with pytest.raises(ValueError, match="argument l2: expected a non-negative float"):
            regularizers.L2(value)  # pyright: ignore[reportArgumentType]
    assert regularizers.get(None) is None


def test_training_counts_the_penalty_and_shrinks_the_weights() -> None:
    layer = layers.Dense(3, "softmax", kernel_regularizer="l2", bias_regularizer="l1")
    model = Sequential([Input((2,)), layer])
    model.compile("sgd", "sparse_categorical_crossentropy")
    x, y = np.zeros((9, 2)), np.arange(9) % 3
    before = layer.kernel.copy()
    expected = np.log(3) + 0.01 * np.square(before).sum()
    assert model.test_on_batch(x, y) == pytest.approx(expected, rel=1e-5)
    assert model.losses == [pytest.approx(expected - np.log(3), rel=1e-4), 0.0]
    model.fit(x, y, batch_size=9, verbose=0)
    np.testing.assert_allclose(layer.kernel, before * (1 - 0.01 * 0.02), rtol=1e-6)
