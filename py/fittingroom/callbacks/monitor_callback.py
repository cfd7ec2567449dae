"""Base of the callbacks that compare a value with the best so far."""

import warnings

from fittingroom.callbacks.callback import Callback, Logs
from fittingroom.utils.argument_validation import did_you_mean

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
        """Find out whether more is better, once the first epoch's logs show the names.

        Raises:
            ValueError: if `mode` leaves it open and the name does not say.
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
                f"{','.join(logs)}.{self._meant(logs)}"
            )

    def _meant(self, logs: Logs) -> str:
        """Return which name may be meant, also of those that only a validation gives."""
        validated = [name for name in logs if name.startswith("val_")]
        further = [] if validated else [f"val_{name}" for name in logs]
        meant = did_you_mean(self.monitor, [*logs, *further])
        if any(name in meant for name in further):
            meant += " That one needs a validation: fit(..., validation_split=0.2)"
        return meant

    def improves(self, value: float, reference: float | None) -> bool:
        """Return whether `value` is better than `reference` by more than `min_delta`."""
        if reference is None:
            return True
        if self._maximise:
            return value - self.min_delta > reference
        return value + self.min_delta < reference
