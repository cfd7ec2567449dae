"""Sets the learning rate before each epoch by a function."""

from collections.abc import Callable

import numpy as np

from fittingroom.callbacks.callback import Callback, Logs


class LearningRateScheduler(Callback):
    """Sets the learning rate before each epoch.

    Args:
        schedule: function of the epoch's number (from 0) and the rate so far, or of the number
            alone; returns the new rate, a float.
        verbose: 1 prints each rate.

    Raises:
        ValueError: while training, if the function returns something else.

    Reference: https://keras.io/api/callbacks/learning_rate_scheduler/
    """

    def __init__(self, schedule: Callable[..., float], verbose: int = 0) -> None:
        self.schedule = schedule
        self.verbose = verbose

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        optimizer = self.model.optimizer
        try:
            rate = self.schedule(epoch, float(optimizer.learning_rate))
        except TypeError:  # a function of the epoch alone
            rate = self.schedule(epoch)
        if not isinstance(rate, (float, np.floating)):
            raise ValueError(
                "The output of the `schedule` function should be a float, such as 0.01. "
                f"Got: {rate!r}. Put float(...) around what it returns."
            )
        optimizer.learning_rate = rate
        if self.verbose > 0:
            print(f"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {rate}.")

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if logs is not None:
            logs["learning_rate"] = float(self.model.optimizer.learning_rate)
