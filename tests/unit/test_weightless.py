"""Dropout, Activation, Rescaling; frozen layers; configurations."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, regularizers, utils

X = np.random.default_rng(3).random((40, 6)).astype("float32")
Y = np.arange(40) % 3


def compiled(*middle: layers.Layer) -> Sequential:
    model = Sequential([Input((6,)), *middle, layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["acc"])
    return model


def test_dropout_scales_what_it_keeps_and_passes_the_same_back() -> None:
    layer = layers.Dropout(0.25)
    drop = layer.training_call(np.random.default_rng(0))
    ones = np.ones((400, 50), "float32")
    output = drop(ones).copy()
    assert set(np.unique(output).tolist()) == {0.0, float(np.float32(1 / 0.75))}
    assert abs((output == 0).mean() - 0.25) < 0.01
    np.testing.assert_array_equal(layer.backward(np.ones_like(ones)), output)
    np.testing.assert_array_equal(layer.call(ones), ones)


def test_dropout_at_its_ends_and_with_a_shared_shape() -> None:
    rng = np.random.default_rng(0)
    assert layers.Dropout(0).training_call(rng)(X) is X
    assert not layers.Dropout(1).training_call(rng)(X).any()
    rows = layers.Dropout(0.5, noise_shape=(None, 1)).training_call(rng)(X + 1)
    assert all((row == 0).all() or (row > 0).all() for row in rows)
    for rate in (-0.1, 1.5):
        with pytest.raises(ValueError, match=f"between 0 and 1. Received: rate={rate}"):
            layers.Dropout(rate)


def test_a_run_with_dropout_replays_bit_for_bit() -> None:
    runs: list[list[float]] = []
    for seed in (7, 7, 8):
        utils.set_random_seed(seed)
        model = compiled(layers.Dense(8, "relu"), layers.Dropout(0.5))
        runs.append(model.fit(X, Y, epochs=3, batch_size=8, verbose=0).history["loss"])
        assert model.evaluate(X, Y, verbose=0) == model.evaluate(X, Y, verbose=0)
    assert runs[0] == runs[1] != runs[2]


def test_an_own_seed_draws_apart_from_the_model() -> None:
    first, second = (layers.Dropout(0.5, seed=4).training_call(None)(X).copy() for _ in "ab")
    np.testing.assert_array_equal(first, second)


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


def test_rescaling() -> None:
    layer = layers.Rescaling(2.0, offset=[1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    output = layer(X)
    np.testing.assert_allclose(output, X * 2 + np.eye(6, dtype="float32")[0], rtol=1e-6)
    np.testing.assert_array_equal(layer.backward(np.ones((40, 6), "float32")), np.full((40, 6), 2))


def test_a_frozen_layer_keeps_its_weights() -> None:
    model = compiled(layers.Dense(5, "relu", kernel_regularizer="l2"))
    model.layers[0].trainable = False
    assert model.losses == []
    before = model.get_weights()
    model.fit(X, Y, epochs=2, verbose=0)
    changed = [bool((a != b).any()) for a, b in zip(before, model.get_weights(), strict=True)]
    assert changed == [False, False, True, True]
    assert [len(model.trainable_weights), len(model.non_trainable_weights)] == [2, 2]
    model.trainable = False
    assert model.trainable_weights == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({}, "must pass a `shape`"),
        ({"shape": (2,), "batch_shape": (None, 2)}, "both `shape` and `batch_shape`"),
        ({"batch_size": 2, "batch_shape": (None, 2)}, "both `batch_size` and `batch_shape`"),
    ],
)
def test_input_refuses(arguments: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Input(**arguments)  # pyright: ignore[reportArgumentType]


def test_input_by_other_names() -> None:
    assert Input(batch_shape=(None, 2, 3)).batch_shape == (None, 2, 3)
    with pytest.warns(UserWarning, match="`input_shape` is deprecated"):
        assert layers.InputLayer(input_shape=(4,)).batch_shape == (None, 4)


def test_a_model_from_its_configuration() -> None:
    model = compiled(
        layers.Rescaling(0.5),
        layers.Dense(4, "tanh", kernel_regularizer=regularizers.L1(0.1), trainable=False),
        layers.Dropout(0.3, seed=1),
        layers.Activation("relu"),
        layers.Flatten(),
    )
    copy = Sequential.from_config(model.get_config())
    assert copy.get_config() == model.get_config()
    assert [w.shape for w in copy.weights] == [w.shape for w in model.weights]
    with pytest.raises(ValueError, match="'name' and 'layers' keys"):
        Sequential.from_config({})


def test_get_layer() -> None:
    model = compiled(layers.Dense(4, name="hidden"))
    assert model.get_layer("hidden") is model.get_layer(index=0) is model.layers[0]
    for arguments, message in [
        ({}, "either a layer name or layer index"),
        ({"name": "hidden", "index": 0}, "only a layer name or a layer index"),
        ({"name": "hiden"}, "No such layer: hiden. Existing layers are: .'hidden'"),
        ({"index": 2}, "index 2 but model only has 2 layers"),
    ]:
        with pytest.raises(ValueError, match=message):
            model.get_layer(**arguments)


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


def test_reshape() -> None:
    model = Sequential([Input((6,)), layers.Reshape((2, -1)), layers.Dense(4), layers.Flatten()])
    assert model.layers[0].get_config()["target_shape"] == (2, -1)
    assert model.output_shape == (None, 8)
    model.add(layers.Dense(1))
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(np.ones((3, 6)), np.ones((3, 1)), verbose=0)
    assert not np.array_equal(before[0], model.get_weights()[0])
    for shape in ((4, 2), (4, -1), (-1, -1)):
        with pytest.raises(ValueError, match="total size of the tensor must be unchanged"):
            Sequential([Input((6,)), layers.Reshape(shape)])


def test_calls_as_while_training() -> None:
    dropout = layers.Dropout(0.5, seed=1)
    x = np.ones((20, 30), "float32")
    assert (dropout(x) == 1).all()
    assert (dropout(x, training=False) == 1).all()
    assert sorted(set(dropout(x, training=True).ravel().tolist())) == [0.0, 2.0]
    model = Sequential([Input((30,)), dropout])
    assert (model(x) == 1).all()
    assert sorted(set(model(x, training=True).ravel().tolist())) == [0.0, 2.0]


def test_the_layers_of_a_model_in_another() -> None:
    inner = compiled(layers.Dropout(0.5))
    outer = Sequential([inner, layers.Rescaling(2.0)])
    assert [*outer.layers[:-1]] == inner.layers
    x = np.random.default_rng(3).random((4, *inner.input_shape[1:]))
    np.testing.assert_allclose(outer.predict(x, verbose=0), 2 * inner.predict(x, verbose=0))
    outer.add(Sequential([layers.Dense(2)]))
    assert outer.output_shape == (None, 2)


def test_a_model_frozen_after_training_warns_and_stays() -> None:
    model = compiled()
    model.fit(X, Y, verbose=0)
    model.trainable = False
    assert model.optimizer is not None
    before, steps = model.get_weights(), model.optimizer.iterations
    with pytest.warns(UserWarning, match="does not have any trainable weights"):
        history = model.fit(X, Y, verbose=0).history
    assert len(history["loss"]) == 1
    assert model.optimizer.iterations == steps
    assert all(map(np.array_equal, before, model.get_weights()))
