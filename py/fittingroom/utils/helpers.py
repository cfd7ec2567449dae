"""Small helpers with Keras's names: seeds, one-hot labels, layer names, hints, configurations.

Imports NumPy and `random` only; everything else may import this.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

import numpy as np
from numpy.typing import ArrayLike, NDArray

_names_given: Counter[str] = Counter()


def auto_name(class_name: str) -> str:
    """Name an object as Keras does: `dense`, then `dense_1`, `dense_2`, ..."""
    prefix = small_name(class_name)
    given = _names_given[prefix]
    _names_given[prefix] += 1
    return f"{prefix}_{given}" if given else prefix


def small_name(name: str) -> str:
    """Keras's small name for a class or function: `he_normal` for `HeNormal`."""
    parted = re.sub(r"(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub(r"([a-z])([A-Z])", r"\1_\2", parted).lower()


def object_name(thing: Any) -> str:
    """Keras's name for what someone passes as a metric or loss: its own, or its class's."""
    if hasattr(thing, "name"):
        return str(thing.name)
    return small_name(getattr(thing, "__name__", type(thing).__name__))


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


def serialized(thing: Any, module: str) -> dict[str, Any]:
    """Class and configuration of `thing`, as plain data in Keras's form."""
    return {
        "module": module,
        "class_name": type(thing).__name__,
        "config": thing.get_config(),
        "registered_name": None,
    }


def deserialized(kind: str, config: Mapping[str, Any], classes: Iterable[type]) -> Any:
    """Make the thing that `serialized` described, of one of `classes`; `kind` is for errors.

    Raises:
        ValueError: if its class is none of them.
    """
    by_name = {name: cls for cls in classes for name in (cls.__name__, cls.__name__.lower())}
    found: Any = by_name.get(str(config.get("class_name")))
    if found is None:
        valid = [cls.__name__ for cls in dict.fromkeys(by_name.values())]
        raise unknown_name(kind, config.get("class_name"), valid)
    return found.from_config(dict(config.get("config") or {}))
