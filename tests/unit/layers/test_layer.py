"""What all layers share: arguments, configuration, weights."""

import numpy as np
import pytest

from fittingroom import layers


@pytest.mark.parametrize("name", ["activity_regularizer", "lora_rank"])
def test_what_layers_of_keras_take_and_these_do_not(name: str) -> None:
    with pytest.raises(ValueError, match=f"`{name}` of Keras's layers is not here"):
        layers.Dense(3, **{name: "l2"})  # pyright: ignore[reportArgumentType]
    assert layers.Dense(3, **{name: None}).units == 3  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match=r"passed to Dropout: \{'speed': None\}"):
        layers.Dropout(0.5, speed=None)
    with pytest.raises(ValueError, match="cannot contain character `/`"):
        layers.Dense(3, name="a/b")


def test_a_layer_in_place_of_its_output_is_refused() -> None:
    with pytest.raises(ValueError, match="takes the output of a layer, not the layer itself"):
        layers.Dense(3)(layers.Flatten())


def test_calling_a_layer_gives_memory_of_its_own() -> None:
    layer = layers.Dense(2)
    first = layer(np.ones((1, 3)))
    kept = first.copy()
    layer(np.zeros((1, 3)))
    assert (first == kept).all()


def test_set_weights_checks_before_it_changes_anything() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    before = layer.get_weights()
    with pytest.raises(ValueError, match=r"shapes \[\(3, 2\), \(2,\)\].*Received: 1 weights"):
        layer.set_weights([np.zeros((3, 2))])
    with pytest.raises(ValueError, match=r"Received: 2 weights, of shapes \[\(3, 2\), \(3,\)\]"):
        layer.set_weights([np.zeros((3, 2)), np.zeros(3)])
    for weight, kept in zip(layer.get_weights(), before, strict=True):
        assert (weight == kept).all()


def test_get_weights_gives_copies() -> None:
    layer = layers.Dense(2)
    layer.build((None, 3))
    layer.get_weights()[1][:] = 9
    assert layer.bias is not None
    assert layer.bias.tolist() == [0, 0]


def test_count_params_needs_weights() -> None:
    with pytest.raises(ValueError, match="isn't built"):
        layers.Dense(2).count_params()


def test_config_makes_an_equal_layer() -> None:
    layer = layers.Dense(4, "tanh", use_bias=False, name="mine")
    again = layers.Dense(**layer.get_config())
    assert again.get_config() == layer.get_config()
    assert layers.Flatten(**layers.Flatten().get_config()).name == "flatten"
