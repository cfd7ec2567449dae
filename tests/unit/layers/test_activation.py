"""`Activation`, `Softmax` and `ReLU`: as the argument of `Dense`."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers
from unit.small_model import X, Y


@pytest.mark.parametrize("name", ["relu", "softmax", "tanh"])
def test_an_activation_layer_equals_the_argument_of_dense(name: str) -> None:
    inside = Sequential([Input((6,)), layers.Dense(4, name), layers.Dense(3, "softmax")])
    outside = Sequential(
        [
            *(Input((6,)), layers.Dense(4), layers.Activation(name)),
            *(layers.Dense(3), layers.Activation("softmax")),
        ]
    )
    outside.set_weights(inside.get_weights())
    for model in (inside, outside):
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    for ours, theirs in zip(inside.weights, outside.weights, strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_softmax_and_relu_equal_the_activations() -> None:
    x = np.random.default_rng(1).normal(size=(5, 6)).astype("float32")
    for layer, name in ((layers.Softmax(), "softmax"), (layers.ReLU(), "relu")):
        np.testing.assert_array_equal(layer(x), layers.Activation(name)(x))
        assert type(layer).from_config(layer.get_config()).get_config() == layer.get_config()
    with pytest.raises(ValueError, match="`axis` to be -1"):
        layers.Softmax(axis=0)


def test_softmax_learns_as_the_argument_of_dense_does() -> None:
    x, y = np.random.default_rng(2).random((20, 6)), np.arange(20) % 3
    apart = Sequential([Input((6,)), layers.Dense(3), layers.Softmax()])
    together = Sequential([Input((6,)), layers.Dense(3, activation="softmax")])
    together.set_weights(apart.get_weights())
    for model in (apart, together):
        model.compile("adam", "sparse_categorical_crossentropy")
        model.fit(x, y, epochs=2, shuffle=False, verbose=0)
    np.testing.assert_allclose(apart.get_weights()[0], together.get_weights()[0], atol=1e-6)


@pytest.mark.parametrize(
    "last", [[layers.Dense(1, "softmax")], [layers.Dense(1), layers.Softmax()]]
)
def test_softmax_over_one_output_warns(last: list[layers.Layer]) -> None:
    with pytest.warns(UserWarning, match=r"size 1.*Did you mean to use a sigmoid instead\?"):
        Sequential([Input((6,)), *last])


@pytest.mark.filterwarnings("error")
def test_softmax_over_two_and_sigmoid_of_one_do_not_warn() -> None:
    Sequential([Input((6,)), layers.Dense(2, "softmax"), layers.Dense(1, "sigmoid")])
