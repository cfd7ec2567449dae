"""Callbacks that look whether a value still improves. Imports `callback` only."""

import warnings

from fittingroom.backend import Array
from fittingroom.callbacks.callback import Callback, Logs

_UP = ("acc", "top_k", "precision", "recall", "auc", "f1")
_DOWN = ("loss", "error", "crossentropy", "mse", "mae", "divergence", "hinge")


class MonitorCallback(Callback):
    """Base of the callbacks that compare a value with the best so far.

    Args:
        monitor: name in the epoch's logs.
        mode: `"min"`, `"max"`, or `"auto"`: up for accuracies, down for losses.
        baseline: what counts as the best before the first epoch; None for the first epoch's.
        min_delta: smallest change that counts as an improvement.
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        mode: str = "auto",
        baseline: float | None = None,
        min_delta: float = 0,
    ) -> None:
        if mode not in ("auto", "min", "max"):
            warnings.warn(
                f"{type(self).__name__} mode '{mode}' is unknown, fallback to auto mode.",
                stacklevel=3,
            )
            mode = "auto"
        self.monitor = monitor
        self.mode = mode
        self.best = baseline
        self.min_delta = abs(min_delta)
        self._maximise: bool | None = None

    def find_direction(self, logs: Logs) -> None:
        """Find out whether more is better, once the first epoch's logs tell the names.

        Raises:
            ValueError: if `mode` leaves it open and the name does not tell.
        """
        if self._maximise is not None:
            return
        name = self.monitor.removeprefix("val_")
        known = name == "loss" or name in logs or self.monitor in logs
        if self.mode != "auto":
            self._maximise = self.mode == "max"
        elif known and any(word in name for word in _UP):
            self._maximise = True
        elif known and any(word in name for word in _DOWN):
            self._maximise = False
        else:
            raise ValueError(
                f"{type(self).__name__} callback received monitor={self.monitor}, of which it is "
                "not known whether it should be maximized or minimized. Pass mode='max' if "
                "higher is better, mode='min' if lower is. Available metrics are: "
                f"{','.join(logs)}"
            )

    def improves(self, value: float, reference: float | None) -> bool:
        """Whether `value` is better than `reference` by more than `min_delta`."""
        if reference is None:
            return True
        if self._maximise:
            return value - self.min_delta > reference
        return value + self.min_delta < reference


class EarlyStopping(MonitorCallback):
    """Stops training when a monitored value no longer improves.

    Args:
        monitor: name in the epoch's logs.
        min_delta: smallest change that counts as an improvement.
        patience: epochs without improvement that are waited for.
        verbose: 1 prints what it did.
        mode: `"min"`, `"max"`, or `"auto"`: up for accuracies, down for losses.
        baseline: value to beat before waiting starts anew.
        restore_best_weights: whether to go back to the best epoch's weights at the end.
        start_from_epoch: epochs before this one (from 0) are not looked at.

    Reference: https://keras.io/api/callbacks/early_stopping/
    """

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        baseline: float | None = None,
        restore_best_weights: bool = False,
        start_from_epoch: int = 0,
    ) -> None:
        super().__init__(monitor, mode, min_delta=min_delta)
        self.patience = patience
        self.verbose = verbose
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.wait = 0
        self.stopped_epoch = 0
        self.best = None
        self.best_epoch = 0
        self.best_weights: list[Array] | None = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.find_direction(logs or {})
        current = self._monitored(logs or {})
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self._remember(epoch)
        self.wait += 1
        if self.improves(current, self.best):
            self.best = current
            self._remember(epoch)
            if self.improves(current, self.baseline):
                self.wait = 0
        elif self.wait >= self.patience and epoch > 0:
            self.stopped_epoch = epoch
            self.model.stop_training = True

    def on_train_end(self, logs: Logs | None = None) -> None:
        if self.stopped_epoch > 0 and self.verbose > 0:
            print(f"Epoch {self.stopped_epoch + 1}: early stopping")
        if self.best_weights is not None:
            if self.verbose > 0:
                print(
                    "Restoring model weights from the end of the best epoch: "
                    f"{self.best_epoch + 1}."
                )
            self.model.set_weights(self.best_weights)

    def _remember(self, epoch: int) -> None:
        self.best_epoch = epoch
        if self.restore_best_weights:
            self.best_weights = self.model.get_weights()

    def _monitored(self, logs: Logs) -> float | None:
        value = logs.get(self.monitor)
        if value is None:
            warnings.warn(
                f"Early stopping conditioned on metric `{self.monitor}` which is not available. "
                f"Available metrics are: {','.join(logs)}",
                stacklevel=2,
            )
        return value
