"""Checks of arguments, and the error for an unknown name."""

import difflib
from collections.abc import Iterable
from typing import Any, TypeGuard

import numpy as np


def is_whole_number(value: object) -> TypeGuard[int]:
    """Return whether `value` is an integer of Python's or NumPy's, and no truth value."""
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
