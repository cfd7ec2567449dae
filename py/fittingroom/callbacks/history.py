"""Keeps each epoch's logs."""

from fittingroom.callbacks.callback import Callback, Logs


class History(Callback):
    """Keeps every epoch's logs; `fit` returns one.

    Attributes:
        history: one list per name, one value per epoch.
        epoch: the epochs' numbers, from 0.

    Reference: https://keras.io/api/callbacks/history/
    """

    def __init__(self) -> None:
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.epoch = []

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)
