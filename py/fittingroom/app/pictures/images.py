"""Pictures and predictions as plain data, for the page to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.records import Picture, Prediction, ShownPart

if TYPE_CHECKING:
    from fittingroom.app.commands import ContributionsCommand, TraceCommand

NO_LABEL = 255
"""The label of a picture of the learner's own, whose class nobody has named."""
OWN_NAME = "your own picture"


def picture(dataset: Dataset, part: ShownPart, index: int) -> Picture:
    """Return a picture with its label."""
    label = int(dataset.labels[part][index])
    names = dataset.class_names
    return {
        "index": index,
        "label": -1 if label == NO_LABEL else label,
        "name": OWN_NAME if label == NO_LABEL else names[label],
        "one_hot": [int(i == label) for i in range(len(names))],
        "pixels": dataset.picture(part, index).tobytes(),
    }


def own_picture(pixels: Sequence[int], class_names: tuple[str, ...]) -> Dataset:
    """Return a set with a part `own` that holds one picture: 784 numbers from 0 to 255."""
    own: ShownPart = "own"
    return Dataset(
        {own: np.array(pixels, np.uint8).reshape(1, 28, 28)},
        {own: np.arange(1)},
        {own: np.array([NO_LABEL], np.uint8)},
        class_names,
    )


def shown_pictures(dataset: Dataset, command: TraceCommand | ContributionsCommand) -> Dataset:
    """Return the pictures that a command chooses one of: a set's, or the learner's own."""
    if command["part"] == "own":
        return own_picture(command.get("pixels", []), dataset.class_names)
    return dataset


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
