"""How long a run will take on this device, by what earlier ones have taken.

The time of an epoch is a sum over what it does; the constants were fitted to runs of the page in
Chromium, and a device is so many times slower or faster than that.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import NamedTuple

from fittingroom.app.from_recipe import split_sizes
from fittingroom.app.inside.weight_history import LIMIT
from fittingroom.app.pictures.fashion_files import IMAGE_SHAPE, part_size
from fittingroom.app.recipe import Recipe
from fittingroom.app.workload import TRAINING_COST
from fittingroom.trainers.data_adapter import steps_per_epoch

PIXELS = IMAGE_SHAPE[0] * IMAGE_SHAPE[1]
FLOAT = 4
"""Bytes of a weight."""
SLOTS = {"adam": 2, "sgd": 0}
"""Numbers that an optimizer keeps beside each weight."""
SHARPNESS = 0.5
"""How much of what was known a new measurement replaces."""
LEAST_SECONDS = 1e-4
"""A shorter epoch than this, which clocks of browsers hardly tell from none, says nothing."""


class Costs(NamedTuple):
    """Seconds for an epoch, a step, a sample, a million products and a million updates."""

    epoch: float
    step: float
    sample: float
    products: float
    updates: float


COSTS = {
    "wasm": Costs(2e-3, 1.3e-4, 2e-6, 6e-5, 1e-3),
    "numpy": Costs(2e-3, 5e-5, 1.3e-5, 3.4e-4, 2.6e-2),
}


class Speed:
    """Estimates seconds, and gets better with every run."""

    def __init__(self) -> None:
        self._factors: dict[str, float] = {}

    def seconds(self, recipe: Recipe) -> float:
        """Return the seconds that training a recipe will take, its epochs all counted."""
        epochs = recipe.epochs + sum(more.epochs for more in recipe.more)
        # A device that was never seen with a backend is as quick as with the other.
        known = self._factors.get(recipe.backend) or next(iter(self._factors.values()), 1.0)
        return known * epochs * _epoch_seconds(recipe, recipe.backend)

    def learn(self, recipe: Recipe, backend: str, durations: Sequence[float]) -> None:
        """Take in how long the epochs of a run took.

        Args:
            backend: the one that trained it.
            durations: seconds by epoch; the first is left out where there are others, since
                WebAssembly is compiled then.
        """
        counted = durations[1:] or durations
        mean = sum(counted) / len(counted) if counted else 0.0
        if mean < LEAST_SECONDS:
            return
        factor = mean / _epoch_seconds(recipe, backend)
        before = self._factors.get(backend)
        self._factors[backend] = (
            factor if before is None else before ** (1 - SHARPNESS) * factor**SHARPNESS
        )


def weights(recipe: Recipe) -> int:
    """Return how many numbers a recipe's network learns."""
    units = [PIXELS, *(layer.units for layer in recipe.layers), recipe.classes]
    return sum((inputs + 1) * outputs for inputs, outputs in itertools.pairwise(units))


def memory_bytes(recipe: Recipe) -> int:
    """Return about how much memory a run takes: pictures, weights with their slots, epochs kept."""
    network = weights(recipe) * FLOAT
    pictures = (recipe.samples + part_size("test", recipe.samples)) * PIXELS
    epochs = recipe.epochs + sum(more.epochs for more in recipe.more)
    kept = min(max(LIMIT, 2 * network), (epochs + 1) * network)
    batch = recipe.batch_size * (PIXELS + 2 * sum(layer.units for layer in recipe.layers)) * FLOAT
    return pictures + network * (2 + SLOTS[recipe.optimizer]) + kept + batch


def _epoch_seconds(recipe: Recipe, backend: str) -> float:
    training, validation = split_sizes(recipe)
    steps = steps_per_epoch(training, recipe.batch_size)
    costs, millions = COSTS[backend], weights(recipe) / 1e6
    return (
        costs.epoch
        + costs.step * steps
        + costs.sample * recipe.samples
        + costs.products * (TRAINING_COST * training + validation) * millions
        + costs.updates * steps * millions
    )
