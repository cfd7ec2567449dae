"""What a recipe amounts to before any training: its network, its numbers, its download."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fittingroom.app.from_recipe import build_model, split_sizes
from fittingroom.app.inside.network_drawing import draw
from fittingroom.app.pictures.data_sets import DataSets
from fittingroom.app.pictures.store import Store
from fittingroom.app.recipe import Recipe
from fittingroom.app.records import Description
from fittingroom.app.speed import Speed, memory_bytes
from fittingroom.trainers.data_adapter import steps_per_epoch
from fittingroom.utils.summary_utils import summary_rows, summary_text

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import EstimateReply


def describe(recipe: Recipe, data_sets: DataSets, store: Store, speed: Speed) -> Description:
    """Return the description of `recipe`.

    Args:
        store: knows which files have arrived.
        speed: knows how long runs take here.
    """
    model = build_model(recipe)
    there = data_sets.size(recipe, "train")
    # Of a set that lacks pictures none is kept aside: Fit refuses it.
    training, validation = split_sizes(recipe) if there == recipe.samples else (there, 0)
    missing = data_sets.missing(recipe)
    rows = summary_rows(model)
    return {
        "summary": {
            "layers": rows["layers"],
            "total_params": rows["total_params"],
            "text": summary_text(model),
        },
        "network": draw(model, weights=False),
        "class_names": list(data_sets.class_names(recipe)),
        "train_samples": training,
        "validation_samples": validation,
        "test_samples": data_sets.size(recipe, "test"),
        "steps_per_epoch": steps_per_epoch(training, recipe.batch_size),
        "download_bytes": sum(map(store.wire_bytes, missing)),
        "memory_bytes": memory_bytes(recipe),
        "seconds": speed.seconds(recipe),
    }


def estimate(
    recipes: list[Recipe], data_sets: DataSets, store: Store, speed: Speed
) -> EstimateReply:
    """Return how long recipes will take, and what is missing for them and for their comparison."""
    files = {
        name
        for recipe in recipes
        for name in (
            *data_sets.missing(recipe),
            *data_sets.missing_tests(recipe),
        )
    }
    return {
        "seconds": [speed.seconds(recipe) for recipe in recipes],
        "download_bytes": sum(map(store.wire_bytes, files)),
    }
