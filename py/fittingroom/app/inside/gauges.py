"""Whether each layer learns at a healthy pace: how large an update is, and which units are dead.

The rule of thumb is of Karpathy's, CS231n, "Neural Networks Part 3", on the ratio of weights to
updates: a step should change weights by about a thousandth of their size.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from fittingroom.app.inside.forward import dense_layers, forward
from fittingroom.app.pictures.scaled_images import ScaledImages
from fittingroom.app.records import Gauge
from fittingroom.backend import Array
from fittingroom.models import Sequential
from fittingroom.trainers.progress import Progress

SAMPLES = 100
"""Test pictures that dead units are looked for with, after each epoch."""
RULE = 1e-3
FAR_OFF = 100
"""Adam in a small network is ten times off as a matter of course."""


class Gauges:
    """Measures the last update of every epoch, and counts dead units after it.

    Args:
        model: the network that is trained.
        batch_size: of the training.
        images: test pictures as the network reads them.
    """

    def __init__(self, model: Sequential, batch_size: int, images: ScaledImages) -> None:
        self._layers = dense_layers(model)
        self._batch = batch_size
        self._images = images[:SAMPLES]
        self._inputs: Array | None = None
        self._before: list[Array] | None = self._kernels()
        self._measured = (-1, -1)
        self._updates: list[float] = [0.0] * len(self._layers)

    def follow(self, progress: Progress) -> None:
        """Take in that a batch is done."""
        place = (progress.epoch, progress.batch)
        if progress.phase != "train" or place == self._measured:
            return
        if progress.samples >= progress.total:
            self._measured = place
            self._measure()
            # The next epoch of a single batch has no batch before its last.
            self._before = self._kernels() if progress.total <= self._batch else None
        elif progress.samples + self._batch >= progress.total:
            self._before = self._kernels()

    def read(self) -> list[Gauge]:
        """Return the gauge of each Dense layer after an epoch."""
        return [
            {"name": layer.name, "update": update, "dead": dead, "units": layer.units}
            for layer, update, dead in zip(self._layers, self._updates, self._dead(), strict=True)
        ]

    def _dead(self) -> list[int]:
        """Return the hidden relus, by layer, that are active for none of the test pictures."""
        if self._inputs is None:
            shape = self._images.shape
            pictures = np.empty(shape, np.float32)
            self._images.read(self._images.places(np.arange(shape[0])), pictures)
            self._inputs = pictures.reshape(shape[0], -1)
        hidden, dead = self._layers[:-1], [0] * len(self._layers)
        for place, (_, values) in enumerate(forward(hidden, self._inputs)):
            if hidden[place].activation.name == "relu":
                dead[place] = int((values <= 0).all(axis=0).sum())
        return dead

    def _measure(self) -> None:
        if self._before is None:
            return
        self._updates = [
            _norm(after - before) / max(_norm(before), np.finfo(np.float64).tiny)
            for before, after in zip(self._before, self._kernels(copy=False), strict=True)
        ]

    def _kernels(self, *, copy: bool = True) -> list[Array]:
        # Asked for each time: training moves them into one block of memory.
        kernels = [layer.arrays[0] for layer in self._layers]
        return [kernel.copy() for kernel in kernels] if copy else kernels


def _norm(values: Array) -> float:
    return float(np.linalg.norm(values.astype(np.float64, copy=False)))


def too_fast_or_slow(gauges: Sequence[Gauge]) -> tuple[int, float] | None:
    """Return the layer, from 1, that moves far off the rule, and how large its updates are."""
    for layer, gauge in enumerate(gauges, 1):
        if gauge["update"] > RULE * FAR_OFF or 0 < gauge["update"] < RULE / FAR_OFF:
            return layer, gauge["update"]
    return None
