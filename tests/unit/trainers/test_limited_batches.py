"""`steps_per_epoch` and its sisters: how many batches a pass takes, as in Keras."""

import warnings
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, layers

X = np.arange(120, dtype="float32").reshape(60, 2) / 120
Y = np.arange(60) % 3


def make_model() -> Sequential:
    model = Sequential([layers.Input((2,)), layers.Dense(3, "softmax")])
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def steps_taken(model: Sequential) -> int:
    assert model.optimizer is not None
    return int(model.optimizer.iterations)


def samples_seen(**cut: Any) -> list[list[float]]:
    """The first number of each sample, epoch by epoch."""
    model, seen = make_model(), [[]]
    phase = model.fit_steps(X, Y, verbose=0, shuffle=False, **cut)
    for progress in phase:
        # At the end of an epoch there is one more of the same.
        if progress.phase == "train" and steps_taken(model) > sum(map(len, seen)):
            seen += [[]] * (progress.epoch + 1 - len(seen))
            seen[progress.epoch] = [*seen[progress.epoch], progress.samples]
    return seen


def test_an_epoch_takes_that_many_steps_and_the_next_goes_on() -> None:
    model = make_model()
    history = model.fit(X, Y, batch_size=10, epochs=2, steps_per_epoch=3, verbose=0)
    assert (steps_taken(model), history.params["steps"]) == (6, 3)
    assert samples_seen(batch_size=10, epochs=2, steps_per_epoch=3) == [[10, 20, 30]] * 2
    whole, halves = make_model(), make_model()
    halves.set_weights(whole.get_weights())
    whole.fit(X, Y, batch_size=10, verbose=0, shuffle=False)
    halves.fit(X, Y, batch_size=10, epochs=2, steps_per_epoch=3, verbose=0, shuffle=False)
    for one, other in zip(whole.get_weights(), halves.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("steps", "epochs", "taken"), [(4, 4, 12), (4, 3, 10), (8, 2, 12)])
def test_where_the_data_run_out_the_epoch_ends_with_a_warning(
    steps: int, epochs: int, taken: int
) -> None:
    """Numbers of steps as Keras 3.15 takes them of six batches."""
    model = make_model()
    with pytest.warns(UserWarning, match="ran out of data.*there are 6 of 10 samples"):
        model.fit(X, Y, batch_size=10, epochs=epochs, steps_per_epoch=steps, verbose=0)
    assert steps_taken(model) == taken


def test_without_a_batch_size_the_steps_take_all_samples() -> None:
    assert samples_seen(steps_per_epoch=4) == [[15, 30, 45, 60]]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        make_model().evaluate(X, Y, steps=5, verbose=0)
        assert make_model().predict(X, steps=7, verbose=0).shape == (60, 3)


def test_validation_evaluation_and_prediction_take_the_first_batches() -> None:
    model = make_model()
    cut: dict[str, Any] = {"batch_size": 10, "verbose": 0}
    history = model.fit(X, Y, validation_data=(X, Y), validation_steps=2, **cut).history
    measured = model.evaluate(X[:20], Y[:20], verbose=0)
    assert [history["val_loss"][0], history["val_accuracy"][0]] == pytest.approx(measured)
    assert model.evaluate(X, Y, steps=2, **cut) == pytest.approx(measured)
    np.testing.assert_allclose(model.predict(X, steps=2, **cut), model.predict(X[:20], verbose=0))
    with pytest.warns(UserWarning, match="ran out"):
        assert len(model.predict(X, steps=9, **cut)) == 60


def test_a_number_of_steps_is_a_whole_one() -> None:
    model = make_model()
    with pytest.raises(TypeError, match="`steps_per_epoch` to be a whole number"):
        model.fit(X, Y, steps_per_epoch=len(X) / 32, verbose=0)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ValueError, match="`steps` to be at least 1"):
        model.predict(X, steps=0, verbose=0)
