"""The pictures of a recipe: of Fashion-MNIST, of MNIST's digits, or the learner's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fittingroom.app.pictures import digits, fashion_files
from fittingroom.app.recipe import OwnSetError, Recipe

if TYPE_CHECKING:
    from fittingroom.app.own.own_set import OwnSet
    from fittingroom.app.pictures.dataset import Dataset
    from fittingroom.app.pictures.store import Store
    from fittingroom.app.records import Part

OWN_FILE = "own-pictures.npz"
"""The learner's own set as Code's program loads it."""


class DataSets:
    """All sets that a session can train on.

    Args:
        store: the files of the page's own sets.

    Attributes:
        own: the learner's own set; None while there is none.
    """

    def __init__(self, store: Store) -> None:
        self.own: OwnSet | None = None
        self._store = store

    def needed(
        self, recipe: Recipe, part: Part | None = None, window: slice | None = None
    ) -> list[str]:
        """Return the files of a recipe's set, whether they have arrived or not.

        Args:
            part: only what ``"train"`` or ``"test"`` needs; both by default.
            window: only what the pictures at these positions of `part` need.
        """
        if recipe.data == "own":
            return []
        if recipe.data == "digits":
            return [digits.FILE]
        return self._store.needed(recipe.classes, recipe.samples, part, window, recipe.skip)

    def missing(
        self, recipe: Recipe, part: Part | None = None, window: slice | None = None
    ) -> list[str]:
        """Return those of a recipe's files that have not arrived yet; see `needed`."""
        return self._store.missing(self.needed(recipe, part, window))

    def dataset(self, recipe: Recipe) -> Dataset:
        """Return the set of a recipe, whose files must have arrived.

        Raises:
            OwnSetError: if it is to be the learner's own, and there is none that fits.
        """
        if recipe.data == "own":
            return self._fitting(recipe).dataset(recipe.samples, recipe.seed)
        if recipe.data == "digits":
            return self._store.digits_dataset(recipe.samples, recipe.skip)
        return self._store.dataset(recipe.classes, recipe.samples, recipe.skip)

    def size(self, recipe: Recipe, part: Part) -> int:
        """Return the number of pictures in a part of a recipe's set; of one's own, those it has."""
        if recipe.data == "own":
            there = self.own.sizes[part] if self.own else 0
            return min(recipe.samples, there) if part == "train" else there
        if part == "train":
            return recipe.samples
        if recipe.data == "digits":
            return digits.test_samples(recipe.samples)
        return fashion_files.test_samples(recipe.samples)

    def missing_tests(self, recipe: Recipe) -> list[str]:
        """Return the files still needed for the test pictures that runs are compared by."""
        if recipe.data == "fashion":
            return self._store.missing_tests(recipe.classes)
        return self.missing(recipe)

    def tests(self, recipe: Recipe) -> Dataset:
        """Return the test pictures that runs are compared by: all of the set that are here."""
        if recipe.data == "fashion":
            return self._store.tests(recipe.classes)
        if recipe.data == "digits":
            return self._store.digits_dataset(digits.SAMPLES["train"])
        return self.dataset(recipe)

    def class_names(self, recipe: Recipe) -> tuple[str, ...]:
        """Return the names of a recipe's classes in the order of a model's outputs."""
        if recipe.data == "own":
            names = self.own.class_names if self.own else ()
            fits = len(names) == recipe.classes
            return names if fits else tuple(f"class {i}" for i in range(recipe.classes))
        if recipe.data == "digits":
            return digits.CLASS_NAMES
        return fashion_files.class_names(recipe.classes)

    def _fitting(self, recipe: Recipe) -> OwnSet:
        own = self.own
        if own is None:
            raise OwnSetError(
                "Your own set has no pictures on this device. A link does not carry them. Under "
                "Load, make the set or open its file, or choose another data set."
            )
        own.check()
        if len(own.class_names) != recipe.classes:
            raise OwnSetError(
                f"Your own set has {len(own.class_names)} classes, and the settings say "
                f"{recipe.classes}. Under Load, open the set that belongs to these settings."
            )
        if recipe.samples > own.sizes["train"]:
            raise OwnSetError(
                f"Your own set has {own.sizes['train']:,} pictures to train on. "
                f"Received: samples={recipe.samples:,}. Take fewer pictures, or add some."
            )
        return own
