"""What can listen to training, and stop it.

Imports `progbar` only. Knows of a model only what
Keras's callbacks may ask of it: `stop_training`, `history`, `get_weights`, `set_weights`.
"""

import math
import warnings
from collections.abc import Mapping
from typing import Any

from fittingroom import progbar
from fittingroom.backend import Array

Logs = Mapping[str, float]


class Callback:
    """Base of all callbacks: override the hooks you want; each gets Keras's arguments.

    Attributes:
        model: the model being trained; set `self.model.stop_training = True` to stop.
        params: `{"verbose", "epochs", "steps"}`.
    """

    model: Any = None
    params: Mapping[str, Any] = {}

    def set_params(self, params: Mapping[str, Any]) -> None:
        self.params = params

    def set_model(self, model: Any) -> None:
        self.model = model

    def on_train_begin(self, logs: Logs | None = None) -> None: ...
    def on_train_end(self, logs: Logs | None = None) -> None: ...
    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None: ...
    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None: ...
    def on_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_test_begin(self, logs: Logs | None = None) -> None: ...
    def on_test_end(self, logs: Logs | None = None) -> None: ...
    def on_test_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_predict_begin(self, logs: Logs | None = None) -> None: ...
    def on_predict_end(self, logs: Logs | None = None) -> None: ...
    def on_predict_batch_begin(self, batch: int, logs: Logs | None = None) -> None: ...
    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None: ...

    def on_train_batch_begin(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_begin(batch, logs=logs)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self.on_batch_end(batch, logs=logs)


class History(Callback):
    """Keeps every epoch's logs.

    Attributes:
        history: one list per name, one value per epoch.
        epoch: the epochs' numbers, from 0.
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


class EarlyStopping(Callback):
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
        if mode not in ("auto", "min", "max"):
            warnings.warn(
                f"EarlyStopping mode '{mode}' is unknown, fallback to auto mode.", stacklevel=2
            )
            mode = "auto"
        self.monitor = monitor
        self.min_delta = abs(min_delta)
        self.patience = patience
        self.verbose = verbose
        self.mode = mode
        self.baseline = baseline
        self.restore_best_weights = restore_best_weights
        self.start_from_epoch = start_from_epoch
        self._maximise = False
        self.on_train_begin()

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self.wait = 0
        self.stopped_epoch = 0
        self.best: float | None = None
        self.best_epoch = 0
        self.best_weights: list[Array] | None = None

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self._maximise = self._direction() == "max"
        current = self._monitored(logs or {})
        if current is None or epoch < self.start_from_epoch:
            return
        if self.restore_best_weights and self.best_weights is None:
            self._remember(epoch)
        self.wait += 1
        if self._improves(current, self.best):
            self.best = current
            self._remember(epoch)
            if self._improves(current, self.baseline):
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

    def _improves(self, value: float, reference: float | None) -> bool:
        if reference is None:
            return True
        if self._maximise:
            return value - self.min_delta > reference
        return value + self.min_delta < reference

    def _direction(self) -> str:
        if self.mode != "auto":
            return self.mode
        name = self.monitor.removeprefix("val_")
        if name != "loss" and "acc" not in name:
            raise ValueError(
                f"EarlyStopping callback received monitor={self.monitor}, whose direction is "
                "not known. Pass mode='max' if higher is better, mode='min' if lower is."
            )
        return "min" if name == "loss" else "max"


class TerminateOnNaN(Callback):
    """Stops training when the loss is no longer a finite number.

    Args:
        raise_error: raise instead of stopping gracefully.
    """

    def __init__(self, raise_error: bool = False) -> None:
        self.raise_error = raise_error

    def on_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        loss = (logs or {}).get("loss")
        if loss is None or math.isfinite(loss):
            return
        if self.raise_error:
            raise RuntimeError(
                f"NaN or Inf loss encountered at batch {batch}. Loss value: {loss}. "
                "Terminating training immediately."
            )
        print(f"Batch {batch}: Invalid loss, terminating training")
        self.model.stop_training = True


class ProgbarLogger(Callback):
    """Prints Keras's lines: `Epoch 1/10`, then a bar with the values so far."""

    def __init__(self) -> None:
        self._in_fit = False
        self._bar = progbar.Progbar(1, 0)

    def on_train_begin(self, logs: Logs | None = None) -> None:
        self._in_fit = True  # validation is silent then

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._restart()
        if self._bar.verbose and self.params["epochs"] > 1:
            print(progbar.epoch_title(epoch, self.params["epochs"]), flush=True)

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._bar.update(batch + 1, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self._bar.finalize(logs or {})

    def on_test_begin(self, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._restart()

    def on_test_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._bar.update(batch + 1, logs or {})

    def on_test_end(self, logs: Logs | None = None) -> None:
        if not self._in_fit:
            self._bar.finalize(logs or {})

    def on_predict_begin(self, logs: Logs | None = None) -> None:
        self._restart()

    def on_predict_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._bar.update(batch + 1, {})

    def on_predict_end(self, logs: Logs | None = None) -> None:
        self._bar.finalize({})

    def _restart(self) -> None:
        verbose = self.params["verbose"]
        self._bar = progbar.Progbar(self.params["steps"], 1 if verbose == "auto" else verbose)
