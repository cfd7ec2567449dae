"""What a recipe amounts to before any training: its network, its numbers, its download.

Imports the core, the recipe and the data sets; keeps nothing.
"""

from __future__ import annotations

from typing import Any

from fittingroom.app.from_recipe import build_model, split_sizes
from fittingroom.app.network_drawing import draw
from fittingroom.app.recipe import Recipe
from fittingroom.app.store import Store, class_names, part_size
from fittingroom.trainers.data_adapter import steps_per_epoch
from fittingroom.utils.summary_utils import summary_rows, summary_text


def describe(recipe: Recipe, store: Store) -> dict[str, Any]:
    """The page's Description of `recipe`, as protocol.js spells it out.

    Args:
        store: knows which files have still to come.
    """
    model = build_model(recipe)
    training, validation = split_sizes(recipe)
    missing = store.missing(recipe.classes, recipe.samples)
    return {
        "summary": summary_rows(model) | {"text": summary_text(model)},
        "network": draw(model, weights=False),
        "class_names": list(class_names(recipe.classes)),
        "train_samples": training,
        "validation_samples": validation,
        "test_samples": part_size("test", recipe.samples),
        "steps_per_epoch": steps_per_epoch(training, recipe.batch_size),
        "download_bytes": sum(map(store.wire_bytes, missing)),
    }
