"""Saves a model, or its weights, while it trains."""

import os
import warnings

from fittingroom.callbacks.callback import Logs
from fittingroom.callbacks.monitor_callback import MonitorCallback


class ModelCheckpoint(MonitorCallback):
    """Saves the model, or only its best epochs, under a file name.

    Checkpoints are kept in memory, not on a disk; `model.load_weights(name)` goes back to one.

    Args:
        filepath: name that ends in `.keras`, or in `.weights.h5` with `save_weights_only`; may
            hold `{epoch:02d}` (from 1), `{batch}` and names of the logs such as `{val_loss:.2f}`.
        monitor: name in the logs of the value to compare.
        verbose: 1 prints what it did.
        save_best_only: whether only to save what is better than all before.
        save_weights_only: whether to save the weights alone.
        mode: `"min"`, `"max"`, or `"auto"`: up for accuracies, down for losses.
        save_freq: `"epoch"`, or a number of batches.
        initial_value_threshold: what counts as the best before the first epoch.

    Raises:
        ValueError: if the name ends in something else, or `save_freq` is neither.
        KeyError: while training, if the name holds what the logs do not have.

    Reference: https://keras.io/api/callbacks/model_checkpoint/
    """

    def __init__(
        self,
        filepath: str | os.PathLike[str],
        monitor: str = "val_loss",
        verbose: int = 0,
        save_best_only: bool = False,
        save_weights_only: bool = False,
        mode: str = "auto",
        save_freq: int | str = "epoch",
        initial_value_threshold: float | None = None,
    ) -> None:
        super().__init__(monitor, mode, initial_value_threshold)
        if save_freq != "epoch" and not isinstance(save_freq, int):
            raise ValueError(
                f"Unrecognized save_freq: {save_freq}. "
                "Expected save_freq are 'epoch' or integer values"
            )
        self.filepath = os.fspath(filepath)
        endings = (".weights.h5",) if save_weights_only else (".keras", ".h5")
        if not self.filepath.endswith(endings):
            when = " with save_weights_only=True" if save_weights_only else ""
            raise ValueError(
                f"The filepath provided must end in `{endings[0]}`{when}. "
                f"Received: filepath={self.filepath}"
            )
        self.verbose = verbose
        self.save_best_only = save_best_only
        self.save_weights_only = save_weights_only
        self.save_freq = save_freq
        self._epoch = 0
        self._batches = 0

    def on_epoch_begin(self, epoch: int, logs: Logs | None = None) -> None:
        self._epoch = epoch

    def on_train_batch_end(self, batch: int, logs: Logs | None = None) -> None:
        self._batches += 1
        if isinstance(self.save_freq, int) and self._batches >= self.save_freq:
            self._batches = 0
            self._save(batch, logs or {})

    def on_epoch_end(self, epoch: int, logs: Logs | None = None) -> None:
        self.find_direction(logs or {})
        if self.save_freq == "epoch":
            self._save(None, logs or {})

    def _save(self, batch: int | None, logs: Logs) -> None:
        name = self._name(batch, logs)
        if self._is_wanted(logs, name):
            save = self.model.save_weights if self.save_weights_only else self.model.save
            save(name)
            self._print(f"finished saving model to {name}")

    def _is_wanted(self, logs: Logs, name: str) -> bool:
        if not self.save_best_only:
            self._print(f"saving model to {name}")
            return True
        current = logs.get(self.monitor)
        if current is None:
            warnings.warn(f"Can save best model only with {self.monitor} available.", stacklevel=2)
            return True
        self.find_direction(logs)
        best = "None" if self.best is None else f"{self.best:.5f}"
        if not self.improves(current, self.best):
            self._print(f"{self.monitor} did not improve from {best}")
            return False
        self._print(f"{self.monitor} improved from {best} to {current:.5f}, saving model to {name}")
        self.best = current
        return True

    def _name(self, batch: int | None, logs: Logs) -> str:
        values = {"epoch": self._epoch + 1, **logs}
        if batch is not None:
            values.setdefault("batch", batch + 1)
        try:
            return self.filepath.format(**values)
        except KeyError as missing:
            raise KeyError(
                f'Failed to format this callback filepath: "{self.filepath}". '
                f"Reason: {missing}. It can hold: {', '.join(values)}"
            ) from missing

    def _print(self, text: str) -> None:
        if self.verbose > 0:
            print(f"\nEpoch {self._epoch + 1}: {text}")
