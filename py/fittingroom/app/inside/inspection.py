"""One picture's way through a network, and what a single unit makes of the pictures.

Sums are worked out in float64 from the network's float32 weights, so that the numbers shown add up;
activations are the network's own.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from fittingroom.app.inside.forward import dense_layers, forward
from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.images import picture
from fittingroom.app.records import Contributions, Excitement, ShownPart, Trace, UnitCard
from fittingroom.layers import Dense
from fittingroom.models import Sequential

Floats = npt.NDArray[np.float64]

MOST_EXCITING = 6
"""Pictures shown of those that a unit answers to most."""
LARGEST = 12
"""Contributions that are named; the others are summed up."""
SAMPLES = 2000
"""Test pictures that a unit is shown at the most."""
CHUNK = 200
"""Pictures that go through the network at once: all in float64 would need 25 MB, and the memory of
WebAssembly never shrinks."""


def trace(
    model: Sequential, dataset: Dataset, part: ShownPart, index: int, epoch: int, *, normalize: bool
) -> Trace:
    """Return every activation for a picture; the last layer's are the probabilities."""
    values = _inputs(dataset, part, np.array([index]), normalize)
    ways = [*forward(dense_layers(model), values)]
    sums, _ = ways[-1]
    return {
        "part": part,
        "picture": picture(dataset, part, index),
        "epoch": epoch,
        "activations": [answers[0].tolist() for _, answers in ways],
        "logits": sums[0].tolist(),
        "exponentials": np.exp(sums[0] - sums[0].max()).tolist(),
    }


def contributions(
    model: Sequential,
    dataset: Dataset,
    part: ShownPart,
    index: int,
    layer: int,
    unit: int,
    *,
    normalize: bool,
) -> Contributions:
    """Return what each input of a unit adds for a picture: weight x input.

    The products and the bias sum up to `sum`, a class's logit in the last layer; the activation of
    that is `output`.

    Args:
        layer: which of the Dense layers, counted from 0, whose inputs are the 784 pixels.
    """
    dense = dense_layers(model)
    own = dense[layer]
    inputs = _inputs(dataset, part, np.array([index]), normalize)
    for _, answers in forward(dense[:layer], inputs):
        inputs = answers
    (sums, outputs) = next(forward([own], inputs))
    kernel, bias = own.arrays
    weights = kernel[:, unit].astype(np.float64)
    products = inputs[0] * weights
    ranked = np.argsort(-np.abs(products), kind="stable")
    return {
        "layer": layer,
        "unit": unit,
        "weights": weights.tolist(),
        "inputs": inputs[0].tolist(),
        "products": products.tolist(),
        "largest": ranked[:LARGEST].tolist(),
        "rest": float(products[ranked[LARGEST:]].sum()),
        "bias": float(bias[unit]),
        "sum": float(sums[0, unit]),
        "output": float(outputs[0, unit]),
        "activation": own.activation.name,
    }


def unit_card(
    model: Sequential, dataset: Dataset, layer: int, unit: int, *, normalize: bool
) -> UnitCard:
    """Return what a unit does with the test pictures, at most `SAMPLES` of them.

    Args:
        layer: which of the Dense layers, counted from 0.
    """
    dense = dense_layers(model)
    labels = dataset.labels["test"][:SAMPLES]
    chunks = activations_by_chunk(dense[: layer + 1], dataset, normalize=normalize)
    answers = np.concatenate([activations[-1][:, unit] for activations in chunks])
    own = dense[layer]
    following = dense[layer + 1].arrays[0][unit] if layer + 1 < len(dense) else np.zeros(0)
    most = np.argsort(-answers, kind="stable")[:MOST_EXCITING]
    classes = len(dataset.class_names)
    return {
        "layer": layer,
        "unit": unit,
        "name": own.name,
        "activation": own.activation.name,
        "inputs": int(own.arrays[0].shape[0]),
        "bias": float(own.arrays[1][unit]),
        "incoming": own.arrays[0][:, unit].tolist() if layer else [],
        "outgoing": following.tolist(),
        "samples": len(labels),
        "active": float((answers > 0).mean()),
        "means": [_mean(answers[labels == c]) for c in range(classes)],
        "exciting": [
            Excitement(**picture(dataset, "test", int(i)), answer=float(answers[i])) for i in most
        ],
    }


def dead_units(model: Sequential, dataset: Dataset, *, normalize: bool) -> tuple[int, int]:
    """Return how many hidden relus are active for none of the test pictures, and of how many units.

    At most `SAMPLES` test pictures count.
    """
    hidden = dense_layers(model)[:-1]
    active = [np.full(layer.units, layer.activation.name != "relu") for layer in hidden]
    for activations in activations_by_chunk(hidden, dataset, normalize=normalize):
        for so_far, values in zip(active, activations, strict=True):
            so_far |= (values > 0).any(axis=0)
    return sum(int((~each).sum()) for each in active), sum(layer.units for layer in hidden)


def activations_by_chunk(
    layers: list[Dense], dataset: Dataset, *, normalize: bool, most: int = SAMPLES
) -> Iterator[list[Floats]]:
    """Yield the activations of each layer, for one chunk of test pictures after the other.

    Args:
        most: how many test pictures are taken, where there are so many.
    """
    indices = np.arange(min(most, len(dataset.labels["test"])))
    for start in range(0, len(indices), CHUNK):
        values = _inputs(dataset, "test", indices[start : start + CHUNK], normalize)
        yield [answers for _, answers in forward(layers, values)]


def _mean(answers: Floats) -> float | None:
    return float(answers.mean()) if len(answers) else None


def _inputs(
    dataset: Dataset, part: ShownPart, indices: npt.NDArray[np.intp], normalize: bool
) -> Floats:
    """Return pictures as the network reads them, `(len(indices), 784)`."""
    pixels = dataset.pixels[part][dataset.rows[part][indices]].reshape(len(indices), -1)
    inputs = pixels / np.float32(255.0) if normalize else pixels
    return inputs.astype(np.float32).astype(np.float64)
