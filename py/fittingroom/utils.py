"""Small helpers with Keras's names: seeds, one-hot labels, layer names, hints for misspellings.

Imports NumPy and `random` only; everything else may import this.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fittingroom.random import set_random_seed

__all__ = [
    "as_list",
    "auto_name",
    "clear_session",
    "is_whole_number",
    "names_given",
    "set_names_given",
    "set_random_seed",
    "to_categorical",
    "unknown_name",
]

_names_given: Counter[str] = Counter()


def auto_name(class_name: str) -> str:
    """Name an object as Keras does: `dense`, then `dense_1`, `dense_2`, ..."""
    prefix = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()
    given = _names_given[prefix]
    _names_given[prefix] += 1
    return f"{prefix}_{given}" if given else prefix


def clear_session() -> None:
    """Start naming layers and models from the beginning again."""
    _names_given.clear()


def names_given() -> Counter[str]:
    """How often each name has been given so far."""
    return _names_given.copy()


def set_names_given(names: Counter[str]) -> None:
    """Go on naming layers and models from `names`."""
    _names_given.clear()
    _names_given.update(names)


def to_categorical(x: ArrayLike, num_classes: int | None = None) -> NDArray[Any]:
    """Turn class numbers into one-hot rows.

    Args:
        x: whole numbers from 0 to `num_classes - 1`, shape `(samples,)` or `(samples, 1)`.
        num_classes: width of the rows; by default the largest number in `x`, plus one.

    Returns:
        Shape `(samples, num_classes)`, float32, one 1 in each row.

    Raises:
        ValueError: if a number in `x` has no column.
    """
    labels = np.asarray(x).astype(np.int64)
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    if labels.size == 0:
        return np.zeros((*labels.shape, num_classes or 0), np.float32)
    low, high = int(labels.min()), int(labels.max())
    width = high + 1 if num_classes is None else num_classes
    if low < 0 or high >= width:
        raise ValueError(
            f"Expected class numbers from 0 to {width - 1}. Received: numbers from {low} to "
            f"{high} with num_classes={num_classes}. Use num_classes={high + 1} or more."
        )
    return np.eye(width, dtype=np.float32)[labels]


def is_whole_number(value: object) -> TypeGuard[int]:
    """Whether `value` is an integer of Python's or NumPy's, and no truth value."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def as_list(value: object) -> list[Any]:
    """Return a list or tuple as a list, anything else as a list of one."""
    return [*value] if isinstance(value, (list, tuple)) else [value]  # pyright: ignore[reportUnknownVariableType]


def unknown_name(kind: str, name: object, valid: Iterable[str]) -> ValueError:
    """Build the error for a name that a registry lacks: lists its names, hints at the closest."""
    names = list(valid)
    close = difflib.get_close_matches(str(name).lower(), names, n=1)
    hint = f" Did you mean {close[0]!r}?" if close else ""
    return ValueError(
        f"Could not interpret {kind} identifier: {name!r}.{hint} "
        f"Expected one of: {', '.join(repr(valid_name) for valid_name in names)}."
    )
