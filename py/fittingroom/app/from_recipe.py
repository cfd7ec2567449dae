"""From a recipe to the compiled network, the split of its samples and the backend."""

from __future__ import annotations

from fittingroom import backend, layers, optimizers, utils
from fittingroom.app.pictures.fashion_files import IMAGE_SHAPE
from fittingroom.app.recipe import Recipe
from fittingroom.models import Sequential
from fittingroom.trainers.data_adapter import split_at


def build_model(recipe: Recipe) -> Sequential:
    """Return the compiled network of a recipe, with fresh weights drawn from its seed."""
    utils.clear_session()
    utils.set_random_seed(recipe.seed)
    model = Sequential(
        [
            layers.Input(IMAGE_SHAPE),
            layers.Flatten(),
            *(layers.Dense(units, activation=activation) for units, activation in recipe.layers),
            layers.Dense(recipe.classes, activation="softmax"),
        ]
    )
    optimizer = {"adam": optimizers.Adam, "sgd": optimizers.SGD}[recipe.optimizer]
    model.compile(
        optimizer=optimizer(learning_rate=float(recipe.learning_rate)),
        loss=recipe.loss,
        metrics=["accuracy"],
    )
    return model


def split_sizes(recipe: Recipe) -> tuple[int, int]:
    """Return the number of training samples and of validation samples of a recipe."""
    if recipe.validation_split == 0:
        return recipe.samples, 0
    training = split_at(recipe.samples, recipe.validation_split)
    return training, recipe.samples - training


def use_backend(name: str) -> str:
    """Select a backend, or the reference where the kernels are missing; return its name."""
    try:
        backend.set_backend(name)
    except ModuleNotFoundError:
        backend.set_backend("numpy")
    return backend.current().name
