"""Early stopping: when, in which direction, with which weights."""

from collections.abc import Mapping
from typing import Any

import pytest

from fittingroom import callbacks
from unit.tiny_model import X, Y, make_model


def stop_after(callback: callbacks.EarlyStopping, values: list[float], name: str = "loss") -> int:
    """Feed epochs to a callback; return how many it let pass."""

    class Model:
        stop_training = False

        def get_weights(self) -> list[Any]:
            return []

        def set_weights(self, weights: list[Any]) -> None: ...

    callback.set_model(Model())
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {name: value})
        if callback.model.stop_training:
            return epoch + 1
    return len(values)


@pytest.mark.parametrize(
    ("arguments", "values", "epochs"),
    [
        ({}, [3, 2, 2, 1], 3),
        ({"patience": 1}, [3, 2, 2, 1], 3),
        ({"patience": 2}, [3, 2, 2, 2, 1], 4),
        ({"patience": 2}, [3, 2, 2, 1, 1, 1, 1], 6),
        ({"min_delta": 0.5}, [3, 2, 1.6, 1.0], 3),
        ({"min_delta": -0.5}, [3, 2, 1.4], 3),
        ({"mode": "max"}, [1, 2, 3, 3, 4], 4),
        ({"baseline": 1.0, "patience": 3}, [5, 4, 3, 2], 4),
        ({"start_from_epoch": 3}, [1, 2, 3, 4, 5], 5),
        ({}, [float("nan"), float("nan")], 2),
        ({"patience": 1}, [1.0], 1),
    ],
)
def test_early_stopping(arguments: dict[str, Any], values: list[float], epochs: int) -> None:
    assert stop_after(callbacks.EarlyStopping("loss", **arguments), values) == epochs


def test_early_stopping_knows_its_direction() -> None:
    for name in ("accuracy", "val_accuracy", "val_acc"):
        assert stop_after(callbacks.EarlyStopping(name), [0.5, 0.6, 0.5], name) == 3
    with pytest.raises(ValueError, match="Pass mode='max'"):
        stop_after(callbacks.EarlyStopping("speed"), [1], "speed")
    with pytest.warns(UserWarning, match="mode 'up' is unknown"):
        callbacks.EarlyStopping(mode="up")


def test_early_stopping_says_when_its_metric_is_missing() -> None:
    with pytest.warns(UserWarning, match=r"`val_loss` which is not available.*accuracy,loss"):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.EarlyStopping()])


def test_early_stopping_restores_the_best_weights() -> None:
    model = make_model()

    class Worse(callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
            if epoch == 2:
                self.best = model.get_weights()
                model.set_weights([weight * -9 for weight in self.best])

    worse = Worse()
    stopping = callbacks.EarlyStopping("loss", restore_best_weights=True)
    history = model.fit(X, Y, epochs=9, verbose=0, callbacks=[worse, stopping])
    assert history.epoch == [0, 1, 2]
    for weight, best in zip(model.get_weights(), worse.best, strict=True):
        assert (weight == best).all()


def test_early_stopping_names_what_is_meant_and_what_gives_it() -> None:
    callback = callbacks.EarlyStopping("val_los")
    with pytest.raises(ValueError, match=r"'val_loss'\? That one needs .*validation_split=0\.2"):
        make_model().fit(X, Y, epochs=1, verbose=0, callbacks=callback)
    with pytest.raises(ValueError, match=r"Did you mean 'val_loss'\?$"):
        make_model().fit(X, Y, epochs=1, verbose=0, validation_split=0.5, callbacks=callback)
