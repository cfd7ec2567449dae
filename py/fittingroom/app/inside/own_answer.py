"""What a network says of a picture of the learner's own."""

from __future__ import annotations

from collections.abc import Sequence

from fittingroom.app.from_recipe import build_model
from fittingroom.app.inside.inspection import trace
from fittingroom.app.pictures.images import own_picture
from fittingroom.app.recipe import Recipe
from fittingroom.app.records import OwnAnswer
from fittingroom.app.run import Run
from fittingroom.models import Sequential


def trained(run: Run, pixels: Sequence[int], epoch: int) -> OwnAnswer:
    """Return the answer of a run's network after an epoch."""
    with run.weights.restored(epoch):
        return _answer(run.model, run.recipe, pixels, run.dataset.class_names, epoch)


def untrained(recipe: Recipe, names: tuple[str, ...], pixels: Sequence[int]) -> OwnAnswer:
    """Return the answer of a network with the weights that a run of the recipe would begin with.

    Args:
        names: of its classes.
    """
    return _answer(build_model(recipe), recipe, pixels, names, None)


def _answer(
    model: Sequential,
    recipe: Recipe,
    pixels: Sequence[int],
    names: tuple[str, ...],
    epoch: int | None,
) -> OwnAnswer:
    dataset = own_picture(pixels, names)
    way = trace(model, dataset, "own", 0, epoch or 0, normalize=recipe.normalize)
    return {"probabilities": way["activations"][-1], "class_names": list(names), "epoch": epoch}
