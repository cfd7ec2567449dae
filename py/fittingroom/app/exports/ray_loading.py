"""What loads the pictures of a list of runs, in the script that Ray runs."""

from __future__ import annotations

from collections.abc import Sequence

from fittingroom.app.pictures.data_sets import OWN_FILE
from fittingroom.app.pictures.fashion_files import (
    FASHION_NPZ,
    SUBSET_CLASS_NAMES,
    SUBSET_CLASSES,
    from_subset,
)
from fittingroom.app.recipe import Recipe

FASHION = """\
train, test = keras.datasets.fashion_mnist.load_data()"""
DIGITS = """\
train, test = keras.datasets.mnist.load_data()"""
FEW_PART = "few"
SETS = """\
return {"train": train, "test": test}"""
THREE = f"""\
train, test = keras.datasets.fashion_mnist.load_data()
kinds = {list(SUBSET_CLASSES)}  # {", ".join(SUBSET_CLASS_NAMES)}
sets = {{}}
for part, (images, labels) in (("train", train), ("test", test)):
    chosen = np.isin(labels, kinds)
    sets[part] = (images[chosen], np.array([kinds.index(label) for label in labels[chosen]]))"""
FEW = f"""\
with np.load("{FASHION_NPZ}") as file:  # Up to 600 pictures come from it.
    sets["{FEW_PART}"] = (file["train_data"][..., 0], file["train_labels"].argmax(axis=1))"""
OWN = f"""\
with np.load("{OWN_FILE}") as own:
    train = own["train_data"], own["train_labels"]
    test = own["test_data"], own["test_labels"]"""
NEEDS = "It reads {file}: take that along too, and keep both in one folder."
OTHER_SPLITS = (
    "That file has the set split by one seed, and Fitting Room splits it by the seed of each run:\n"
    "the numbers of other seeds are not those of the page."
)
NOT_NORMALIZED = (
    "Pictures that are not normalised: the numbers are those of the page on TensorFlow only."
)
OTHER_DIGITS = (
    "Fitting Room has 5,000 digits of MNIST, and load_data all, in another order:\n"
    "the numbers of digits are not those of the page."
)


def load_lines(recipes: Sequence[Recipe]) -> tuple[list[str], list[str]]:
    """Return the lines that load what runs of one set train on, and what is to be said of it."""
    lines, notes = _of_set(recipes)
    if not all(recipe.normalize for recipe in recipes):
        notes = [*notes, NOT_NORMALIZED]
    return lines, notes


def part_of(recipe: Recipe) -> str:
    """Return which part of what is loaded a recipe trains on."""
    few = recipe.data == "fashion" and from_subset(recipe.classes, recipe.samples, recipe.skip)
    return FEW_PART if few else "train"


def _of_set(recipes: Sequence[Recipe]) -> tuple[list[str], list[str]]:
    first = recipes[0]
    if first.data == "own":
        seeds = {recipe.seed for recipe in recipes}
        notes = [NEEDS.format(file=OWN_FILE), *([OTHER_SPLITS] if len(seeds) > 1 else [])]
        return _lines(OWN, SETS), notes
    if first.data == "digits":
        return _lines(DIGITS, SETS), [OTHER_DIGITS]
    if first.classes != len(SUBSET_CLASSES):
        return _lines(FASHION, SETS), []
    if FEW_PART in map(part_of, recipes):
        return _lines(THREE, FEW, "return sets"), [NEEDS.format(file=FASHION_NPZ)]
    return _lines(THREE, "return sets"), []


def _lines(*blocks: str) -> list[str]:
    return "\n".join(blocks).splitlines()
