"""Pictures and predictions as plain data, for the page to show."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from fittingroom.app.dataset import Dataset
from fittingroom.app.records import Part, Picture, Prediction


def picture(dataset: Dataset, part: Part, index: int) -> Picture:
    """Return a picture with its label."""
    label = int(dataset.labels[part][index])
    names = dataset.class_names
    return {
        "index": index,
        "label": label,
        "name": names[label],
        "one_hot": [int(i == label) for i in range(len(names))],
        "pixels": dataset.picture(part, index).tobytes(),
    }


def prediction(dataset: Dataset, index: int, probabilities: npt.NDArray[np.float32]) -> Prediction:
    """Return a test picture with the network's prediction for it."""
    shown = picture(dataset, "test", index)
    predicted = int(probabilities.argmax())
    return {
        **shown,
        "predicted": predicted,
        "predicted_name": dataset.class_names[predicted],
        "correct": predicted == shown["label"],
        "probabilities": probabilities.tolist(),
    }
