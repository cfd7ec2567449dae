"""Callbacks that change the learning rate. Printed words and numbers are Keras's."""

from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, callbacks, layers, optimizers

X, Y = np.linspace(-1, 1, 24).reshape(12, 2), np.arange(12) % 3


def make_model(rate: float = 0.5) -> Sequential:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile(optimizers.SGD(rate), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def test_scheduler(capsys: pytest.CaptureFixture[str]) -> None:
    scheduler = callbacks.LearningRateScheduler(lambda epoch, rate: rate * 0.5, verbose=1)
    history = make_model().fit(X, Y, epochs=3, verbose=0, callbacks=[scheduler])
    assert list(history.history) == ["accuracy", "loss", "learning_rate"]
    assert history.history["learning_rate"] == [0.25, 0.125, 0.0625]
    assert capsys.readouterr().out == (
        "\nEpoch 1: LearningRateScheduler setting learning rate to 0.25.\n"
        "\nEpoch 2: LearningRateScheduler setting learning rate to 0.125.\n"
        "\nEpoch 3: LearningRateScheduler setting learning rate to 0.0625.\n"
    )


def test_scheduler_with_a_function_of_the_epoch_alone() -> None:
    rates = [0.1, 0.2]
    scheduler = callbacks.LearningRateScheduler(lambda epoch: rates[epoch])
    history = make_model().fit(X, Y, epochs=2, verbose=0, callbacks=[scheduler])
    assert history.history["learning_rate"] == [float(np.float32(rate)) for rate in rates]


def test_scheduler_wants_a_float() -> None:
    with pytest.raises(ValueError, match=r"should be a float, such as 0\.01\. Got: 1"):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.LearningRateScheduler(lambda _: 1)])


def test_the_rate_is_shown_at_the_end_of_an_epoch(capsys: pytest.CaptureFixture[str]) -> None:
    scheduler = callbacks.LearningRateScheduler(lambda epoch: 0.25)
    make_model().fit(X, Y, verbose=2, callbacks=[scheduler])
    assert capsys.readouterr().out.endswith(" - learning_rate: 0.2500\n")


def rates(values: list[float], **arguments: Any) -> list[float]:
    """Feed losses, epoch by epoch; return the rate after each."""
    model = make_model(1.0)
    plateau = callbacks.ReduceLROnPlateau("loss", 0.5, **arguments)
    plateau.set_model(model)
    plateau.on_train_begin()
    after: list[float] = []
    for epoch, value in enumerate(values):
        plateau.on_epoch_end(epoch, {"loss": value})
        assert model.optimizer is not None
        after.append(float(model.optimizer.learning_rate))
    return after


@pytest.mark.parametrize(
    ("arguments", "losses", "expected"),
    [
        ({"patience": 1}, [3, 3, 3, 2], [1, 0.5, 0.25, 0.25]),
        ({"patience": 2}, [3, 3, 3, 3, 3], [1, 1, 0.5, 0.5, 0.25]),
        ({"patience": 1, "min_delta": 1}, [3, 2.5, 1.5], [1, 0.5, 0.5]),
        ({"patience": 1, "cooldown": 2}, [3, 3, 3, 3, 3, 3], [1, 0.5, 0.5, 0.25, 0.25, 0.125]),
        ({"patience": 1, "min_lr": 0.4}, [3, 3, 3, 3], [1, 0.5, 0.4, 0.4]),
        ({"patience": 1, "mode": "max"}, [1, 2, 2], [1, 1, 0.5]),
    ],
)
def test_plateau(arguments: dict[str, Any], losses: list[float], expected: list[float]) -> None:
    assert rates(losses, **arguments) == pytest.approx(expected)


def test_plateau_tells_and_writes_the_rate(capsys: pytest.CaptureFixture[str]) -> None:
    plateau = callbacks.ReduceLROnPlateau("loss", 0.2, patience=1, verbose=1, min_delta=9)
    history = make_model(0.1).fit(X, Y, epochs=3, verbose=0, callbacks=[plateau])
    first = 0.10000000149011612
    assert history.history["learning_rate"] == pytest.approx([first, first, 0.02])
    assert capsys.readouterr().out == (
        "\nEpoch 2: ReduceLROnPlateau reducing learning rate to 0.020000000298023225.\n"
        "\nEpoch 3: ReduceLROnPlateau reducing learning rate to 0.003999999910593033.\n"
    )


def test_plateau_s_complaints() -> None:
    with pytest.raises(ValueError, match=r"does not support a factor >= 1\.0\. Received factor=2"):
        callbacks.ReduceLROnPlateau(factor=2)
    with pytest.warns(UserWarning, match=r"conditioned on metric `val_loss`.*loss,learning_rate\."):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.ReduceLROnPlateau()])
    with pytest.raises(ValueError, match="ReduceLROnPlateau callback received monitor=speed"):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.ReduceLROnPlateau("speed")])


def test_a_callback_may_set_the_rate() -> None:
    class Slower(callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.model.optimizer.learning_rate = 0.125
            self.model.optimizer.learning_rate.assign(self.model.optimizer.learning_rate / 2)

    model = make_model()
    model.fit(X, Y, verbose=0, callbacks=[Slower()])
    assert model.optimizer is not None
    assert model.optimizer.learning_rate == 0.0625
