"""Reads the results of an experiment of the lessons from the variables of its cell.

What its training has come to so far is read while the cell runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import numpy as np

from fittingroom.app.records import Experiment

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import CellOutput

PIXELS = 28 * 28


def read_experiment(namespace: Mapping[str, Any]) -> Experiment | None:
    """Return the results in `namespace`, a cell's variables.

    `model`, `x_test` and `y_test` must be there; `history`, `evaluation` and `classifications` may
    be. Return None if any of them is missing or is something else.
    """
    # A cell can put anything into its variables.
    with suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        return {
            "history": _history(namespace),
            "evaluation": _floats(namespace, "evaluation"),
            "params": namespace["model"].count_params(),
            "probabilities": _floats(namespace, "classifications", row=0),
            "label": int(namespace["y_test"][0]),
            "pixels": _pixels(namespace["x_test"]),
        }
    return None


class EpochWatch:
    """Tells of each epoch that `model`, a variable of a cell, has trained.

    Args:
        namespace: the cell's variables.
        emit: called with the History so far, once an epoch.
    """

    def __init__(self, namespace: Mapping[str, Any], emit: Callable[[CellOutput], object]) -> None:
        self._namespace = namespace
        self._emit = emit
        self._epochs = 0

    def look(self) -> None:
        """Look whether an epoch has ended; `fit` prints a line then, which is the time to look."""
        # A cell can put anything into its variables.
        with suppress(ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
            history = _plain(self._namespace["model"].history.history)
            epochs = max(map(len, history.values()), default=0)
            if epochs > self._epochs:
                self._emit({"kind": "learning", "history": history})
            self._epochs = epochs


def _history(namespace: Mapping[str, Any]) -> dict[str, list[float | None]] | None:
    return _plain(namespace["history"].history) if "history" in namespace else None


def _plain(history: Mapping[str, Any]) -> dict[str, list[float | None]]:
    return {
        name: [float(value) if math.isfinite(value) else None for value in values]
        for name, values in history.items()
    }


def _floats(namespace: Mapping[str, Any], name: str, row: int | None = None) -> list[float] | None:
    if name not in namespace:
        return None
    values = namespace[name] if row is None else namespace[name][row]
    return [float(value) for value in values]


def _pixels(images: Any) -> bytes:
    """Return the first image in bytes, whether its pixels go to 255 or were scaled.

    Raises:
        ValueError: if it has not 784 pixels, all from 0 to the brightest of all images.
    """
    image = np.ravel(images[0])
    brightest = images.max()
    if image.size != PIXELS or not brightest > 0 or not (image >= 0).all():
        raise ValueError(f"images of {PIXELS} pixels are expected")
    return np.rint(image * (255 / brightest)).astype(np.uint8).tobytes()
