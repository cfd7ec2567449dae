"""`Dropout`: what it drops, scales and passes back."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, utils
from unit.small_model import X, Y, compiled


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


def test_calls_as_while_training() -> None:
    dropout = layers.Dropout(0.5, seed=1)
    x = np.ones((20, 30), "float32")
    assert (dropout(x) == 1).all()
    assert (dropout(x, training=False) == 1).all()
    assert sorted(set(dropout(x, training=True).ravel().tolist())) == [0.0, 2.0]
    model = Sequential([Input((30,)), dropout])
    assert (model(x) == 1).all()
    assert sorted(set(model(x, training=True).ravel().tolist())) == [0.0, 2.0]


class AlwaysDrops(layers.Dropout):
    def call(self, inputs: Any, training: bool | None = None, *, logits: bool = False) -> Any:
        return super().call(inputs, training=True)


class Plain(layers.Dropout):
    def call(self, inputs: Any) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride]
        return super().call(inputs, training=True)


@pytest.mark.parametrize("kind", [AlwaysDrops, Plain])
def test_a_subclass_may_drop_always_as_monte_carlo_dropout_does(kind: type[layers.Dropout]) -> None:
    model = Sequential([Input(X.shape[1:]), layers.Dense(50, "relu"), kind(0.5), layers.Dense(3)])
    before = model.predict(X, verbose=0)
    assert (model.predict(X, verbose=0) != before).any()
    assert (np.asarray(model(X)) != np.asarray(model(X, training=True))).any()
    model.compile("sgd", "mse")
    history = model.fit(X, np.eye(3, dtype="float32")[np.arange(len(X)) % 3], epochs=3, verbose=0)
    assert np.isfinite(history.history["loss"]).all()
    ones = np.ones((4, 50), "float32")
    layer = model.layers[1]
    dropped = layer.call(ones).copy()
    np.testing.assert_array_equal(layer.backward(ones.copy()), dropped)


def test_a_subclass_that_asks_for_training_drops_while_training_alone() -> None:
    class Same(layers.Dropout):
        def call(self, inputs: Any, training: bool | None = None, *, logits: bool = False) -> Any:
            return super().call(inputs, training=training)

    utils.set_random_seed(1)
    own = compiled(layers.Dense(9), Same(0.5))
    own.fit(X, Y, epochs=2, verbose=0)
    utils.set_random_seed(1)
    ours = compiled(layers.Dense(9), layers.Dropout(0.5))
    ours.fit(X, Y, epochs=2, verbose=0)
    for one, other in zip(own.get_weights(), ours.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)
    np.testing.assert_array_equal(own.predict(X, verbose=0), own.predict(X, verbose=0))
