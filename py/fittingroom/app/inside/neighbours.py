"""The training pictures nearest to a picture, by pixels and by the last hidden layer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from fittingroom.app.inside.forward import dense_layers, forward
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.images import own_picture, picture
from fittingroom.app.records import Neighbour, Neighbours
from fittingroom.layers import Dense
from fittingroom.models import Sequential

Floats = npt.NDArray[np.float32]

AMONG = 6000
"""Training pictures looked through at the most: all 60,000 would take seconds on a phone."""
CHUNK = 500


def nearest(
    model: Sequential, dataset: Dataset, pixels: Sequence[int], count: int, *, normalize: bool
) -> Neighbours:
    """Return the nearest training pictures by Euclidean distance.

    Pixels are compared from 0 to 1, and the last hidden layer by its activations.

    Args:
        pixels: 784 numbers from 0 to 255.
    """
    own = own_picture(pixels, dataset.class_names).pixels["own"]
    hidden = dense_layers(model)[:-1]
    among = min(AMONG, len(dataset.labels["train"]))
    scale = np.float32(1 / 255 if normalize else 1)
    target = own.reshape(1, -1) * np.float32(1 / 255)
    aim = _activations(hidden, own.reshape(1, -1) * scale)
    by_pixels, by_layer = np.zeros(among, np.float32), np.zeros(among, np.float32)
    for start in range(0, among, CHUNK):
        rows = dataset.rows["train"][start : min(among, start + CHUNK)]
        pictures = dataset.pixels["train"][rows].reshape(len(rows), -1)
        span = slice(start, start + len(rows))
        by_pixels[span] = _distances(pictures * np.float32(1 / 255), target)
        if hidden:
            by_layer[span] = _distances(_activations(hidden, pictures * scale), aim)
    return {
        "by_pixels": _first(dataset, by_pixels, count),
        "by_layer": _first(dataset, by_layer, count) if hidden else [],
        "among": among,
    }


def _activations(layers: list[Dense], values: Floats) -> Floats:
    for _, answers in forward(layers, values):
        values = answers
    return values


def _distances(values: Floats, target: Floats) -> Floats:
    return np.sqrt(((values - target) ** 2).sum(axis=1))


def _first(dataset: Dataset, distances: Floats, count: int) -> list[Neighbour]:
    order = np.argsort(distances, kind="stable")[:count]
    return [
        Neighbour(**picture(dataset, "train", int(i)), distance=float(distances[i])) for i in order
    ]
