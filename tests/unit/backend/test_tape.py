"""Gradients that are followed through a function, against central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fittingroom import activations, backend, layers, losses, ops
from fittingroom.backend import tape
from fittingroom.backend.tape import Tape, Traced

RNG = np.random.default_rng(0)
X = RNG.uniform(0.2, 1.7, (3, 4))
M = RNG.normal(size=(4, 5))
LABELS = np.eye(4)[[0, 2, 3]]

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "arithmetic": lambda x: (2.0 * x - 1.0) / (x + 3.0) - x**2 + 2.0**x + (-x) * x,
    "of one value": lambda x: (
        ops.exp(x)
        + ops.log(x)
        + ops.sqrt(x)
        + ops.square(x)
        + ops.sin(x) * ops.cos(x)
        + ops.abs(-x)
    ),
    "spread over rows and columns": lambda x: x * X[0] + x[:, :1] * x + x[0] * 0.5,
    "larger and smaller": lambda x: ops.maximum(x, 1.0) * ops.minimum(x, X[::-1] + 0.1),
    "matrix product": lambda x: ops.matmul(x, M) @ np.transpose(M),
    "with a vector": lambda x: ops.matmul(x, M[:, 0]),
    "of three axes": lambda x: ops.matmul(ops.reshape(x, (3, 2, 2)), M[:2]),
    "dot": lambda x: ops.dot(x, M),
    "sums": lambda x: ops.sum(x, axis=-1, keepdims=True) * ops.sum(x) + ops.sum(x, axis=0),
    "means": lambda x: ops.mean(x * x, axis=1) + ops.mean(x),
    "largest": lambda x: ops.max(x, axis=-1) * ops.min(x, axis=0)[:3],
    "spread": lambda x: ops.std(x, axis=-1) + ops.var(x),
    "norm": lambda x: x / ops.norm(x, axis=-1, keepdims=True),
    "places": lambda x: ops.transpose(x)[1:3, ::-1] * ops.reshape(x, (4, 3))[:2],
    "the same place twice": lambda x: x[[0, 0, 2]] * ops.repeat(x, 2, axis=1)[:, 1:5],
    "joined": lambda x: ops.concatenate([x, 2.0 * x, X], axis=-1) ** 2,
    "stacked": lambda x: ops.sum(ops.stack([x, x * x, X], axis=1), axis=2),
    "where": lambda x: ops.where(x > 1.0, x * x, 3.0 * x),
    "clip": lambda x: ops.clip(x, 0.5, 1.2),
    "softmax": lambda x: ops.softmax(x) * X,
    "activations": lambda x: ops.relu(x - 1.0) + ops.sigmoid(x) + activations.get("gelu")(x),
    "a loss of Keras's": lambda x: (
        losses.categorical_crossentropy(LABELS, ops.softmax(x)) * X[:, 0]
    ),
    "a loss object": lambda x: losses.MeanSquaredError()(LABELS, x * x),
    "no gradient": lambda x: x * ops.cast(ops.argmax(x, axis=0), "float64") + ops.sign(x),
    "methods": lambda x: x.sum(axis=0).reshape((2, 2)).mean() + x.T[0],
}


@pytest.fixture(autouse=True)
def _double() -> None:
    backend.set_floatx("float64")


@pytest.mark.parametrize("name", FUNCTIONS)
def test_gradients_are_central_differences(name: str) -> None:
    function = FUNCTIONS[name]

    def value(x: Any) -> Any:
        with Tape() as followed:
            made = function(Traced(followed, x))
        return followed, made

    followed, made = value(X.copy())
    weights = RNG.normal(size=made.shape)
    given = followed.values[0]
    followed.backward(made, weights)
    for index in np.ndindex(X.shape):
        ends: list[float] = []
        for step in (1e-6, -1e-6):
            x = X.copy()
            x[index] += step
            ends.append(float((value(x)[1].value * weights).sum()))
        grad = 0.0 if given.grad is None else given.grad[index]
        assert grad == pytest.approx((ends[0] - ends[1]) / 2e-6, abs=1e-6), index


def test_a_layer_called_twice_gets_both_gradients() -> None:
    dense = layers.Dense(4, "tanh")
    with Tape() as followed:
        given = Traced(followed, X.copy())
        made = dense(dense(given)) + given
    followed.backward(made, np.ones_like(X), [dense])
    kernel, grad = dense.arrays[0], dense.grads[0].copy()

    def total() -> float:
        return float(np.asarray(dense(dense(X))).sum())

    for index in ((0, 0), (2, 3)):
        kept = kernel[index]
        kernel[index] = kept + 1e-6
        above = total()
        kernel[index] = kept - 1e-6
        below = total()
        kernel[index] = kept
        assert grad[index] == pytest.approx((above - below) / 2e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("function", "what"),
    [
        (lambda x: np.asarray(x), "plain array"),
        (lambda x: ops.sort(x), "sort"),
        (lambda x: np.linalg.det(x[:3, :3]), "det"),
        (lambda x: np.add.reduce(x), "add.reduce"),
        (lambda x: float(x[0, 0]), "plain array"),
    ],
)
def test_what_cannot_be_followed_is_refused(function: Any, what: str) -> None:
    with Tape() as followed, pytest.raises(tape.CannotFollowError, match=what):
        function(Traced(followed, X.copy()))
    assert backend.variables.tape is None
