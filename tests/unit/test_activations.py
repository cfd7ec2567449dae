"""Activation functions: hand-worked values, extremes, names."""

import numpy as np
import pytest

from fittingroom import activations, ops


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("relu", [0.0, 0.0, 2.0]),
        ("linear", [-1.0, 0.0, 2.0]),
        ("sigmoid", [0.26894142, 0.5, 0.88079708]),  # 1 / (1 + e), 1/2, e**2 / (1 + e**2)
        ("tanh", [-0.76159416, 0.0, 0.96402758]),
        ("softmax", [0.04201007, 0.1141952, 0.84379473]),  # e**(-1, 0, 2) over their sum
        ("elu", [-0.63212056, 0.0, 2.0]),  # 1/e - 1
        ("exponential", [0.36787944, 1.0, 7.3890561]),
        ("hard_sigmoid", [1 / 3, 0.5, 5 / 6]),
        ("leaky_relu", [-0.2, 0.0, 2.0]),
        ("relu6", [0.0, 0.0, 2.0]),
        ("selu", [-1.1113307, 0.0, 2.1014020]),
        ("softplus", [0.31326169, 0.69314718, 2.12692801]),  # ln(1 + e**x)
        ("softsign", [-0.5, 0.0, 2 / 3]),
    ],
)
def test_values(name: str, expected: list[float]) -> None:
    np.testing.assert_allclose(activations.get(name)([-1.0, 0.0, 2.0]), expected, atol=1e-7)


@pytest.mark.parametrize("name", ["relu", "sigmoid", "tanh", "softmax", "selu", "softplus"])
def test_extremes_stay_finite_and_float32(name: str) -> None:
    values = activations.get(name)(np.array([[-1e4, -90.0, 0.0, 90.0, 1e4]], "float32"))
    assert values.dtype == np.float32
    assert np.isfinite(values).all()


def test_sigmoid_keeps_small_probabilities() -> None:
    np.testing.assert_allclose(activations.sigmoid(np.float32([-20])), 2.0611537e-09, rtol=1e-5)


def test_calling_leaves_the_argument_alone() -> None:
    x = np.array([-1.0, 1.0], "float32")
    assert activations.relu(x) is not x
    assert x.tolist() == [-1.0, 1.0]


def test_softmax_rows_sum_to_one() -> None:
    rows = activations.softmax(np.random.default_rng(0).normal(size=(50, 10)).astype("float32"))
    np.testing.assert_allclose(rows.sum(axis=-1), 1, rtol=1e-6)


def test_get() -> None:
    assert activations.get(None) is activations.linear
    assert activations.get(activations.tanh) is activations.tanh
    assert activations.get(ops.relu) is activations.relu
    assert activations.get(ops.softmax) is activations.softmax
    assert activations.get("relu").__name__ == "relu"
    with pytest.raises(ValueError, match=r"'rleu'\. Did you mean 'relu'\? .*'softmax'"):
        activations.get("rleu")
    with pytest.raises(ValueError, match="activation function"):
        activations.get(3)
