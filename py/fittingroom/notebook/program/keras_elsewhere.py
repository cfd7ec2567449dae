"""The Keras program of a recipe as a file for elsewhere, in cells.

It begins with the weights of Fit and takes the pictures in its order, so that any Keras comes to
its numbers; and it spreads over the devices, and the processes, that are there.

Reference: https://keras.io/api/distribution/
"""

from __future__ import annotations

from fittingroom.app.from_recipe import split_sizes
from fittingroom.app.recipe import Recipe
from fittingroom.notebook.program.keras_source import (
    EVALUATE_LINES,
    compile_lines,
    define_lines,
    load_lines,
    predict_lines,
    stop_lines,
)

TRAINED_FILE = "clothes-trained.keras"
"""What the program keeps its network in."""

DEVICES = """\
# Devices: with one, and in one process, nothing happens here. Keras on JAX (KERAS_BACKEND=jax)
# spreads each batch over several devices, and over processes that are started with
# KERAS_DISTRIBUTION_JOB_ADDRESSES, ..._NUM_PROCESSES and ..._PROCESS_ID.
import math
import os
import sys

import keras
import numpy as np

devices, process, processes = [], 0, 1
if keras.config.backend() == "jax":
    if "KERAS_DISTRIBUTION_NUM_PROCESSES" in os.environ:
        keras.distribution.initialize()
    import jax

    devices = keras.distribution.list_devices()
    process, processes = jax.process_index(), jax.process_count()
    if process > 0:
        sys.stdout = open(os.devnull, "w")  # The first process prints for all.

# Fitting Room, and Keras on TensorFlow, take the loss from the numbers before softmax. Keras on
# JAX or PyTorch takes no probability for less than epsilon: let that be next to nothing.
if keras.config.backend() in ("jax", "torch"):
    keras.config.set_epsilon(1.2e-38)"""

NOT_NORMALIZED = """\
# These pictures are not normalised: there probabilities come to 0 all the same, and the numbers
# are those of Fitting Room on TensorFlow only."""

BATCHES = """\
# Batches: the pictures in the order of Fitting Room, drawn from the same seed, so that the
# numbers are the same. Of each batch, every process takes its own part.
draws = np.random.default_rng({seed}).spawn(1)[0]


class Batches(keras.utils.PyDataset):
    def __init__(self, images, labels, size):
        super().__init__()
        self.images, self.labels = images, labels
        self.size = min(size, len(images))
        self.order = np.arange(len(images))

    def __len__(self):
        return -(-len(self.order) // self.size)

    def __getitem__(self, number):
        batch = self.order[number * self.size :][: self.size]
        mine = batch[process::processes]
        return self.images[mine], self.labels[mine]

    def mix(self):
        self.order = draws.permutation(len(self.order))


{sets}

# Devices share a batch where each gets as many of its pictures as the others.
if len(devices) > 1:
    sizes = [n for part in parts for n in (part.size, len(part.order) % part.size)]
    evenly = math.gcd(*sizes)
    shared = max(n for n in range(1, len(devices) + 1) if evenly % n == 0)
    if processes > 1 and shared < len(devices):
        raise SystemExit(
            f"{{len(devices)}} devices cannot share batches of {{sorted({{*sizes}} - {{0}})}} "
            f"pictures evenly. Start as many as divide {{evenly}}, or change the batches."
        )
    print(f"{{shared}} of {{len(devices)}} devices share each batch.")
    # Each process brings its own part: Keras is not to cut it again.
    keras.distribution.set_distribution(
        keras.distribution.DataParallel(devices=devices[:shared], auto_shard_dataset=False)
    )"""

FIRST_WEIGHTS = """\

# The first weights, which Fitting Room draws from the seed before anything else.
for layer in model.layers[1:]:
    kernel, bias = layer.get_weights()
    limit = (6 / sum(kernel.shape)) ** 0.5
    layer.set_weights([draws.random(kernel.shape, "float32") * (2 * limit) - limit, bias])"""

KEEP = f"""\
# Keep it. Fitting Room opens this file too, under Take it with you.
if processes > 1:
    keras.distribution.set_distribution(None)  # The first process does it alone.
if process == 0:
    model.save("{TRAINED_FILE}")"""


def cells_for_elsewhere(recipe: Recipe) -> list[str]:
    """Return the cells of the program: those of Code, with devices, batches and first weights."""
    return [
        DEVICES if recipe.normalize else f"{DEVICES}\n{NOT_NORMALIZED}",
        _load(recipe),
        _batches(recipe),
        "\n".join([*define_lines(recipe), FIRST_WEIGHTS]),
        "\n".join(compile_lines(recipe)),
        "\n".join(_fit(recipe)),
        "\n".join(EVALUATE_LINES).replace("test_images, test_labels", "testing"),
        _predict(recipe),
        KEEP,
    ]


def _load(recipe: Recipe) -> str:
    lines = [line for line in load_lines(recipe) if not line.startswith("import ")]
    return "\n".join(lines).replace("This page has", "Fitting Room has")


def _batches(recipe: Recipe) -> str:
    training, validation = split_sizes(recipe)
    spans = [("training", "train", f"[:{training}]", str(recipe.batch_size))]
    if validation:
        spans += [("validation", "train", f"[{training}:]", str(validation))]
    spans += [("testing", "test", "", "len(test_images)")]
    sets = [
        f"{name} = Batches({part}_images{span}, {part}_labels{span}, {size})"
        for name, part, span, size in spans
    ]
    sets += [f"parts = [{', '.join(name for name, *_ in spans)}]"]
    return BATCHES.format(seed=recipe.seed, sets="\n".join(sets))


def _fit(recipe: Recipe) -> list[str]:
    lines = ["# Fit: go through the training pictures again and again, each time in a new order."]
    # A loss that is not a number ends the training, as it ends Fit.
    callbacks = ["mixing", "keras.callbacks.TerminateOnNaN()"]
    lines += ["mixing = keras.callbacks.LambdaCallback("]
    lines += ["    on_epoch_begin=lambda epoch, logs: training.mix()", ")"]
    first = callbacks
    if recipe.stop:
        lines += ["", "", *stop_lines(recipe.stop)]
        first = [*callbacks, "StopWhen()"]
    lines += _call(recipe, first, f"epochs={recipe.epochs}")
    for more in recipe.more:
        lines += ["", "# Go on: the same History takes the further epochs."]
        if more.learning_rate is not None:
            lines += [f"model.optimizer.learning_rate = {float(more.learning_rate)!r}"]
        lines += ['done = len(history.history["loss"])']
        last = f"epochs=done + {more.epochs}"
        lines += _call(recipe, [*callbacks, "history"], "initial_epoch=done", last)
    return lines


def _call(recipe: Recipe, callbacks: list[str], *epochs: str) -> list[str]:
    arguments = ["training", *epochs]
    arguments += ["validation_data=validation"] if recipe.validation_split else []
    arguments += ["shuffle=False", f"callbacks=[{', '.join(callbacks)}]"]
    return ["history = model.fit(", *(f"    {argument}," for argument in arguments), ")"]


def _predict(recipe: Recipe) -> str:
    # `predict` cuts batches of its own, which devices may not be able to share.
    called = "probabilities = keras.ops.convert_to_numpy(model(test_images))"
    text = "\n".join(predict_lines(recipe))
    return text.replace("probabilities = model.predict(test_images)", called)
