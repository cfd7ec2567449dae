"""A training that nobody sees, so that the first one somebody sees is not the slow one.

WebAssembly is compiled function by function, each when it is first called: the first training in a
page takes several times as long as the second. Imports the core and the session's run.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from fittingroom.app.recipe import Recipe
from fittingroom.app.run import Run
from fittingroom.app.store import IMAGE_SHAPE, Dataset, class_names, part_size
from fittingroom.backend import global_state


def warm_up() -> list[dict[str, Any]]:
    """Train, evaluate and predict once on pictures of nothing; leaves no trace in the core.

    Returns:
        The run's events, for whoever hands events on to warm up with.
    """
    recipe = Recipe.from_json({"classes": 3, "samples": 50, "batch": 10, "epochs": 2})
    events: list[dict[str, Any]] = []
    with global_state.scope():
        run = Run(0, recipe, _pictures_of_nothing(recipe), events.append)
        for _ in run.work():
            run.report()
    return events


def _pictures_of_nothing(recipe: Recipe) -> Dataset:
    sizes = {part: part_size(part, recipe.samples) for part in ("train", "test")}
    return Dataset(
        {part: np.ones((size, *IMAGE_SHAPE), np.uint8) for part, size in sizes.items()},
        {part: np.arange(size) for part, size in sizes.items()},
        {part: np.arange(size, dtype=np.uint8) % recipe.classes for part, size in sizes.items()},
        class_names(recipe.classes),
    )
