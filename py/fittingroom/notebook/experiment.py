"""Reads the results of an experiment of the lessons from the variables of its cell."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from fittingroom.app.records import Experiment

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


def _history(namespace: Mapping[str, Any]) -> dict[str, list[float | None]] | None:
    if "history" not in namespace:
        return None
    return {
        name: [float(value) if math.isfinite(value) else None for value in values]
        for name, values in namespace["history"].history.items()
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
