"""Checkpoints: copies of models and of weights, in memory, by file name."""

import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from fittingroom.backend import Array
from fittingroom.backend.global_state import state
from fittingroom.optimizers import Optimizer

MODEL_ENDINGS = (".keras", ".h5")
"""Of names that whole models are saved under."""
ENDINGS = (*MODEL_ENDINGS, ".weights.h5")
"""Of names that Keras saves models or weights under."""


class SavedModel(Protocol):
    """What a checkpoint needs of a model."""

    @property
    def optimizer(self) -> Optimizer | None: ...

    def get_weights(self) -> list[Array]: ...
    def set_weights(self, weights: Sequence[Any]) -> None: ...
    def get_config(self) -> dict[str, Any]: ...
    def get_compile_config(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Checkpoint:
    """A copy of a model's weights and of its optimizer's state; of a whole model also its parts.

    Attributes:
        optimizer: the state, if the optimizer was built.
        config, compile_config: what `get_config` and `get_compile_config` returned.
    """

    weights: list[Array]
    optimizer: dict[str, Any] | None
    config: dict[str, Any] | None = None
    compile_config: dict[str, Any] | None = None


def save_weights(model: SavedModel, filepath: str | os.PathLike[str]) -> None:
    """Save a copy of the weights, and of the optimizer's state if it has trained.

    Raises:
        ValueError: if the name does not end in `.weights.h5`.
    """
    name = os.fspath(filepath)
    if not name.endswith(".weights.h5"):
        raise ValueError(f"The filename must end in `.weights.h5`. Received: filepath={filepath}")
    state.checkpoints[name] = _checkpoint(model)


def save_model(model: SavedModel, filepath: str | os.PathLike[str]) -> None:
    """Save a copy of the whole model.

    Raises:
        ValueError: if the name does not end as Keras's do.
    """
    name = os.fspath(filepath)
    if not name.endswith(MODEL_ENDINGS):
        raise ValueError(
            "Invalid filepath extension for saving. Please add a `.keras` extension: "
            f"model.save('clothes.keras'). Received: filepath={name}"
        )
    state.checkpoints[name] = replace(
        _checkpoint(model), config=model.get_config(), compile_config=model.get_compile_config()
    )


def load_model(filepath: str | os.PathLike[str]) -> Checkpoint:
    """Return the checkpoint of a whole model.

    Raises:
        ValueError: if there is none of that name.
    """
    name = os.fspath(filepath)
    found: Checkpoint | None = state.checkpoints.get(name)
    if found is not None and found.config is not None:
        return found
    models = [each for each, saved in stored().items() if saved.config is not None]
    there = ", ".join(map(repr, models)) or "nothing yet"
    raise ValueError(
        f"File not found: filepath={name}. Models are kept by model.save('clothes.keras') and "
        f"callbacks.ModelCheckpoint, in memory, for this session. Kept so far: {there}."
    )


def load_weights(model: SavedModel, filepath: str | os.PathLike[str]) -> None:
    """Set a model's weights, and its optimizer's state, to those of a checkpoint.

    Raises:
        FileNotFoundError: if there is none of that name.
        ValueError: if there can be no such name, or the weights are of other shapes.
    """
    name = os.fspath(filepath)
    if not name.endswith(ENDINGS):
        raise ValueError(
            f"File format not supported: filepath={name}. Names end in `.weights.h5` or `.keras`."
        )
    if name not in state.checkpoints:
        there = ", ".join(map(repr, state.checkpoints)) or "nothing yet"
        raise FileNotFoundError(
            f"No such file or directory: {name!r}. Kept so far: {there}. Weights are kept by "
            "callbacks.ModelCheckpoint and by model.save_weights, in memory, for this session."
        )
    checkpoint, optimizer = stored()[name], model.optimizer
    model.set_weights(checkpoint.weights)
    saved = checkpoint.optimizer
    if optimizer is None or saved is None or optimizer.set_state(saved):
        return
    warnings.warn(
        f"Skipping variable loading for optimizer '{optimizer.name}', because it has not trained "
        "this model yet. It starts anew.",
        stacklevel=3,
    )


def stored() -> dict[str, Checkpoint]:
    """Return all checkpoints, by name."""
    return state.checkpoints.copy()


def _checkpoint(model: SavedModel) -> Checkpoint:
    optimizer = model.optimizer
    saved = optimizer.get_state() if optimizer is not None and optimizer.built else None
    return Checkpoint(model.get_weights(), saved)
