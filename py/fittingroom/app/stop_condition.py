"""Ends a training where its recipe says so."""

from __future__ import annotations

from fittingroom.app.recipe import Stop
from fittingroom.callbacks import Callback, Logs


class StopCondition(Callback):
    """Ends the training after the first epoch that meets the recipe's stop condition."""

    def __init__(self, stop: Stop | None) -> None:
        super().__init__()
        self._stop = stop
        self.triggered = False

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        if self._stop and self._stop.reached(logs or {}):
            self.triggered = True
            self.model.stop_training = True
