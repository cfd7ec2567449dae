"""A run's answers to its test pictures, chosen and ordered for the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fittingroom.app.faults import lost
from fittingroom.app.pictures.images import prediction
from fittingroom.app.run import Run

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.commands import Predictions
    from fittingroom.app.protocol import PredictionsReply


def predictions(run: Run, command: Predictions) -> PredictionsReply:
    """Return those that a command asks for.

    Raises:
        BusyError: if an earlier worker has made them.
    """
    probabilities = run.predictions_at(run.epoch(command.get("epoch")))
    if probabilities is None:
        raise lost()
    predicted, labels = probabilities.argmax(axis=1), run.dataset.labels["test"]
    right = predicted == labels
    chosen = {"all": np.ones_like(right), "right": right, "wrong": ~right}[command["which"]]
    if "truth" in command:
        chosen = chosen & (labels == command["truth"])
    if "predicted" in command:
        chosen = chosen & (predicted == command["predicted"])
    indices = np.flatnonzero(chosen)
    order = command.get("order")
    if order:
        certainty = probabilities[indices].max(axis=1)
        rank = -certainty if order == "surest" else certainty
        indices = indices[np.argsort(rank, kind="stable")]
    start = command["start"]
    return {
        "predictions": [
            prediction(run.dataset, int(i), probabilities[i])
            for i in indices[start : start + command["count"]]
        ],
        "total": len(indices),
    }
