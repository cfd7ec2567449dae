"""Layers and losses that a learner writes of operations, trained: Keras derives gradients too.

`k` is `keras` or `fittingroom`.
Each function returns plain data.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data
from parity.running import short

GIVEN: dict[str, Any] = {"epochs": 3, "shuffle": False, "verbose": 0}


def trained(k: Any, made: Any, loss: Any, y: Any, x: Any = None) -> Any:
    """Its losses, weights and their names, of a model that is made and built."""
    made.set_weights(data.start("own", [w.shape for w in made.get_weights()]))
    made.compile(k.optimizers.Adam(0.05), loss, metrics=["mse"])
    history = made.fit(data.samples() if x is None else x, y, **GIVEN).history
    weights = made.get_weights()
    return [
        {key: list(map(float, values)) for key, values in history.items()},
        [short(weight) for weight in weights],
        [weight.name for weight in made.weights],
        made.count_params(),
    ]


def own_dense(k: Any) -> Any:
    class Simple(k.layers.Layer):
        def __init__(self, units: int, activation: Any = None) -> None:
            super().__init__()
            self.units, self.activation = units, activation

        def build(self, input_shape: Any) -> None:
            shape = (input_shape[-1], self.units)
            self.W = self.add_weight(shape=shape, initializer="random_normal", name="W")
            self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

        def call(self, inputs: Any) -> Any:
            y = k.ops.matmul(inputs, self.W) + self.b
            return y if self.activation is None else self.activation(y)

    k.utils.clear_session()
    rows = [Simple(5, k.ops.relu), Simple(4, k.ops.tanh), Simple(3, k.ops.softmax)]
    made = k.Sequential([k.Input((6,)), *rows])
    return trained(k, made, "categorical_crossentropy", data.labels("one_hot"))


def own_block(k: Any) -> Any:
    """Weights of its own, layers within, dropout that is off, a state, a regularizer."""

    class Gate(k.layers.Layer):
        def __init__(self, units: int) -> None:
            super().__init__()
            self.inner = k.layers.Dense(units, activation="tanh")
            self.drop = k.layers.Dropout(0.0)
            self.shared = k.layers.Dense(units)

        def build(self, input_shape: Any) -> None:
            self.scale = self.add_weight(shape=(1,), initializer="ones", name="scale")
            self.seen = self.add_weight(shape=(), initializer="zeros", trainable=False, name="seen")
            self.penalized = self.add_weight(
                shape=(6,), initializer="ones", regularizer="l2", name="penalized"
            )

        def call(self, inputs: Any, training: Any = None) -> Any:
            self.seen.assign_add(1.0 if training else 0.0)
            x = self.drop(self.inner(inputs * self.penalized), training=training)
            gate = k.ops.sigmoid(self.shared(x) * k.ops.exp(self.scale))
            return gate * x + (1.0 - gate) * self.shared(inputs)

    k.utils.clear_session()
    made = k.Sequential([k.Input((6,)), Gate(6), k.layers.Dense(3)])
    found = trained(k, made, "mse", data.labels("one_hot"))
    return found[:1] + found[3:]


def operations_in_models(k: Any) -> Any:
    """Arithmetic and operations on what layers will give."""
    of = k.ops
    k.utils.clear_session()
    start = k.Input((6,))
    x = k.layers.Dense(6, activation="tanh")(start)
    y = k.layers.Dense(6)(x + start) * 0.5 - 0.25
    z = [of.relu(y), of.exp(-of.square(x)), of.abs(y / (2.0 + of.square(x)))]
    z = of.reshape(of.concatenate(z, axis=-1), (-1, 3, 6))
    z = of.mean(z, axis=1) + of.max(z, axis=-1, keepdims=True)[:, 0] ** 2
    z = of.where(z > 0.3, z, 0.5 * z) + of.sum(of.maximum(y, x), axis=-1, keepdims=True)
    z = of.clip(z, -1.5, 1.5) + of.expand_dims(x[:, 1], -1) + of.sqrt(1.0 + of.square(z))
    made = k.Model(start, k.layers.Dense(3)(z))
    found = trained(k, made, "mse", data.labels("one_hot"))
    return [*found, list(made.output_shape)]


def own_model_of_operations(k: Any) -> Any:
    class Mine(k.Model):
        def __init__(self) -> None:
            super().__init__()
            self.one, self.two = k.layers.Dense(5), k.layers.Dense(3)

        def call(self, inputs: Any) -> Any:
            x = k.ops.relu(self.one(inputs))
            return k.ops.softmax(self.two(x) + 0.1 * k.ops.sum(x, axis=-1, keepdims=True))

    k.utils.clear_session()
    made = Mine()
    made(data.samples()[:2])
    found = trained(k, made, "categorical_crossentropy", data.labels("one_hot"))
    return found[:2]


def own_losses(k: Any) -> Any:
    of = k.ops

    def far_off(y_true: Any, y_pred: Any) -> Any:
        return of.mean(of.square(y_true - y_pred), axis=-1)

    def bent(y_true: Any, y_pred: Any) -> Any:
        error = of.abs(y_true - y_pred)
        return of.where(error < 0.4, 0.5 * of.square(error), 0.4 * (error - 0.2))

    def mixed(y_true: Any, y_pred: Any) -> Any:
        crossed = k.losses.categorical_crossentropy(y_true, y_pred)
        return 0.7 * crossed + 0.3 * k.losses.mean_absolute_error(y_true, y_pred)

    def for_the_batch(y_true: Any, y_pred: Any) -> Any:
        return of.mean(-of.sum(y_true * of.log(y_pred + 1e-3), axis=-1))

    class Focal(k.losses.Loss):
        def __init__(self, gamma: float) -> None:
            super().__init__()
            self.gamma = gamma

        def call(self, y_true: Any, y_pred: Any) -> Any:
            p = of.clip(y_pred, 1e-4, 1.0)
            return of.sum(-y_true * of.power(1.0 - p, self.gamma) * of.log(p), axis=-1)

    told: list[Any] = []
    for loss in (far_off, bent, mixed, for_the_batch, Focal(2.0)):
        k.utils.clear_session()
        out = k.layers.Dense(3, activation="softmax")
        made = k.Sequential([k.Input((6,)), k.layers.Dense(4, activation="tanh"), out])
        told.append(trained(k, made, loss, data.labels("one_hot"))[:2])
    k.utils.clear_session()
    made = k.Sequential([k.Input((6,)), k.layers.Dense(1)])
    told.append(trained(k, made, far_off, data.samples()[:, 0])[:2])
    return told


def own_layer_called(k: Any) -> Any:
    """By hand, without a model."""

    class Linear(k.layers.Layer):
        def __init__(self, units: int, size: int) -> None:
            super().__init__()
            self.w = self.add_weight(shape=(size, units), initializer="ones", trainable=True)
            self.b = self.add_weight(shape=(units,), initializer="zeros")

        def call(self, inputs: Any) -> Any:
            return k.ops.matmul(inputs, self.w) + self.b

    class Sums(k.layers.Layer):
        def __init__(self, size: int) -> None:
            super().__init__()
            self.total = self.add_weight(shape=(size,), initializer="zeros", trainable=False)

        def call(self, inputs: Any) -> Any:
            self.total.assign_add(k.ops.sum(inputs, axis=0))
            return self.total

    k.utils.clear_session()
    linear, sums = Linear(3, 2), Sums(2)
    return [
        short(np.array(linear(np.ones((2, 2), "float32")))),
        [short(np.array(sums(np.ones((2, 2), "float32")))) for _ in range(2)],
        [len(linear.weights), len(linear.trainable_weights), len(sums.non_trainable_weights)],
    ]


PIECES: dict[str, Callable[[Any], Any]] = {
    piece.__name__.replace("_", " "): piece
    for piece in (
        *(own_dense, own_block, operations_in_models, own_model_of_operations, own_losses),
        own_layer_called,
    )
}
