"""Rates set by a function of the epoch. Printed words and numbers are Keras's."""

from typing import Any

import numpy as np
import pytest

from fittingroom import callbacks
from unit.rate_model import X, Y, make_model


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


def test_a_callback_may_set_the_rate() -> None:
    class Slower(callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            self.model.optimizer.learning_rate = 0.125
            self.model.optimizer.learning_rate.assign(self.model.optimizer.learning_rate / 2)

    model = make_model()
    model.fit(X, Y, verbose=0, callbacks=[Slower()])
    assert model.optimizer is not None
    assert model.optimizer.learning_rate == 0.0625
