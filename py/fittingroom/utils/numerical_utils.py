"""One-hot labels and vectors of length 1."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def to_categorical(x: ArrayLike, num_classes: int | None = None) -> NDArray[np.float64]:
    """Turn class numbers into one-hot rows.

    Args:
        x: whole numbers from 0 to `num_classes - 1`, shape `(samples,)` or `(samples, 1)`.
        num_classes: width of the rows; by default the largest number in `x`, plus one.

    Returns:
        Shape `(samples, num_classes)`, float64 as in Keras, one 1 in each row.

    Raises:
        IndexError: if a number in `x` has no column.
        ValueError: if `x` is empty and `num_classes` is not given.

    Reference: https://keras.io/api/utils/python_utils/#to_categorical-function
    """
    labels = np.asarray(x).astype(np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    if labels.size == 0:
        if not num_classes:
            raise ValueError(
                "Expected at least one class number in `x`, or `num_classes`. "
                f"Received: x of shape {labels.shape}, num_classes={num_classes}"
            )
        return np.zeros((*labels.shape, num_classes))
    low, high = int(labels.min()), int(labels.max())
    width = num_classes or high + 1
    if low < 0 or high >= width:
        raise IndexError(
            f"Expected class numbers from 0 to {width - 1}. Received: numbers from {low} to "
            f"{high} with num_classes={num_classes}. Use num_classes={high + 1} or more."
        )
    return np.eye(width)[labels]


def normalize(x: ArrayLike, axis: int = -1, order: float = 2) -> NDArray[Any]:
    """Divide each vector along `axis` by its length, so that it has length 1.

    Args:
        x: array of any shape.
        order: which length: 2 is the usual one, 1 the sum of sizes, `inf` the largest size.

    Returns:
        A new array of the shape of `x`; vectors of length 0 stay as they are.

    Reference: https://keras.io/api/utils/python_utils/#normalize-function
    """
    values = np.asarray(x)
    lengths = np.linalg.norm(values, order, axis, keepdims=True)
    lengths[lengths == 0] = 1
    return values / lengths
