"""What several users of metrics share: the confusion matrix."""

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array


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
