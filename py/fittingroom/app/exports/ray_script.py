"""A list of runs as one Python script that Ray runs on a computer or on many.

Each run begins with the weights that Fit draws, takes the pictures in its order, and is tested on
the pictures that the page compares runs by: the results are the page's.

Reference: https://docs.ray.io/en/latest/ray-core/tasks.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fittingroom.app.exports.ray_loading import load_lines, part_of
from fittingroom.app.from_recipe import split_sizes
from fittingroom.app.protocol import ExportReply
from fittingroom.app.recipe import Recipe, RecipeError

NAME = "clothes-list"
OPTIMIZERS = {"adam": "Adam", "sgd": "SGD"}

HEAD = """\
\"\"\"Written by Fitting Room: a list of {count}, trained side by side by Ray to the page's numbers.

    pip install ray keras tensorflow
    python {name}.py

With jax in place of tensorflow, say KERAS_BACKEND=jax. It prints how far it is and a table, and
writes {name}.csv after each run. Where Ray runs as a cluster, start it there, or from
elsewhere: ray job submit --working-dir . -- python {name}.py
{notes}\"\"\"

import csv
import os
import time

import keras
import numpy as np
import ray

# What all runs have in common, and what each has of its own.
COMMON = {{
{common}
}}
RUNS = [
{runs}
]
VARIED = {varied}
FILE = "{name}.csv"


def load():
    \"\"\"The pictures, once for all runs: pixels from 0 to 255, and numbers of classes.\"\"\"
{loading}
"""

BODY = '''

def define(run, draws):
    """The compiled network, with the first weights that Fitting Room draws from the seed."""
    layers = [keras.Input((28, 28)), keras.layers.Flatten()]
    for units, activation in [*run["layers"], (run["classes"], "softmax")]:
        layers.append(keras.layers.Dense(units, activation=activation))
    model = keras.Sequential(layers)
    for layer in model.layers[1:]:
        kernel, bias = layer.get_weights()
        limit = (6 / sum(kernel.shape)) ** 0.5
        start = draws.random(kernel.shape, "float32") * (2 * limit) - limit
        layer.set_weights([start, bias])
    optimizer = getattr(keras.optimizers, run["optimizer"])(run["learning_rate"])
    model.compile(optimizer=optimizer, loss=run["loss_function"], metrics=["accuracy"])
    return model


def ready(run, images, labels):
    """Pictures and labels as the network of a run takes them."""
    images = images.astype("float32") / (255 if run["normalize"] else 1)
    if run["loss_function"].startswith("categorical"):
        labels = keras.utils.to_categorical(labels, run["classes"])
    return images, labels


@ray.remote(num_cpus=1)
def train(run, sets):
    """Train one run, and return what came of it."""
    began = time.perf_counter()
    # Fitting Room, and Keras on TensorFlow, take the loss from the numbers before softmax. Keras
    # on JAX or PyTorch takes no probability for less than epsilon: let that be next to nothing.
    if keras.config.backend() in ("jax", "torch"):
        keras.config.set_epsilon(1.2e-38)
    draws = np.random.default_rng(run["seed"]).spawn(1)[0]
    model = define(run, draws)
    chosen = slice(run["skip"], run["skip"] + run["samples"])
    images, labels = ready(run, *(values[chosen] for values in sets[run["from"]]))
    x, y = images[: run["training"]], labels[: run["training"]]
    rest = (images[run["training"] :], labels[run["training"] :])
    validation = {"validation_data": rest} if len(rest[0]) else {}
    epochs, logs, lost = 0, {}, False
    for more, rate, stop in [(run["epochs"], None, run["stop"]), *run["more"]]:
        if rate is not None:
            model.optimizer.learning_rate = rate
        for _ in range(more):
            if lost:
                break
            # Each epoch takes the pictures in a new order.
            order = draws.permutation(len(x))
            history = model.fit(
                x[order],
                y[order],
                batch_size=run["batch_size"],
                shuffle=False,
                verbose=0,
                **validation,
            ).history
            logs = {name: values[-1] for name, values in history.items()}
            epochs += 1
            lost = not np.isfinite(logs["loss"])
            if stop is not None and reached(stop, logs):
                break
    loss, accuracy = model.evaluate(*ready(run, *sets["test"]), batch_size=1000, verbose=0)
    tested = {"test_loss": loss, "test_accuracy": accuracy, "tested": len(sets["test"][0])}
    return {"epochs": epochs, **logs, **tested, "seconds": round(time.perf_counter() - began, 1)}


def reached(stop, logs):
    metric, below, value = stop
    return logs[metric] < value if below else logs[metric] > value


def told(value):
    if isinstance(value, list):
        return " ".join(f"{units}:{activation}" for units, activation in value) or "none"
    return f"{value:.4f}" if isinstance(value, float) and value >= 0.001 else str(value)


def rows(results):
    """What is varied of each run that has ended, and what came of it."""
    for number, result in sorted(results.items()):
        yield {**{name: RUNS[number][name] for name in VARIED}, **result}


def keep(results):
    table = [*rows(results)]
    names = dict.fromkeys(name for row in table for name in row)
    with open(FILE, "w", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        for row in table:
            lists = {name: told(row[name]) for name in row if isinstance(row[name], list)}
            writer.writerow({**row, **lists})


def show(results):
    table = [*rows(results)]
    names = [*dict.fromkeys(name for row in table for name in row)]
    lines = [names, *([told(row.get(name, "")) for name in names] for row in table)]
    widths = [max(map(len, column)) for column in zip(*lines)]
    for line in lines:
        print("  ".join(text.rjust(width) for text, width in zip(line, widths)))


def main():
    sets = load()
    # Every process of Ray takes the Keras of this one.
    ray.init(runtime_env={"env_vars": {"KERAS_BACKEND": keras.config.backend()}})
    pictures = ray.put(sets)
    waiting = {train.remote(run, pictures): number for number, run in enumerate(RUNS)}
    results = {}
    while waiting:
        (done,), _ = ray.wait([*waiting])
        number = waiting.pop(done)
        try:
            results[number] = ray.get(done)
        except ray.exceptions.RayError as error:
            print(f"Run {number + 1} has failed: {error}")
            continue
        keep(results)
        accuracy = results[number]["test_accuracy"]
        print(f"{len(results)} of {len(RUNS)} trained: test accuracy {accuracy:.4f}", flush=True)
    if not results:
        raise SystemExit("No run was trained.")
    show(results)
    print(f"The table is in {os.path.abspath(FILE)}")


if __name__ == "__main__":
    main()
'''


def export_list(recipes: Sequence[Recipe]) -> ExportReply:
    """Return the script of a list of runs, which differ in some settings, but not in their set.

    Raises:
        RecipeError: if there is no run, or their pictures are of different sets.
    """
    if len({(recipe.data, recipe.classes) for recipe in recipes}) != 1:
        raise RecipeError("A list has runs with pictures of one set.")
    runs = [*map(_settings, recipes)]
    first = runs[0]
    varied = [key for key in first if any(run[key] != first[key] for run in runs)]
    common = {key: value for key, value in first.items() if key not in varied}
    loading, notes = load_lines(recipes)
    head = HEAD.format(
        count=f"{len(runs)} run{'s' if len(runs) > 1 else ''}",
        name=NAME,
        notes="".join(f"\n{note}\n" for note in notes),
        common="\n".join(f"    {_key(key, value)}," for key, value in common.items()),
        runs="\n".join(f"    {_own(run, varied)}," for run in runs),
        varied=_literal([key for key in varied if key not in ("training", "from")] or ["seed"]),
        loading="\n".join(f"    {line}" if line else "" for line in loading),
    )
    return {"name": f"{NAME}.py", "content": (head + BODY).encode()}


def _own(run: dict[str, Any], varied: Sequence[str]) -> str:
    own = ", ".join(_key(key, run[key]) for key in varied)
    return f"{{**COMMON, {own}}}" if own else "COMMON"


def _key(key: str, value: Any) -> str:
    return f'"{key}": {_literal(value)}'


def _literal(value: Any) -> str:
    return repr(value).replace("'", '"')


def _settings(recipe: Recipe) -> dict[str, Any]:
    """Return a recipe as the script has it, in which `training` of its pictures train."""
    stop = recipe.stop
    return {
        "classes": recipe.classes,
        "samples": recipe.samples,
        "skip": recipe.skip,
        "from": part_of(recipe),
        "training": split_sizes(recipe)[0],
        "normalize": recipe.normalize,
        "layers": [list(layer) for layer in recipe.layers],
        "optimizer": OPTIMIZERS[recipe.optimizer],
        "learning_rate": float(recipe.learning_rate),
        "loss_function": recipe.loss,
        "epochs": recipe.epochs,
        "batch_size": recipe.batch_size,
        "stop": (stop.metric, stop.op == "<", stop.value) if stop else None,
        "more": [(more.epochs, more.learning_rate, None) for more in recipe.more],
        "seed": recipe.seed,
    }
