"""A training on blank pictures, so that the learner's first one is not the slow one.

WebAssembly is compiled function by function, each when it is first called: the first training in a
page takes several times as long as the second.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from fittingroom.app.pictures.dataset import Dataset
from fittingroom.app.pictures.fashion_files import IMAGE_SHAPE, class_names, part_size
from fittingroom.app.recipe import Recipe
from fittingroom.app.run import Run
from fittingroom.backend import global_state

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import RunEvent
    from fittingroom.app.speed import Speed


def warm_up(speed: Speed | None = None) -> list[RunEvent]:
    """Train, evaluate and predict once on blank pictures; the global state stays as it was.

    Args:
        speed: learns how quick this device is.

    Returns:
        The run's events, to warm up their conversion with.
    """
    recipe = Recipe.from_json({"classes": 3, "samples": 50, "batch": 10, "epochs": 2})
    events: list[RunEvent] = []
    with global_state.scope():
        run = Run(0, recipe, _blank_pictures(recipe), events.append)
        with run.clock.running():
            for _ in run.work():
                run.report()
    if speed:
        speed.learn(recipe, run.backend, run.durations)
    return events


def _blank_pictures(recipe: Recipe) -> Dataset:
    sizes = {part: part_size(part, recipe.samples) for part in ("train", "test")}
    return Dataset(
        {part: np.ones((size, *IMAGE_SHAPE), np.uint8) for part, size in sizes.items()},
        {part: np.arange(size) for part, size in sizes.items()},
        {part: np.arange(size, dtype=np.uint8) % recipe.classes for part, size in sizes.items()},
        class_names(recipe.classes),
    )
