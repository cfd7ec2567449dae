"""How the weights of each layer, and its activations for test pictures, are spread.

The activations are those of every unit for every one of the first test pictures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

import numpy as np

from fittingroom.app.inside.forward import Floats, dense_layers
from fittingroom.app.inside.inspection import activations_by_chunk
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.models import Sequential

BINS = 30
PICTURES = 500
"""Test pictures that are taken, where there are so many: a wide layer's answers take megabytes."""


class Histogram(TypedDict):
    """How many numbers lie in each of even bins from `low` to `high`; see `histogram`.

    In no bin are the `zero` that are exactly 0 and the `not_finite`.
    """

    low: float
    high: float
    counts: list[int]
    mean: float
    zero: int
    not_finite: int


class LayerHistograms(TypedDict):
    """How the weights of a Dense layer, and its activations for test pictures, are spread."""

    name: str
    activation: str
    weights: Histogram
    activations: Histogram


class Histograms(TypedDict):
    """Those of each Dense layer after an epoch, for the first `samples` test pictures."""

    epoch: int
    samples: int
    layers: list[LayerHistograms]


def histograms(model: Sequential, dataset: Dataset, *, normalize: bool) -> list[LayerHistograms]:
    """Return the histograms of each Dense layer."""
    layers = dense_layers(model)
    steps = activations_by_chunk(layers, dataset, normalize=normalize, most=PICTURES)
    chunks = [[answers.astype(np.float32) for answers in chunk] for chunk in steps]
    return [
        {
            "name": layer.name,
            "activation": layer.activation.name,
            "weights": histogram([layer.arrays[0]]),
            "activations": histogram([chunk[place] for chunk in chunks]),
        }
        for place, layer in enumerate(layers)
    ]


def histogram(parts: Sequence[Floats]) -> Histogram:
    """Return how many of the numbers lie in each of `BINS` bins of the same width.

    The range is that of the finite numbers. What is not finite is left out and counted, and so is
    what is exactly 0: half of what a relu gives would leave the other bins nothing to be seen of.
    """
    values = np.concatenate([part.ravel() for part in parts])
    finite = values[np.isfinite(values)]
    low, high = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    # Equal numbers, such as the outputs of dead units, stand in the middle of a range of one.
    if low == high:
        low, high = low - 0.5, high + 0.5
    counts, _ = np.histogram(finite[finite != 0], BINS, (low, high))
    return {
        "low": low,
        "high": high,
        "counts": counts.tolist(),
        "mean": float(finite.mean(dtype=np.float64)) if finite.size else 0.0,
        "zero": int((finite == 0).sum()),
        "not_finite": int(values.size - finite.size),
    }
