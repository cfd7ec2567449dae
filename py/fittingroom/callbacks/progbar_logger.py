"""Prints the progress bar of training, evaluation and prediction."""

from fittingroom.callbacks.callback import Callback, Logs
from fittingroom.utils import progbar


class ProgbarLogger(Callback):
    """Prints Keras's lines: `Epoch 1/10`, then a bar with the values so far."""

    def __init__(self) -> None:
        self._in_fit = False
        self._bar = progbar.ProgressBar(1, 0)
        self._seen = 0

    def due(self, batch: int, loss: float | None) -> bool:
        """Return whether the end of `batch` would change anything, so that its logs are wanted."""
        return self._bar.due(batch + 1) or not self._bar.target

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._in_fit = True  # validation is silent then

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._restart()
        if self._bar.verbose and self.params["epochs"] > 1:
            print(progbar.epoch_title(epoch, self.params["epochs"]), flush=True)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._update(batch + 1, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self._bar.finalize(logs or {}, self._seen)

    def on_test_begin(self, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._restart()

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._update(batch + 1, logs or {})

    def on_test_end(self, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._bar.finalize(logs or {}, self._seen)

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        self._restart()

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._update(batch + 1, {})

    def on_predict_end(self, logs: Logs | None = None) -> None:
        self._bar.finalize({}, self._seen)

    def _update(self, seen: int, logs: Logs) -> None:
        self._seen = seen
        self._bar.update(seen, logs)

    def _restart(self) -> None:
        verbose = self.params["verbose"]
        steps = self.params["steps"] or 0
        self._bar = progbar.ProgressBar(steps, 1 if verbose == "auto" else verbose)
