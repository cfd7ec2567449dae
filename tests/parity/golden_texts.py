"""The texts of the golden files: what real Keras prints, and how numbers are written.

Part of make_goldens.py, which sets up Keras before it imports this.
"""

import contextlib
import io
import os
import re
from typing import Any

import keras
import numpy as np


def short(array: Any) -> Any:
    """Float32 values as the shortest decimals that give them back."""
    values = np.asarray(array, "float32")
    return [float(str(v)) for v in values] if values.ndim == 1 else [short(row) for row in values]


def run_summaries() -> dict[str, str]:
    """Summary texts, before and after building and fitting."""
    texts: dict[str, str] = {}

    def take(name: str, model: keras.Sequential, **arguments: Any) -> None:
        model.summary(print_fn=lambda text: texts.__setitem__(name, text), **arguments)

    layers = keras.layers
    keras.utils.clear_session()
    dense = layers.Dense(10, activation="relu", input_shape=(784,))
    model = keras.Sequential([dense, layers.Dense(10), layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    take("built", model)
    take("narrow", model, line_length=50)
    os.environ["COLUMNS"] = "120"
    take("wide_terminal", model)
    os.environ["COLUMNS"] = "80"
    model.evaluate(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_evaluate", model)
    model.fit(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_fit", model)
    deferred = keras.Sequential([layers.Flatten(), layers.Dense(1024), layers.Dense(10)])
    take("deferred", deferred)
    deferred.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    deferred.fit(np.zeros((2, 28, 28)), np.zeros(2), verbose=0)
    take("sgd_after_fit", deferred)
    named = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Dense(4, name="a_very_long_name_for_a_layer_of_four_units"),
            layers.Flatten(name="flat"),
        ],
        name="garments",
    )
    take("named", named)
    return texts


def run_lines() -> dict[str, Any]:
    """Progress lines: real fits with their times, and a bar driven by a clock of our own."""
    x, y = np.linspace(-1, 1, 40).reshape(20, 2).astype("float32"), np.arange(20) % 3
    keras.utils.set_random_seed(1)
    printed: dict[str, str] = {}
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    initial = model.get_weights()
    for verbose in (1, 2):
        model.set_weights(initial)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        with contextlib.redirect_stdout(io.StringIO()) as output:
            fit = {"epochs": 2, "batch_size": 5, "validation_split": 0.25, "shuffle": False}
            model.fit(x, y, verbose=verbose, **fit)
            model.evaluate(x, y, verbose=verbose)
            model.predict(x, verbose=verbose)
        printed[str(verbose)] = without_times(last_drawn(output.getvalue()))
    return {
        "x": short(x),
        "y": y.tolist(),
        "initial_weights": [short(w) for w in initial],
        "printed": printed,
        "bars": [
            bar(steps, seconds, logs, verbose)
            for verbose in (1, 2)
            for steps, seconds, logs in [
                (48, 0.144, {"accuracy": 0.44791, "loss": 1.05304}),
                (1875, 1.5, {"accuracy": 1.0, "loss": 0.00098, "val_loss": 12.3456789}),
                (1, 2.6, {"loss": 3.1e-7}),
                (9, 75.0, {"loss": 0.0, "score": -0.5}),
                (3, 0.0003, {}),
                (12, 7300.0, {"loss": float("nan")}),
            ]
        ],
    }


def bar(steps: int, seconds: float, logs: dict[str, float], verbose: int) -> dict[str, Any]:
    """What Keras's bar prints at the end when every step takes the same time."""
    from keras.src.utils import progbar

    now = 1000.0
    real, progbar.time.time = progbar.time.time, lambda: now
    try:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            drawn = keras.utils.Progbar(steps, verbose=verbose)
            now += seconds / steps
            drawn.update(1, finalize=False)
            now = 1000.0 + seconds
            drawn.update(steps, list(logs.items()), finalize=True)
    finally:
        progbar.time.time = real
    text = last_drawn(output.getvalue()).strip("\n")
    return {"steps": steps, "seconds": seconds, "logs": logs, "verbose": verbose, "text": text}


def last_drawn(output: str) -> str:
    """What stays on a terminal: no escape codes, each line as it was drawn last."""
    plain = re.sub(r"\x1b\[\d*m|\x08", "", output)
    return "\n".join(line.rsplit("\r", 1)[-1] for line in plain.split("\n"))


def without_times(text: str) -> str:
    return re.sub(r"\b\d+(s|ms/step|us/step)", "TIME", text)
