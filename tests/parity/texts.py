"""What is printed: tables of `summary()`, and the lines of training, on either side.

`k`, the module under test, is `keras` or `fittingroom`. Terminals are 80 characters
wide unless said otherwise.
"""

import contextlib
import io
import os
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data

BARS = [
    (48, 0.144, {"accuracy": 0.44791, "loss": 1.05304}),
    (1875, 1.5, {"accuracy": 1.0, "loss": 0.00098, "val_loss": 12.3456789}),
    (1, 2.6, {"loss": 3.1e-7}),
    (9, 75.0, {"loss": 0.0, "score": -0.5}),
    (3, 0.0003, {}),
    (12, 7300.0, {"loss": float("nan")}),
]
"""Steps, seconds in all, and logs of progress bars."""


def summaries(k: Any) -> dict[str, str]:
    """Summary texts, before and after building and fitting."""
    texts: dict[str, str] = {}

    def take(name: str, model: Any, **arguments: Any) -> None:
        model.summary(print_fn=lambda text: texts.__setitem__(name, text), **arguments)

    k.utils.clear_session()
    dense = k.layers.Dense(10, activation="relu", input_shape=(784,))
    model = k.Sequential([dense, k.layers.Dense(10), k.layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    take("built", model)
    take("narrow", model, line_length=50)
    with terminal(120):
        take("wide_terminal", model)
        take("trainable_wide", model, show_trainable=True)
    model.layers[0].trainable = False
    take("trainable", model, show_trainable=True)
    take("columns", model, line_length=70, positions=[0.5, 0.75, 1.0])
    model.layers[0].trainable = True
    model.evaluate(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_evaluate", model)
    model.fit(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_fit", model)
    deferred = k.Sequential([k.layers.Flatten(), k.layers.Dense(1024), k.layers.Dense(10)])
    take("deferred", deferred)
    deferred.compile("sgd", k.losses.SparseCategoricalCrossentropy(from_logits=True))
    deferred.fit(np.zeros((2, 28, 28)), np.zeros(2), verbose=0)
    take("sgd_after_fit", deferred)
    long_name = "a_very_long_name_for_a_layer_of_four_units"
    layers = [k.Input((28, 28)), k.layers.Dense(4, name=long_name), k.layers.Flatten(name="flat")]
    take("named", k.Sequential(layers, name="garments"))
    return texts


def lines(k: Any) -> dict[str, str]:
    """What `fit`, `evaluate` and `predict` leave on a terminal, without their times."""
    x, y = np.linspace(-1, 1, 40).reshape(20, 2).astype("float32"), np.arange(20) % 3
    return {f"verbose={verbose}": trained(k, x, y, verbose) for verbose in (1, 2)}


def trained(k: Any, x: Any, y: Any, verbose: int) -> str:
    k.utils.clear_session()
    model = k.Sequential([k.Input((2,)), k.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.set_weights(data.start("lines", [(2, 3), (3,)]))
    fit: dict[str, Any] = {"epochs": 2, "batch_size": 5, "validation_split": 0.25}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        model.fit(x, y, verbose=verbose, shuffle=False, **fit)
        model.evaluate(x, y, verbose=verbose)
        model.predict(x, verbose=verbose)
    times = r"\b\d+(s/step|ms/step|us/step|s)"
    return re.sub(times, "TIME", last_drawn(printed.getvalue()))


def bars(draw: Callable[[int, float, dict[str, float], int], str]) -> dict[str, str]:
    """The last line of bars whose steps all take the same time."""
    return {
        f"{steps} steps, {seconds} s, verbose={verbose}": draw(steps, seconds, logs, verbose)
        for verbose in (1, 2)
        for steps, seconds, logs in BARS
    }


def last_drawn(output: str) -> str:
    """What stays on a terminal: no escape codes, each line as it was drawn last."""
    plain = re.sub(r"\x1b\[\d*m|\x08", "", output)
    return "\n".join(line.rsplit("\r", 1)[-1] for line in plain.split("\n"))


@contextlib.contextmanager
def terminal(columns: int) -> Any:
    """Be printing on a terminal of that width."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    try:
        yield
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
