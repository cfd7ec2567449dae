"""`Model`: frozen layers, configurations, layers by name."""

import numpy as np
import pytest

from fittingroom import Sequential, layers, regularizers
from unit.small_model import X, Y, compiled


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
