"""Gradients against central differences, in float64, for every layer, activation and loss."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, activations, backend, layers, losses, ops, optimizers
from fittingroom.backend import Array
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.train_step import TrainStep

STEP = 1e-6
RNG = np.random.default_rng(1)
ACTIVATIONS = ["relu", "softmax", "sigmoid", "tanh", "linear"]
MORE_ACTIVATIONS = [
    *("elu", "exponential", "hard_sigmoid", "leaky_relu", "relu6", "selu", "softplus", "softsign"),
    *("celu", "gelu", "hard_shrink", "hard_silu", "hard_swish", "hard_tanh", "log_sigmoid"),
    *("log_softmax", "mish", "silu", "soft_shrink", "sparse_plus", "sparse_sigmoid"),
    *("squareplus", "swish", "tanh_shrink"),
]
OWN_FUNCTIONS: dict[str, Callable[..., Any]] = {
    "arithmetic": lambda x: x**2 / (1 + x * x) - 3 * x + 1,
    "operations": lambda x: x * ops.sigmoid(x) + ops.log(1.0 + ops.exp(-x)),
    "where": lambda x: ops.where(x > 0, ops.sqrt(ops.abs(x) + 0.1), 0.01 * x),
    "NumPy": lambda x: np.where(x < 1, np.tanh(x), np.clip(x, -1, 2)) + np.maximum(x, 0.3),
    "other activations": lambda x: activations.leaky_relu(x, negative_slope=0.1) * 2.0,
    "a part": functools.partial(activations.elu, alpha=0.5),
}


def numeric(function: Callable[[], float], array: Array) -> Array:
    """dFunction/dArray, one entry at a time."""
    grad = np.empty_like(array)
    for index in np.ndindex(array.shape):
        kept = array[index]
        array[index] = kept + STEP
        above = function()
        array[index] = kept - STEP
        below = function()
        array[index] = kept
        grad[index] = (above - below) / (2 * STEP)
    return grad


@pytest.mark.parametrize("name", ACTIVATIONS + MORE_ACTIVATIONS)
def test_activation(name: str) -> None:
    activation = activations.get(name)
    x, weights = 3 * RNG.normal(size=(4, 5)), RNG.normal(size=(4, 5))  # some beyond all bends
    y, grad = activation(x), weights.copy()
    activation.inplace_backward(y, grad, np.empty_like(y))
    expected = numeric(lambda: float((activation(x) * weights).sum()), x)
    np.testing.assert_allclose(grad, expected, rtol=1e-6, atol=1e-7)


@pytest.mark.parametrize("name", OWN_FUNCTIONS)
def test_function_of_ones_own(name: str) -> None:
    activation = activations.get(OWN_FUNCTIONS[name])
    x, weights = 2 * RNG.normal(size=(4, 5)), RNG.normal(size=(4, 5))
    y, grad = activation(x), weights.copy()
    activation.inplace_backward(y, grad, np.empty_like(y))
    expected = numeric(lambda: float((activation.fresh()(x) * weights).sum()), x)
    np.testing.assert_allclose(grad, expected, rtol=1e-6, atol=1e-7)


LAYERS: dict[str, Callable[[], layers.Layer]] = {
    "BatchNormalization": lambda: layers.BatchNormalization(momentum=0.5),
    "BatchNormalization without": lambda: layers.BatchNormalization(center=False, scale=False),
    "BatchNormalization frozen": lambda: layers.BatchNormalization(trainable=False),
    "LayerNormalization": lambda: layers.LayerNormalization(gamma_initializer="random_normal"),
    "LayerNormalization without": lambda: layers.LayerNormalization(scale=False),
    "Normalization": lambda: layers.Normalization(mean=0.5, variance=4.0),
    "Normalization inverted": lambda: layers.Normalization(mean=0.5, variance=4.0, invert=True),
    "PReLU": lambda: layers.PReLU("random_normal"),
    "PReLU shared": lambda: layers.PReLU("random_normal", shared_axes=[1]),
    "LeakyReLU": lambda: layers.LeakyReLU(0.2),
    "ELU": lambda: layers.ELU(0.7),
    "ReLU": lambda: layers.ReLU(max_value=1.5, negative_slope=0.1, threshold=0.3),
    "ReLU bounded": lambda: layers.ReLU(max_value=1.0),
}


@pytest.mark.parametrize("shape", [(6, 3), (5, 2, 3)], ids=["rows", "pictures of rows"])
@pytest.mark.parametrize("name", LAYERS)
def test_layer(name: str, shape: tuple[int, ...]) -> None:
    backend.set_floatx("float64")
    layer = LAYERS[name]()
    x, weights = RNG.normal(size=shape), RNG.normal(size=shape)
    layer.build((None, *shape[1:]), np.random.default_rng(2))
    call = layer.training_call(None)

    def value() -> float:
        return float((call(x) * weights).sum())

    value()
    grad_input = layer.backward(weights.copy())
    assert grad_input is not None
    kept = grad_input.copy(), [grad.copy() for grad in layer.grads]
    np.testing.assert_allclose(kept[0], numeric(value, x), rtol=1e-5, atol=1e-7)
    for array, grad in zip(layer.arrays, kept[1], strict=True):
        np.testing.assert_allclose(grad, numeric(value, array), rtol=1e-5, atol=1e-7)


FURTHER_LOSSES = [
    *("mean_absolute_percentage_error", "mean_squared_logarithmic_error", "huber", "log_cosh"),
    *("poisson", "hinge", "squared_hinge", "categorical_hinge", "kl_divergence"),
    *("cosine_similarity", "binary_focal_crossentropy", "categorical_focal_crossentropy"),
]


@pytest.mark.parametrize("name", FURTHER_LOSSES)
def test_further_loss(name: str) -> None:
    loss, y = losses.get(name), RNG.random((5, 3)) + 0.1
    if "hinge" in name or "entropy" in name:
        y = np.eye(3)[[0, 2, 1, 2, 0]]
    predictions = RNG.random((5, 3)) * 0.8 + 0.1

    def value() -> float:
        return float(loss.forward(y, predictions.copy(), logits=False).mean())

    loss.forward(y, predictions.copy(), logits=False)
    grad = loss.backward(y, predictions.copy(), logits=False)
    np.testing.assert_allclose(grad, numeric(value, predictions), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("name", ["BinaryFocalCrossentropy", "CategoricalFocalCrossentropy"])
def test_focal_loss_of_logits(name: str) -> None:
    loss, y = getattr(losses, name)(from_logits=True), np.eye(3)[[0, 2, 1, 2, 0]]
    predictions = RNG.normal(size=(5, 3))

    def value() -> float:
        return float(loss.forward(y, predictions.copy(), logits=True).mean())

    given = predictions.copy()
    loss.forward(y, given, logits=True)
    grad = loss.backward(y, given, logits=True)
    np.testing.assert_allclose(grad, numeric(value, predictions), rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("shape", [(4, 3), (4, 2, 3)], ids=["rows", "pictures of rows"])
@pytest.mark.parametrize("use_bias", [True, False])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_dense(name: str, use_bias: bool, shape: tuple[int, ...]) -> None:
    layer = layers.Dense(
        6, name, use_bias, bias_initializer="ones", dtype="float64"
    )  # ones: a bias that shows
    x = RNG.normal(size=shape)
    weights = RNG.normal(size=(*shape[:-1], 6))
    layer.build((None, *shape[1:]), np.random.default_rng(2))

    def value() -> float:
        return float((layer.call(x) * weights).sum())

    value()
    grad_input = layer.backward(weights.copy())
    assert grad_input is not None
    np.testing.assert_allclose(grad_input, numeric(value, x), rtol=1e-6, atol=1e-8)
    assert len(layer.grads) == len(layer.weights) == 1 + use_bias
    for weight, grad in zip(layer.weights, layer.grads, strict=True):
        np.testing.assert_allclose(grad, numeric(value, weight), rtol=1e-6, atol=1e-8)


def test_flatten() -> None:
    layer = layers.Flatten(dtype="float64")
    x, weights = RNG.normal(size=(3, 2, 4)), RNG.normal(size=(3, 8))

    def value() -> float:
        return float((layer.call(x) * weights).sum())

    value()
    grad_input = layer.backward(weights.copy())
    assert grad_input is not None
    np.testing.assert_allclose(grad_input, numeric(value, x), rtol=1e-6, atol=1e-8)


def labels_for(loss: str) -> Array:
    numbers = np.array([0, 2, 1, 2, 0])
    if loss == "sparse_categorical_crossentropy":
        return numbers
    # The last row is no one-hot row, but probabilities: Keras takes those too.
    return np.vstack([np.eye(3)[numbers[:-1]], [0.2, 0.5, 0.3]])


@pytest.mark.parametrize("logits", [True, False])
@pytest.mark.parametrize("name", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_loss(name: str, logits: bool) -> None:
    loss, y = losses.get(name), labels_for(name)
    predictions = RNG.normal(size=(5, 3)) if logits else RNG.random((5, 3)) + 0.1

    def value() -> float:
        return float(loss.forward(y, predictions.copy(), logits=logits).mean())

    given = predictions.copy()
    loss.forward(y, given, logits=logits)
    grad = loss.backward(y, given, logits=logits)
    np.testing.assert_allclose(grad, numeric(value, predictions), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("last", ["softmax", "sigmoid", "linear", "softmax then flatten"])
@pytest.mark.parametrize("name", ["categorical_crossentropy", "sparse_categorical_crossentropy"])
def test_whole_model(hidden: str, last: str, name: str) -> None:
    loss = losses.get(name)
    loss.from_logits = last == "linear"
    backend.set_floatx("float64")
    stack = [layers.Flatten(), *(layers.Dense(4, hidden) for _ in range(2))]
    stack.append(layers.Dense(3, last.split()[0]))
    if last.endswith("flatten"):
        stack.append(layers.Flatten())
    model = Sequential(stack)
    model.compile(optimizers.SGD(0.0), loss)  # a step that leaves the weights where they are
    x, y = RNG.normal(size=(5, 2, 3)), labels_for(name)
    model.build((None, 2, 3))
    for weight in model.weights:  # a bias of 0 could leave relu on its corner
        weight += RNG.normal(scale=0.3, size=weight.shape)
    step = TrainStep(model)
    step.build_optimizer()

    def value() -> float:
        tracker = CompileMetrics([])
        step.test(x, y, tracker)
        return tracker.values()[0]

    step.train(x, y, CompileMetrics([]))
    for layer in model.layers:
        for weight, grad in zip(layer.weights, layer.grads, strict=True):
            kept = grad.copy()
            np.testing.assert_allclose(kept, numeric(value, weight), rtol=2e-6, atol=1e-8)


def test_nothing_is_computed_below_the_first_weights() -> None:
    model = Sequential([layers.Flatten(input_shape=(2, 2)), layers.Dense(3), layers.Dense(2)])
    model.compile("sgd", losses.SparseCategoricalCrossentropy(from_logits=True))
    asked: list[tuple[str, bool]] = []
    for layer in model.layers:
        record_backward(layer, asked)
    model.fit(RNG.random((4, 2, 2)), [0, 1, 0, 1], verbose=0)
    assert asked == [("dense_1", True), ("dense", False)]


def record_backward(layer: layers.Layer, asked: list[tuple[str, bool]]) -> None:
    real = layer.backward

    def backward(grad: Array, *, logits: bool = False, input_grad: bool = True) -> Array | None:
        asked.append((layer.name, input_grad))
        return real(grad, logits=logits, input_grad=input_grad)

    layer.backward = backward  # type: ignore[method-assign]
