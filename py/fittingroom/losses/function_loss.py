"""Functions of the program's own as losses, whose gradient is followed through what they do."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import tensor
from fittingroom.losses.loss import Loss, sample_means
from fittingroom.utils import lazy_modules


class FunctionLoss(Loss):
    """A function of labels and predictions as a loss.

    Args:
        fn: takes `(y_true, y_pred)`; gives one number for each sample, or one for the batch.
        name: by default the function's.
    """

    def __init__(self, fn: Callable[..., Any], name: str | None = None) -> None:
        super().__init__(name=name or utils.object_name(fn))
        self._fn = fn

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        # Parity: labels without the axis of a single output get it.
        return y_true.reshape(-1, 1) if y_true.ndim == 1 and output_shape[1:] == (1,) else y_true

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        made = self._fn(_labels(y_true, y_pred), tensor(y_pred.copy()))
        values = np.asarray(made, y_pred.dtype)
        if values.ndim == 0:
            return np.full(len(y_pred), values)
        return sample_means(values)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        module: Any = lazy_modules.load("backend.tape")
        try:
            with module.Tape(training=True) as tape:
                given = module.Traced(tape, y_pred)
                made = self._fn(_labels(y_true, y_pred), given)
                if not isinstance(made, module.Traced):
                    raise self._cannot("what it gives does not come of the predictions")
                tape.backward(made, np.full(made.shape, 1.0 / max(made.size, 1)))
        except module.CannotFollowError as error:
            raise self._cannot(str(error)) from error
        return np.zeros_like(y_pred) if given.grad is None else given.grad.copy()

    def _cannot(self, why: str) -> NotImplementedError:
        return NotImplementedError(
            f"Training follows a loss of your own, {self.name!r}, through arithmetic, "
            f"keras.ops and Keras's losses, for its gradient. Here it cannot: {why}. It can "
            "still measure: model.evaluate, or compile(metrics=[...])."
        )


def _labels(y_true: Array, y_pred: Array) -> Any:
    """Return labels as Keras hands them on: numbers of the predictions' type."""
    return tensor(y_true.astype(y_pred.dtype) if y_true.dtype.kind in "biuf" else y_true)
