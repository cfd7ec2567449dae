"""The cross-entropy for yes or no."""

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations
from fittingroom.backend import Array, Shape
from fittingroom.losses.logits_loss import SmoothedLoss, clipped, inside
from fittingroom.losses.loss import labels_like_output, sample_means


class BinaryCrossentropy(SmoothedLoss):
    """Cross-entropy for yes or no, the mean over a sample's outputs.

    `loss = -mean(y_true * log(y_pred) + (1 - y_true) * log(1 - y_pred))`

    `y_true`: `(batch,)` or `(batch, outputs)`, from 0 to 1.
    `y_pred`: `(batch, outputs)`.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: how far labels are moved towards 0.5, from 0 to 1.

    Reference: https://keras.io/api/losses/probabilistic_losses/
    """

    default_name = "binary_crossentropy"
    activation = activations.sigmoid
    choices = 2

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return labels_like_output(self.name, y_true, output_shape)

    def forward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        y_true = self._smoothed(y_true)
        if logits:
            # The stable form of -log(sigmoid): no exponential of a positive number.
            losses = np.maximum(y_pred, 0.0) - y_pred * y_true + np.log1p(np.exp(-np.abs(y_pred)))
            activations.sigmoid.inplace_forward(y_pred)
        else:
            q = clipped(y_pred)
            losses = -(y_true * np.log(q) + (1.0 - y_true) * np.log(1.0 - q))
        return sample_means(losses)

    def backward(self, y_true: Array, y_pred: Array, *, logits: bool) -> Array:
        y_true = self._smoothed(y_true)
        if logits:
            grad = np.subtract(y_pred, y_true, out=y_pred)
        else:
            q = clipped(y_pred)
            grad = ((1.0 - y_true) / (1.0 - q) - y_true / q) * inside(y_pred)
        np.multiply(grad, 1.0 / grad.size, out=grad)
        return grad


def binary_crossentropy(
    y_true: ArrayLike,
    y_pred: ArrayLike,
    from_logits: bool = False,
    label_smoothing: float = 0.0,
) -> Array:
    """`BinaryCrossentropy` of each sample, `(batch,)`."""
    return BinaryCrossentropy(from_logits, label_smoothing).call(y_true, y_pred)
