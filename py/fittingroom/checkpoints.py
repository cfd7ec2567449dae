"""Copies of models' weights, kept in memory under file names.

Imports nothing but the language's own; knows of a model its weights and its optimizer.
"""

import os
import warnings
from typing import Any, NamedTuple

ENDINGS = (".keras", ".weights.h5", ".h5")
"""Of names that Keras keeps models or weights under."""


class Copy(NamedTuple):
    """What is kept of a model."""

    weights: list[Any]
    optimizer: dict[str, Any] | None


_kept: dict[str, Copy] = {}


def save(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Keep a copy of the model's weights, and of its optimizer's state if it has trained."""
    optimizer = model.optimizer
    state = optimizer.get_state() if optimizer is not None and optimizer.built else None
    _kept[os.fspath(filepath)] = Copy(model.get_weights(), state)


def load(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Give a model the weights kept under a name, and its optimizer the state it had then.

    Raises:
        FileNotFoundError: if nothing is kept under that name.
        ValueError: if no such name can be, or the weights are of other shapes.
    """
    name = os.fspath(filepath)
    if not name.endswith(ENDINGS):
        raise ValueError(
            f"File format not supported: filepath={name}. Names end in `.weights.h5` or `.keras`."
        )
    if name not in _kept:
        there = ", ".join(map(repr, _kept)) or "nothing yet"
        raise FileNotFoundError(
            f"No such file or directory: {name!r}. Kept so far: {there}. Weights are kept by "
            "callbacks.ModelCheckpoint and by model.save_weights, until the page is left."
        )
    copy, optimizer = _kept[name], model.optimizer
    model.set_weights(copy.weights)
    if optimizer is None or copy.optimizer is None or optimizer.set_state(copy.optimizer):
        return
    warnings.warn(
        f"Skipping variable loading for optimizer '{optimizer.name}', because it has not trained "
        "this model yet. It starts anew.",
        stacklevel=3,
    )


def kept() -> dict[str, Copy]:
    """All copies, by name."""
    return _kept.copy()


def set_kept(copies: dict[str, Copy]) -> None:
    """Go on with `copies`, and no others."""
    _kept.clear()
    _kept.update(copies)
