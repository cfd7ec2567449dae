"""Custom functions as losses: they measure, but nothing learns by them."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fittingroom import utils
from fittingroom.backend import Array, Shape
from fittingroom.losses.loss import Loss, sample_means


class FunctionLoss(Loss):
    """A function of labels and predictions as a loss.

    Training needs a loss's gradient, which the losses of this package have and a Python function
    lacks. So `evaluate` takes it, and `fit` does not.

    Args:
        fn: takes `(y_true, y_pred)`; gives one number for each sample, or one for the batch.
        name: by default the function's.
    """

    def __init__(self, fn: Callable[..., Any], name: str | None = None) -> None:
        super().__init__(name=name or utils.object_name(fn))
        self._fn = fn

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return y_true

    def check_learnable(self) -> None:
        raise NotImplementedError(
            f"Nothing here learns by a loss of your own, {self.name!r}: training needs the loss's "
            "gradient, and none is derived from a Python function. It can measure: model.evaluate, "
            "or compile(metrics=[...]). To train, use a loss that is here, such as 'mse' or "
            "'categorical_crossentropy'."
        )

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        values = np.asarray(self._fn(np.array(y_true), np.array(y_pred)), y_pred.dtype)
        if values.ndim == 0:
            return np.full(len(y_pred), values)
        return sample_means(values)
