"""The default float type."""

import numpy as np

from fittingroom.backend.global_state import state

_FLOATS = ("float32", "float64")


def floatx() -> str:
    """Float type of layers that name none: `"float32"` unless `set_floatx` changed it."""
    return state.floatx


def set_floatx(value: str) -> None:
    """Set the float type of layers made from now on (`"float64"` serves gradient checks).

    Raises:
        ValueError: if `value` is not `"float32"` or `"float64"`.
    """
    state.floatx = standardize_dtype(value)


def standardize_dtype(dtype: object) -> str:
    """Return the name of a float type given as name, NumPy type or None (the default).

    Raises:
        ValueError: if it is no float type of layers.
    """
    if dtype is None:
        return state.floatx
    try:
        name = np.dtype(dtype).name  # pyright: ignore[reportArgumentType, reportCallIssue]
    except TypeError:
        name = str(dtype)
    if name not in _FLOATS:
        raise ValueError(
            f"Expected `dtype` to be one of {list(_FLOATS)}. Received: dtype={dtype!r}"
        )
    return name
