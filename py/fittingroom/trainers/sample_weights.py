"""How much each sample counts: `sample_weight` and `class_weight`."""

import warnings
from collections.abc import Mapping
from typing import Any

import numpy as np

from fittingroom.backend import Array


def sample_weights(
    labels: Array, sample_weight: Any, class_weight: Any, dtype: str
) -> Array | None:
    """Return one weight per sample, `(samples,)` of float type `dtype`; None if all count alike.

    Args:
        labels: one-hot rows or class numbers.
        sample_weight: `(samples,)` or `(samples, 1)`, or None.
        class_weight: weight by class number; a class left out counts 1. Or None.

    Raises:
        ValueError: if both are given, or `sample_weight` has another length or no numbers.
        TypeError: if `class_weight` is no dict.
    """
    if class_weight is None:
        return None if sample_weight is None else _checked(sample_weight, len(labels), dtype)
    if sample_weight is not None:
        raise ValueError(
            "You cannot use `class_weight` and `sample_weight` at the same time: multiply them "
            "into one `sample_weight`."
        )
    if not isinstance(class_weight, Mapping):
        raise TypeError(
            "Expected `class_weight` to be a dict of class number to weight, such as {0: 1.0, "
            f"1: 2.5}}. Received: class_weight={class_weight!r}"
        )
    by_class: Mapping[Any, float] = class_weight  # pyright: ignore[reportUnknownVariableType]
    if text := [key for key in by_class if isinstance(key, str)]:
        # Parity: Keras passes over them without a word.
        warnings.warn(
            f"`class_weight` has text as keys, {text}, which no class is: each class counts 1. "
            "Its keys are class numbers, such as {0: 1.0, 1: 2.5}.",
            stacklevel=2,
        )
    one_hot = labels.ndim > 1 and labels.shape[-1] != 1
    numbers = labels.argmax(axis=-1) if one_hot else np.round(labels.reshape(-1))
    classes, places = np.unique(numbers, return_inverse=True)
    weights = [by_class.get(int(number), 1.0) for number in classes]
    return np.asarray(weights, dtype)[places.reshape(-1)]


def _checked(sample_weight: Any, samples: int, dtype: str) -> Array:
    weights = np.asarray(sample_weight)
    if weights.dtype.kind not in "biuf" or weights.shape not in ((samples,), (samples, 1)):
        raise ValueError(
            f"Expected `sample_weight` as one number per sample, of shape ({samples},). Received: "
            f"shape {weights.shape}, dtype {weights.dtype}"
        )
    return weights.reshape(-1).astype(dtype)
