"""Carries out one run on Keras or on this package: the same lines drive both.

`k`, the module under test, is `keras` or `fittingroom`. A case is plain data:
`["Name", {arguments}]` stands for an object of the module that its key names.
"""

import contextlib
import io
import warnings
from typing import Any

import numpy as np

from parity import data

PLACES = {
    "layers": "layers",
    "loss": "losses",
    "optimizer": "optimizers",
    "metrics": "metrics",
    "callbacks": "callbacks",
    "learning_rate": "optimizers.schedules",
    "kernel_regularizer": "regularizers",
    "bias_regularizer": "regularizers",
    "activity_regularizer": "regularizers",
    "weighted_metrics": "metrics",
}
"""Where the objects under a key are made."""

FUNCTIONS = {
    "halved": lambda epoch, rate: rate * 0.5,
    "by_epoch": lambda epoch: 0.02 / (epoch + 1),
}
NOTED = ("stopped_epoch", "best_epoch", "best", "wait")
"""What callbacks know at the end."""
LARGE = 500
"""Of weights with more values than this, so many are kept, evenly spread."""


def made(k: Any, key: str, value: Any) -> Any:
    """Turn the data of a case into what Keras's words want."""
    if key in FUNCTION_KEYS and value in FUNCTIONS:
        return FUNCTIONS[value]
    if isinstance(value, list) and len(value) == 2 and isinstance(value[1], dict):
        place: Any = k
        for part in (*PLACES[key].split("."), *value[0].split(".")):
            place = getattr(place, part)
        return place(**{name: made(k, name, given) for name, given in value[1].items()})
    if isinstance(value, list) and key in PLACES:
        return [made(k, key, entry) for entry in value]
    if key == "loss" and isinstance(value, str) and value.startswith("losses."):
        return getattr(k.losses, value.removeprefix("losses."))
    return value


FUNCTION_KEYS = ("schedule",)


def build(k: Any, name: str, case: dict[str, Any]) -> Any:
    """Make and compile the model of a case, with its weights to start from."""
    k.utils.clear_session()
    model = k.Sequential(made(k, "layers", case["layers"]))
    weights = data.start(name, [weight.shape for weight in model.get_weights()])
    if "output_bias" in case:
        weights[-1] = np.array(case["output_bias"], "float32")
    model.set_weights(weights)
    for index in case.get("frozen", []):
        model.layers[index].trainable = False
    words = ("optimizer", "loss", "metrics", "weighted_metrics")
    model.compile(**{word: made(k, word, case[word]) for word in words if word in case})
    return model


def samples(case: dict[str, Any]) -> tuple[Any, Any]:
    """`x` and `y` of a case."""
    if case.get("pictures"):
        x, y = data.pictures()
        return x.reshape(len(x), -1) / 255, y
    count = case.get("samples", data.SAMPLES)
    x = data.samples() * np.float32(case.get("scale", 1))
    x = x.reshape(-1, *data.SHAPES[case.get("shape", "row")])
    return x[:count], data.labels(case["labels"])[:count]


def fit_arguments(k: Any, case: dict[str, Any], x: Any, y: Any) -> dict[str, Any]:
    """What `fit` is given, all but the samples."""
    given = {"shuffle": False, "verbose": 0, **case["fit"]}
    if "validation" in case:
        part = slice(1, None, 3)
        weights = [data.sample_weight()[part]] if case["validation"] == "weighted" else []
        given["validation_data"] = (x[part], y[part], *weights)
    if "class_weight" in given:
        given["class_weight"] = {int(c): w for c, w in given["class_weight"].items()}
    if given.get("sample_weight"):
        given["sample_weight"] = data.sample_weight()[: len(x)]
    if "callbacks" in given:
        given["callbacks"] = made(k, "callbacks", given["callbacks"])
    return given


def run(k: Any, name: str, case: dict[str, Any]) -> dict[str, Any]:
    """Carry out a case and return what came out, as plain data."""
    x, y = samples(case)
    history: Any = None
    with contextlib.redirect_stdout(io.StringIO()) as printed, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = build(k, name, case)
        given = fit_arguments(k, case, x, y)
        for _ in range(case.get("fits", 1)):
            history = model.fit(x, y, **given)
        outcome: dict[str, Any] = {
            "history": {key: list(map(float, line)) for key, line in history.history.items()},
            "epoch": list(history.epoch),
            "weights": [short(thinned(weight)) for weight in model.get_weights()],
            "steps": int(model.optimizer.iterations),
            "learning_rate": float(model.optimizer.learning_rate),
        }
        if given.get("callbacks"):
            outcome["callbacks"] = [noted(callback) for callback in given["callbacks"]]
        if case.get("look"):
            evaluation = model.evaluate(x, y, verbose=0, batch_size=9)
            outcome["evaluate"] = np.ravel(evaluation).astype(float).tolist()
            outcome["predict"] = short(model.predict(x[:5], verbose=0))
    if printed.getvalue():
        outcome["printed"] = printed.getvalue()
    return outcome


def noted(callback: Any) -> dict[str, float]:
    """What a callback knows at the end, by name."""
    values = {name: getattr(callback, name, None) for name in NOTED}
    return {name: float(value) for name, value in values.items() if value is not None}


def thinned(weight: Any) -> Any:
    """All values of an array in a row, or of a large one some, evenly spread."""
    values = np.ravel(weight)
    return values[:: max(1, len(values) // LARGE)]


def short(array: Any) -> list[float]:
    """Float32 values in a row, as the shortest decimals that give them back."""
    return [float(str(value)) for value in np.ravel(np.asarray(array, "float32"))]
