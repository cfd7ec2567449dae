"""A run's answers to its test pictures, chosen and ordered for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fittingroom.app.faults import lost
from fittingroom.app.pictures.images import prediction
from fittingroom.app.run import Run

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.commands import Predictions
    from fittingroom.app.protocol import PredictionsReply
    from fittingroom.app.records import ConfidenceLevel

SURE = 0.9
"""The least probability called sure: a calibrated network errs in a tenth of such answers."""
UNSURE = 0.6
"""What is below is called unsure: the other classes have more than two fifths."""


def predictions(run: Run, command: Predictions) -> PredictionsReply:
    """Return those that a command asks for, and how many there are of each confidence.

    Raises:
        BusyError: if an earlier worker has made them.
    """
    probabilities = run.predictions_at(run.epoch(command.get("epoch")))
    if probabilities is None:
        raise lost()
    predicted, labels = probabilities.argmax(axis=1), run.dataset.labels["test"]
    confidence = probabilities.max(axis=1)
    right = predicted == labels
    chosen = {"all": np.ones_like(right), "right": right, "wrong": ~right}[command["which"]]
    if "truth" in command:
        chosen = chosen & (labels == command["truth"])
    if "predicted" in command:
        chosen = chosen & (predicted == command["predicted"])
    levels = count_levels(confidence[chosen])
    if "confidence" in command:
        level = next(level for level in levels if level["name"] == command["confidence"])
        chosen = chosen & _within(confidence, level)
    indices = np.flatnonzero(chosen)
    order = command.get("order")
    if order:
        rank = -confidence[indices] if order == "surest" else confidence[indices]
        indices = indices[np.argsort(rank, kind="stable")]
    start = command["start"]
    return {
        "predictions": [
            prediction(run.dataset, int(i), probabilities[i])
            for i in indices[start : start + command["count"]]
        ],
        "total": len(indices),
        "levels": levels,
    }


def count_levels(confidence: npt.NDArray[np.float32]) -> list[ConfidenceLevel]:
    """Return the levels from sure to unsure, each with how many of `confidence` are within it."""
    levels: list[ConfidenceLevel] = [
        {"name": "sure", "least": SURE, "below": None, "total": 0},
        {"name": "between", "least": UNSURE, "below": SURE, "total": 0},
        {"name": "unsure", "least": None, "below": UNSURE, "total": 0},
    ]
    for level in levels:
        level["total"] = int(_within(confidence, level).sum())
    return levels


def _within(confidence: npt.NDArray[np.float32], level: ConfidenceLevel) -> npt.NDArray[np.bool_]:
    """Return which of `confidence` are within a level, by the tenth of a percent that is shown."""
    shown = np.round(confidence.astype(np.float64), 3)
    least, below = level["least"], level["below"]
    within = np.ones_like(shown, bool) if least is None else shown >= least
    return within if below is None else within & ~(shown >= below)
