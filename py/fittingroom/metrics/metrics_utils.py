"""What several metrics, or users of them, share: labels in shape, the confusion matrix."""

import math

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array


def labels_like(name: str, y_true: Array, shape: tuple[int, ...]) -> Array:
    """Return labels in the shape of the predictions, where there are as many.

    Args:
        name: of the metric.

    Raises:
        ValueError: if there are not.
    """
    if y_true.shape == shape:
        return y_true
    if y_true.size != math.prod(shape):
        raise ValueError(
            f"{name} expects a label for each prediction. Received: labels of shape "
            f"{y_true.shape}, predictions of shape {shape}. Give both of the same samples, in the "
            "same form."
        )
    return y_true.reshape(shape)


def confusion_matrix(
    labels: ArrayLike, predictions: ArrayLike, num_classes: int | None = None
) -> Array:
    """Count the samples of class i (row) that were predicted as class j (column).

    Args:
        labels, predictions: class numbers, `(samples,)`.
        num_classes: by default the largest number in both, plus one.

    Returns:
        `(num_classes, num_classes)`, int64.
    """
    pair = np.asarray(labels).reshape(-1), np.asarray(predictions).reshape(-1)
    size = num_classes or int(max(part.max() for part in pair)) + 1
    counts = np.zeros((size, size), np.int64)
    np.add.at(counts, pair, 1)
    return counts
