"""The source of the Keras program that does what Fit does with a recipe, in cells.

In the notebook it gives the History of Fit, bit for bit; anywhere else it is an ordinary Keras
program.
"""

from __future__ import annotations

from collections.abc import Sequence

from fittingroom.app.pictures import digits
from fittingroom.app.pictures.data_sets import OWN_FILE
from fittingroom.app.pictures.fashion_files import (
    FASHION_NPZ,
    SUBSET_CLASS_NAMES,
    SUBSET_CLASSES,
    class_names,
    from_subset,
    part_size,
)
from fittingroom.app.recipe import Recipe, Stop

PARTS = ("train", "test")
WHAT = {"fashion": "kind of clothes", "digits": "digit", "own": "class"}
EVERYTHING = {"train": 60_000, "test": 10_000}


EVALUATE_LINES = (
    "# Evaluate: how good is it with pictures it has never seen?",
    "loss, accuracy = model.evaluate(test_images, test_labels)",
    'print(f"test loss {loss:.4f}, test accuracy {accuracy:.4f}")',
)


def cells_from_recipe(recipe: Recipe) -> list[str]:
    """Return the cells of the program: load, define, compile, fit, evaluate, predict."""
    before = [cell(recipe) for cell in (load_lines, define_lines, compile_lines, _fit)]
    return ["\n".join(lines) for lines in (*before, EVALUATE_LINES, predict_lines(recipe))]


def load_lines(recipe: Recipe) -> list[str]:
    """Return the lines of a cell: the pictures and their labels, of both parts."""
    if recipe.data == "own":
        lines = _load_own(recipe)
    elif recipe.data == "digits":
        lines = _load_digits(recipe)
    elif from_subset(recipe.classes, recipe.samples, recipe.skip):
        lines = _load_lesson(recipe)
    else:
        lines = _load_fashion_mnist(recipe)
    if recipe.normalize:
        lines += [
            "",
            "# Pixels are whole numbers from 0 to 255. Networks like 0 to 1 better.",
        ]
        lines += [f'{part}_images = {part}_images.astype("float32") / 255' for part in PARTS]
    return [*lines, "train_images.shape, train_labels.shape"]


def _load_lesson(recipe: Recipe) -> list[str]:
    lines = ["# Load: pictures of three kinds of clothes. This page has the file already."]
    lines += ["import keras", "import numpy as np", "", f'fashion = np.load("{FASHION_NPZ}")']
    for part in PARTS:
        chosen = _chosen(recipe, part)
        lines.append(f'{part}_images = fashion["{part}_data"]{chosen}')
        lines.append(f'{part}_labels = fashion["{part}_labels"]{chosen}')
    if _sparse(recipe):
        lines += ["", "# From rows with a single 1 to class numbers."]
        lines += [f"{part}_labels = {part}_labels.argmax(axis=1)" for part in PARTS]
    return lines


def _load_fashion_mnist(recipe: Recipe) -> list[str]:
    three = recipe.classes == len(SUBSET_CLASSES)
    lines = ["# Load: pictures of clothes, and the number of what each one shows.", "import keras"]
    lines += ["import numpy as np"] if three else []
    lines += ["", "fashion_mnist = keras.datasets.fashion_mnist"]
    pairs = ", ".join(f"({part}_images, {part}_labels)" for part in PARTS)
    lines += [f"{pairs} = fashion_mnist.load_data()"]
    if three:
        names = ", ".join(SUBSET_CLASS_NAMES)
        lines += ["", f"kinds = {list(SUBSET_CLASSES)}  # {names}"]
        lines += ["for_training = np.isin(train_labels, kinds)"]
        lines += ["for_testing = np.isin(test_labels, kinds)"]
        for part, chosen in zip(PARTS, ("for_training", "for_testing"), strict=True):
            lines.append(f"{part}_images = {part}_images[{chosen}]{_chosen(recipe, part)}")
            lines.append(f"{part}_labels = {part}_labels[{chosen}]{_chosen(recipe, part)}")
        lines += ["", "# Count the kinds from 0: " + ", ".join(_counted()) + "."]
        lines += [
            f"{part}_labels = np.array([kinds.index(label) for label in {part}_labels])"
            for part in PARTS
        ]
    elif recipe.samples < EVERYTHING["train"]:
        lines += ["", _enough(recipe)]
        for part in PARTS:
            chosen = _chosen(recipe, part)
            lines += [f"{part}_{what} = {part}_{what}{chosen}" for what in ("images", "labels")]
    return lines + _one_hot(recipe)


def _load_digits(recipe: Recipe) -> list[str]:
    lines = ["# Load: handwritten digits of MNIST, and the number that each one shows."]
    lines += ["# This page has 5,000 of them; elsewhere load_data gives all, in another order."]
    lines += ["import keras", "", "mnist = keras.datasets.mnist"]
    pairs = ", ".join(f"({part}_images, {part}_labels)" for part in PARTS)
    lines += [f"{pairs} = mnist.load_data()"]
    chosen = {
        "train": _span(recipe.skip, recipe.samples),
        "test": _span(0, digits.test_samples(recipe.samples)),
    }
    lines += ["", _enough(recipe)]
    for part, span in chosen.items():
        lines += [f"{part}_{what} = {part}_{what}{span}" for what in ("images", "labels")]
    return lines + _one_hot(recipe)


def _load_own(recipe: Recipe) -> list[str]:
    lines = ["# Load: your own pictures. The Lab puts their file here; elsewhere, take it along."]
    lines += ["import keras", "import numpy as np", "", f'with np.load("{OWN_FILE}") as own:']
    for part, size in (("train", f"[:{recipe.samples}]"), ("test", "")):
        lines += [f'    {part}_images = own["{part}_data"]{size}']
        lines += [f'    {part}_labels = own["{part}_labels"]{size}']
    lines += ['    class_names = list(own["class_names"])']
    return lines + _one_hot(recipe)


def _one_hot(recipe: Recipe) -> list[str]:
    if _sparse(recipe):
        return []
    lines = ["", "# One-hot: a row of zeros with a single 1 in the column of the class."]
    return lines + [
        f"{part}_labels = keras.utils.to_categorical({part}_labels, {recipe.classes})"
        for part in PARTS
    ]


def _counted() -> list[str]:
    return [f"{name} {number}" for number, name in enumerate(SUBSET_CLASS_NAMES)]


def _enough(recipe: Recipe) -> str:
    if recipe.skip:
        return f"# {recipe.samples:,} are enough: those after the first {recipe.skip:,}."
    return f"# The first {recipe.samples:,} are enough."


def _chosen(recipe: Recipe, part: str) -> str:
    skip = recipe.skip if part == "train" else 0
    return _span(skip, part_size(part, recipe.samples))


def _span(first: int, count: int) -> str:
    return f"[{first or ''}:{first + count}]"


def define_lines(recipe: Recipe) -> list[str]:
    """Return the lines of a cell: the network, with its seed."""
    lines = ["# Define: a picture becomes a row of 784 numbers and goes through the layers."]
    lines += ["# The same seed gives the same numbers."]
    lines += [f"keras.utils.set_random_seed({recipe.seed})", ""]
    in_lesson = from_subset(recipe.classes, recipe.samples, recipe.skip)
    shape = (28, 28, 1) if recipe.data == "fashion" and in_lesson else (28, 28)
    layers = [f"keras.Input(shape={shape})", "keras.layers.Flatten()"]
    for units, activation in (*recipe.layers, (recipe.classes, "softmax")):
        layers.append(f'keras.layers.Dense({units}, activation="{activation}")')
    lines += ["model = keras.Sequential(", "    ["]
    lines += [f"        {layer}," for layer in layers]
    lines += ["    ]", ")"]
    if recipe.backend == "numpy":
        lines += ["# In Fitting Room: multiply with plain NumPy, not with its SIMD kernels."]
        lines += ["# Elsewhere the attribute means nothing; Keras has its own backend."]
        lines += ['model.backend = "numpy"']
    return [*lines, "model.summary()"]


def compile_lines(recipe: Recipe) -> list[str]:
    """Return the lines of a cell: how it learns."""
    optimizer = {"adam": "Adam", "sgd": "SGD"}[recipe.optimizer]
    rate = float(recipe.learning_rate)
    return [
        "# Compile: how it learns, what it tries to make small, and what it reports.",
        "model.compile(",
        f"    optimizer=keras.optimizers.{optimizer}(learning_rate={rate!r}),",
        f'    loss="{recipe.loss}",',
        '    metrics=["accuracy"],',
        ")",
    ]


def _fit(recipe: Recipe) -> list[str]:
    lines = ["# Fit: go through the training pictures again and again."]
    # A loss that is not a number ends the training, as it ends Fit.
    callbacks = ["keras.callbacks.TerminateOnNaN()"]
    if recipe.stop:
        lines += stop_lines(recipe.stop)
        callbacks.append("StopWhen()")
    lines += ["history = model.fit(", "    train_images,", "    train_labels,"]
    lines += [f"    epochs={recipe.epochs},", *_fit_arguments(recipe, callbacks), ")"]
    done = recipe.epochs
    for more in recipe.more:
        lines += ["", "# Go on: the same History takes the further epochs."]
        if more.learning_rate is not None:
            lines += [f"model.optimizer.learning_rate = {float(more.learning_rate)!r}"]
        initial, last = str(done), str(done + more.epochs)
        if recipe.stop:
            lines += ['done = len(history.history["loss"])']
            initial, last = "done", f"done + {more.epochs}"
        lines += ["history = model.fit(", "    train_images,", "    train_labels,"]
        lines += [f"    initial_epoch={initial},", f"    epochs={last},"]
        lines += [*_fit_arguments(recipe, ["keras.callbacks.TerminateOnNaN()", "history"]), ")"]
        done += more.epochs
    return lines


def stop_lines(stop: Stop) -> list[str]:
    """Return the lines of a callback that ends the training once a condition is met."""
    return [
        "class StopWhen(keras.callbacks.Callback):",
        "    def on_epoch_end(self, epoch, logs=None):",
        f'        if logs["{stop.metric}"] {stop.op} {stop.value!r}:',
        "            self.model.stop_training = True",
        "",
        "",
    ]


def _fit_arguments(recipe: Recipe, callbacks: Sequence[str]) -> list[str]:
    lines = [f"    batch_size={recipe.batch_size},"]
    if recipe.validation_split:
        lines += [f"    validation_split={recipe.validation_split!r},"]
    return [*lines, f"    callbacks=[{', '.join(callbacks)}],"]


def predict_lines(recipe: Recipe) -> list[str]:
    """Return the lines of a cell: the class names and the probabilities of the test pictures."""
    lines = [f"# Predict: one probability for each {WHAT[recipe.data]}."]
    if recipe.data == "digits":
        lines += _list("class_names", digits.CLASS_NAMES)
    elif recipe.data == "fashion":
        lines += _list("class_names", class_names(recipe.classes))
    lines += ["probabilities = model.predict(test_images)"]
    return [*lines, "print(probabilities[0])", "print(class_names[probabilities[0].argmax()])"]


def _sparse(recipe: Recipe) -> bool:
    return recipe.loss.startswith("sparse")


def _list(name: str, items: Sequence[str]) -> list[str]:
    """Return the lines of a list of texts, five in a line."""
    texts = [f'"{item}"' for item in items]
    rows = [", ".join(texts[start : start + 5]) for start in range(0, len(texts), 5)]
    begin = f"{name} = ["
    return f"{begin}{f',\n{" " * len(begin)}'.join(rows)}]".splitlines()
