"""Copies of models, kept in memory under file names.

Imports nothing but the language's own; knows of a model its weights, its optimizer and its
configuration.
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
    config: dict[str, Any] | None = None
    compiled: dict[str, Any] | None = None


MODELS = (".keras", ".h5")
"""Of names that whole models are kept under."""

_kept: dict[str, Copy] = {}


def save(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Keep a copy of the model's weights, and of its optimizer's state if it has trained."""
    _kept[os.fspath(filepath)] = _copy(model)


def save_model(model: Any, filepath: str | os.PathLike[str]) -> None:
    """Keep a copy of the whole model.

    Raises:
        ValueError: if the name does not end as Keras's do.
    """
    name = os.fspath(filepath)
    if not name.endswith(MODELS):
        raise ValueError(
            "Invalid filepath extension for saving. Please add a `.keras` extension: "
            f"model.save('clothes.keras'). Received: filepath={name}"
        )
    _kept[name] = _copy(model)._replace(
        config=model.get_config(), compiled=model.get_compile_config()
    )


def model_copy(filepath: str | os.PathLike[str]) -> Copy:
    """The copy of a whole model that is kept under a name.

    Raises:
        ValueError: if there is none.
    """
    name = os.fspath(filepath)
    found = _kept.get(name)
    if found is not None and found.config is not None:
        return found
    models = [kept for kept, copy in _kept.items() if copy.config is not None]
    there = ", ".join(map(repr, models)) or "nothing yet"
    raise ValueError(
        f"File not found: filepath={name}. Models are kept by model.save('clothes.keras') and "
        f"callbacks.ModelCheckpoint, in memory, until the page is left. Kept so far: {there}."
    )


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


def _copy(model: Any) -> Copy:
    optimizer = model.optimizer
    state = optimizer.get_state() if optimizer is not None and optimizer.built else None
    return Copy(model.get_weights(), state)


def kept() -> dict[str, Copy]:
    """All copies, by name."""
    return _kept.copy()


def set_kept(copies: dict[str, Copy]) -> None:
    """Go on with `copies`, and no others."""
    _kept.clear()
    _kept.update(copies)
