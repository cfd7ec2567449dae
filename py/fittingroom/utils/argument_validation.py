"""Checks of arguments, and the error for an unknown name."""

import difflib
import inspect
from collections.abc import Iterable
from typing import Any, TypeGuard

import numpy as np


def is_whole_number(value: object) -> TypeGuard[int]:
    """Return whether `value` is an integer of Python's or NumPy's, and no truth value."""
    return isinstance(value, (int, np.integer)) and not isinstance(value, bool)


def as_list(value: object) -> list[Any]:
    """Return a list or tuple as a list, anything else as a list of one."""
    return [*value] if isinstance(value, (list, tuple)) else [value]  # pyright: ignore[reportUnknownVariableType]


def takes_argument(function: Any, name: str) -> bool:
    """Return whether a function has an argument of a name."""
    return name in inspect.signature(function).parameters


_OF_KERAS = {
    "optimizer": (*("adafactor", "muon", "schedulefreeadamw"),),
    "activation function": ("glu", "sparsemax", "threshold"),
    "loss function": (
        *("categorical_generalized_cross_entropy", "circle", "ctc", "dice", "tversky"),
    ),
    "metric": (*("binary_io_u", "io_u", "mean_io_u", "one_hot_io_u", "one_hot_mean_io_u"),),
}
"""Names that Keras takes, of each kind, and that may not be here."""


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """Return the valid name that `name` is most like, however it is capitalized, if any is.

    Of two that are nearly the same then, such as `Layer` and `layers` for `layer`, it is the one
    that is nearer as it stands.
    """
    ranked = sorted(
        ((_likeness(_plain(name), _plain(each)), each) for each in valid),
        key=lambda pair: -pair[0],
    )
    if not ranked or ranked[0][0] < _CLOSE:
        return None
    nearly = [each for likeness, each in ranked if likeness >= min(_SAME, ranked[0][0])]
    return max(nearly, key=lambda each: _likeness(name, each))


_CLOSE, _SAME = 0.6, 0.9
"""Likeness from which on a name may be meant, and from which on only its capitals tell."""


def _likeness(name: str, other: str) -> float:
    if name != other and sorted(name) == sorted(other):
        return _SAME  # letters in another order are a slip of the fingers
    return difflib.SequenceMatcher(None, name, other).ratio()


def did_you_mean(name: str, valid: Iterable[str]) -> str:
    """Return the question whether the nearest of valid names was meant; empty without one."""
    close = nearest(name, valid)
    return f" Did you mean {close!r}?" if close else ""


def unknown_name(kind: str, name: object, valid: Iterable[str]) -> ValueError:
    """Build the error for a name that a registry lacks: lists its names, hints at the closest.

    A name that is right in Keras is not taken for a misspelling.
    """
    names = list(valid)
    expected = f"Expected one of: {', '.join(repr(valid_name) for valid_name in names)}."
    absent = {*map(_plain, _OF_KERAS.get(kind, ()))}.difference(map(_plain, names))
    if _plain(str(name)) in absent:
        return ValueError(
            f"Could not interpret {kind} identifier: {name!r}. Keras has it, but it is not here: "
            f"run it where Keras itself is installed. {expected}"
        )
    hint = did_you_mean(str(name), names)
    return ValueError(f"Could not interpret {kind} identifier: {name!r}.{hint} {expected}")


def _plain(name: str) -> str:
    return name.lower().replace("_", "")
