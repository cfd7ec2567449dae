"""Stops training when the loss is no longer a finite number."""

import math

from fittingroom.callbacks.callback import Callback, Logs


class TerminateOnNaN(Callback):
    """Stops training when the loss is no longer a finite number.

    Args:
        raise_error: raise instead of stopping gracefully.

    Raises:
        RuntimeError: while training, if asked to.

    Reference: https://keras.io/api/callbacks/terminate_on_nan/
    """

    def __init__(self, raise_error: bool = False) -> None:
        self.raise_error = raise_error

    def due(self, batch: int, loss: float | None) -> bool:
        """Return whether the end of `batch` would change anything, so that its logs are wanted."""
        return loss is None or not math.isfinite(loss)

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
