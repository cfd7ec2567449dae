"""Pictures and predictions as the page shows them: plain data.

Imports `datasets` only.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from fittingroom.app.store import Dataset


def picture(dataset: Dataset, part: str, index: int) -> dict[str, Any]:
    """One picture with its label, as the page shows it."""
    label = int(dataset.labels[part][index])
    names = dataset.class_names
    return {
        "index": index,
        "label": label,
        "name": names[label],
        "one_hot": [int(i == label) for i in range(len(names))],
        "pixels": dataset.picture(part, index).tobytes(),
    }


def prediction(
    dataset: Dataset, index: int, probabilities: npt.NDArray[np.float32]
) -> dict[str, Any]:
    """A test picture with what the network makes of it."""
    shown = picture(dataset, "test", index)
    predicted = int(probabilities.argmax())
    return shown | {
        "predicted": predicted,
        "predicted_name": dataset.class_names[predicted],
        "correct": predicted == shown["label"],
        "probabilities": probabilities.tolist(),
    }
