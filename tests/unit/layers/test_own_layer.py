"""Layers that a program writes itself, of weights, layers and operations: they train."""

import copy
import pickle
from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Model, Sequential, layers, ops, optimizers, saving
from fittingroom.backend.variables import Variable

RNG = np.random.default_rng(0)
X = RNG.random((24, 4)).astype("float32")
Y = np.arange(24) % 3


class Simple(layers.Layer):
    def __init__(self, units: int = 3, activation: Any = None, **options: Any) -> None:
        super().__init__(**options)
        self.units, self.activation = units, activation

    def build(self, input_shape: Any) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        self.w = self.add_weight(shape=(input_shape[-1], self.units), name="w")
        self.b = self.add_weight(shape=(self.units,), initializer="zeros", name="b")

    def call(self, inputs: Any) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        y = ops.matmul(inputs, self.w) + self.b
        return y if self.activation is None else self.activation(y)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units}


def shares(x: Any) -> Any:
    return ops.softmax(x)


class Block(layers.Layer):
    """With a weight, layers and a model of its own, and one of its own kind."""

    def __init__(self, units: int = 5) -> None:
        super().__init__()
        self.inner = [Simple(units, ops.tanh), layers.Dropout(0.5)]
        self.row = Sequential([layers.Dense(units, "relu"), layers.Dense(4)])
        self.scale = self.add_weight(shape=(), initializer="ones", name="scale")

    def call(self, inputs: Any, training: Any = None) -> Any:  # pyright: ignore
        x = inputs
        for layer in self.inner:
            x = layer(x)
        return layers.add([self.row(x) * self.scale, inputs])


def trained(model: Any) -> list[float]:
    model.compile(optimizers.Adam(0.02), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model.fit(X, Y, epochs=15, shuffle=False, verbose=0).history["loss"]


def test_it_is_what_a_dense_layer_is() -> None:
    own = Sequential([Input((4,)), Simple(5, ops.relu), Simple(3, ops.softmax)])
    row = Sequential([Input((4,)), layers.Dense(5, "relu"), layers.Dense(3, "softmax")])
    row.set_weights(own.get_weights())
    np.testing.assert_allclose(trained(own), trained(row), rtol=1e-5)
    for one, other in zip(own.get_weights(), row.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)
    texts: list[str] = []
    own.summary(print_fn=texts.append)
    assert "simple (Simple)" in texts[0]
    assert "Total params: 131" in texts[0]
    assert [weight.name for weight in own.weights] == ["w", "b", "w", "b"]


def test_in_models_of_any_form() -> None:
    start = Input((4,))
    joined = Simple(4)(start) + start
    losses = [
        trained(Model(start, Simple(3, ops.softmax)(ops.relu(joined)))),
        trained(Sequential([Block(), Simple(3, ops.softmax)])),
    ]

    class Mine(Model):
        def __init__(self) -> None:
            super().__init__()
            self.block, self.out = Block(), Simple(3)

        def call(self, inputs: Any) -> Any:
            return ops.softmax(self.out(self.block(inputs)))

    mine = Mine()
    losses.append(trained(mine))
    for found in losses:
        assert min(found) < found[0], losses
    assert mine.count_params() == 95


def test_gradients_reach_all_that_it_is_made_of() -> None:
    model = Sequential([Input((4,)), Block(), Simple(3, ops.softmax)])
    before = model.get_weights()
    trained(model)
    changed = [np.abs(a - b).max() > 0 for a, b in zip(before, model.get_weights(), strict=True)]
    assert changed == [True] * 9
    block: Any = model.layers[0]
    block.inner[0].trainable = False
    assert len(block.trainable_weights) == 5
    before = model.get_weights()
    trained(model)
    changed = [np.abs(a - b).max() > 0 for a, b in zip(before, model.get_weights(), strict=True)]
    assert changed.count(False) == 2
    block.trainable = False
    assert block.trainable_weights == []
    assert len(block.non_trainable_weights) == 7


def test_noise_while_training_alone() -> None:
    block = Block()
    block(X)
    assert (np.asarray(block(X)) == np.asarray(block(X))).all()
    assert (np.asarray(block(X, training=True)) != np.asarray(block(X, training=True))).any()


def test_called_twice_it_has_the_same_weights() -> None:
    start, shared = Input((4,)), Simple(4)
    model = Model(start, Simple(3, ops.softmax)(shared(ops.tanh(shared(start)))))
    assert model.count_params() == 20 + 15
    found = trained(model)
    assert found[-1] < found[0]
    block = Block()
    with pytest.raises(NotImplementedError, match="has weights and layers, and is called twice"):
        Model(start, block(block(start)))


def test_it_is_kept_and_copied() -> None:
    model = Sequential([Input((4,)), Simple(5), Simple(3, shares)])
    trained(model)
    model.save_weights("own.weights.h5")
    again = Sequential([Input((4,)), Simple(5), Simple(3, shares)])
    again.load_weights("own.weights.h5")
    for other in (again, copy.deepcopy(model), pickle.loads(pickle.dumps(model))):
        np.testing.assert_array_equal(other.predict(X, verbose=0), model.predict(X, verbose=0))
    plain = Sequential([Input((4,)), Simple(3)])
    trained(plain)
    plain.save("own.keras")
    loaded = saving.load_model("own.keras", custom_objects={"Simple": Simple})
    np.testing.assert_array_equal(loaded.predict(X, verbose=0), plain.predict(X, verbose=0))
    assert trained(loaded)


def test_weights_with_all_that_keras_takes() -> None:
    class Given(layers.Layer):
        def build(self, input_shape: Any) -> None:  # pyright: ignore
            size = input_shape[-1]
            self.a = self.add_weight((size,), "ones", "float32", True, name="a", regularizer="l2")
            self.c = self.add_weight(shape=size, constraint="non_neg", initializer="ones")
            self.seen = self.add_weight(shape=(), initializer="zeros", trainable=False)

        def call(self, inputs: Any) -> Any:  # pyright: ignore
            self.seen.assign_add(ops.sum(ops.ones_like(inputs)))
            return inputs * self.a - inputs * ops.square(self.c)

    model = Sequential([Input((4,)), Given()])
    model.compile("sgd", "mse")
    seen: Any = model.layers[0]
    counted = float(seen.seen)
    model.fit(X, X, verbose=0)
    assert float(seen.seen) == counted + 96
    assert model.losses == [pytest.approx(0.01 * np.square(seen.a.numpy()).sum())]
    assert (seen.c.numpy() >= 0).all()
    assert len(model.trainable_weights) == 2


def test_what_cannot_be_followed_is_said_with_what_can() -> None:
    class Sorted(layers.Layer):
        def call(self, inputs: Any) -> Any:  # pyright: ignore
            return ops.sort(inputs)

    class Unknown(layers.Layer):
        def __init__(self) -> None:
            super().__init__()
            self.v = Variable(np.ones(4), name="v")

        def call(self, inputs: Any) -> Any:  # pyright: ignore
            return inputs * self.v

    class Plain(layers.Layer):
        def build(self, input_shape: Any) -> None:  # pyright: ignore
            self.w = self.add_weight(shape=(4,))

        def call(self, inputs: Any) -> Any:  # pyright: ignore
            return inputs * np.asarray(self.w)

    class Total(layers.Layer):
        def call(self, inputs: Any) -> Any:  # pyright: ignore
            return ops.sum(inputs)

    for kind, said in (
        (Sorted, "gradient of sort is not known here. Write it of these"),
        (Unknown, r"self\.add_weight"),
        (Plain, "plain array"),
    ):
        with pytest.raises(NotImplementedError, match=said):
            Sequential([Input((4,)), kind()])
    with pytest.raises(ValueError, match="first axis has to stay that of the samples"):
        Sequential([Input((4,)), Total()])
    with pytest.raises(NotImplementedError, match=r"has no method .*says in `call"):
        Sequential([Input((4,)), layers.Layer()])


def test_operations_on_what_has_no_values_yet() -> None:
    start = Input((4,))
    assert (2.0 * start[:, 1:]).shape == (None, 3)
    assert ops.reshape(start, (-1, 2, 2)).shape == (None, 2, 2)
    assert ops.shape(start) == (None, 4)
    model = Model(start, layers.Dense(3)(ops.exp(start)))
    with pytest.raises(NotImplementedError, match=r"save_weights\('m\.weights\.h5'\)"):
        model.save("m.keras")
    model.save_weights("m.weights.h5")
    with pytest.raises(TypeError, match="a weight meet outside of a layer"):
        start * model.weights[1]  # pyright: ignore
    for wrong in (lambda: np.array(start), lambda: bool(start), lambda: np.sort(start)):
        with pytest.raises(TypeError, match=r"Add\(\)\(\[a, b\]\)"):
            wrong()


def test_a_function_as_a_layer() -> None:
    model = Sequential([Input((4,)), layers.Lambda(lambda x: ops.exp(x) / 2.0), layers.Dense(3)])
    np.testing.assert_allclose(model.layers[0](X), np.exp(X) / 2, rtol=1e-6)
    scaled = layers.Lambda(lambda x, by: x * by, arguments={"by": 3.0})
    model = Sequential([Input((4,)), layers.Dense(4), scaled, layers.Dense(3, "softmax")])
    found = trained(model)
    assert found[-1] < found[0]
    with pytest.raises(NotImplementedError, match="holds no Python"):
        model.save("m.keras")


def test_a_layer_that_only_changes_what_another_computes_is_refused_while_training() -> None:
    """Its gradient would be the other one's."""

    class Twice(layers.Dense):
        def call(self, inputs: Any, *, logits: bool = False) -> Any:
            return super().call(inputs) * 2

    model = Sequential([Input((4,)), Twice(3), layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy")
    assert model.predict(X, verbose=0).shape == (24, 3)
    with pytest.raises(NotImplementedError, match="Twice changes what Dense computes"):
        model.fit(X, Y, epochs=1, verbose=0)
