"""Squared and absolute errors."""

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array, Shape
from fittingroom.losses.loss import Loss, labels_like_output, sample_means


class _ErrorLoss(Loss):
    def __init__(
        self, reduction: str | None = "sum_over_batch_size", name: str | None = None
    ) -> None:
        super().__init__(name, reduction)

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return labels_like_output(self.name, y_true, output_shape)


class MeanSquaredError(_ErrorLoss):
    """`loss = mean((y_true - y_pred) ** 2)` over a sample's outputs.

    `y_true`, `y_pred`: `(batch, outputs)`; a single column of labels may be `(batch,)`.

    Reference: https://keras.io/api/losses/regression_losses/
    """

    default_name = "mean_squared_error"

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        return sample_means(np.square(y_true - y_pred))

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        grad = y_pred - y_true
        np.multiply(grad, 2.0 / grad.size, out=grad)
        return grad


class MeanAbsoluteError(_ErrorLoss):
    """`loss = mean(|y_true - y_pred|)` over a sample's outputs.

    `y_true`, `y_pred`: `(batch, outputs)`; a single column of labels may be `(batch,)`.

    Reference: https://keras.io/api/losses/regression_losses/
    """

    default_name = "mean_absolute_error"

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        return sample_means(np.abs(y_true - y_pred))

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        grad = np.sign(y_pred - y_true)
        np.multiply(grad, 1.0 / grad.size, out=grad)
        return grad


def mean_squared_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`MeanSquaredError` of each sample, `(batch,)`."""
    return MeanSquaredError().call(y_true, y_pred)


def mean_absolute_error(y_true: ArrayLike, y_pred: ArrayLike) -> Array:
    """`MeanAbsoluteError` of each sample, `(batch,)`."""
    return MeanAbsoluteError().call(y_true, y_pred)
