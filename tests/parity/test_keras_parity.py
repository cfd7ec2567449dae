"""Compares this package with real Keras, as `make_goldens.py` recorded it.

Needs neither Keras nor TensorFlow. Numbers agree within 1e-5, texts to the letter (but for times).
"""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, backend, callbacks, layers, losses, optimizers, utils
from fittingroom.data_adapter import ArraySource
from fittingroom.progbar import final_line

FOLDER = Path(__file__).parent / "goldens"
TOLERANCE = 1e-5


def read(name: str) -> Any:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))["golden"]


TRAJECTORIES = read("trajectories")
STOPPINGS = read("early_stopping")
OPTIMIZERS = read("optimizers")
SUMMARIES = read("summaries")
LINES = read("lines")


def build(case: dict[str, Any], features: int) -> Sequential:
    model = Sequential([Input((features,))])
    for units, *rest in case["layers"]:
        if units == "flatten":
            model.add(layers.Flatten())
        else:
            arguments = rest[1] if len(rest) > 1 else {}
            model.add(layers.Dense(units, activation=rest[0], **arguments))
    name, arguments = case.get("optimizer", ["adam", {}])
    one_hot = case.get("labels", "one_hot") == "one_hot"
    loss: Any = "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy"
    if "loss" in case:
        loss = getattr(losses, case["loss"][0])(**case["loss"][1])
    optimizer = {"adam": optimizers.Adam, "sgd": optimizers.SGD}[name](**arguments)
    model.compile(optimizer, loss, metrics=["accuracy"])
    if "initial_weights" in case:
        model.set_weights(case["initial_weights"])
    return model


def labels_of(case: dict[str, Any]) -> np.ndarray:
    data, kind = TRAJECTORIES["data"], case.get("labels", "one_hot")
    if kind == "one_hot":
        return utils.to_categorical(data["three"])
    labels = np.array(data["three" if kind == "column" else kind])
    return labels[:, None] if kind == "column" else labels


def assert_weights(model: Sequential, expected: list[Any]) -> None:
    for weight, golden in zip(model.get_weights(), expected, strict=True):
        np.testing.assert_allclose(weight, golden, rtol=0, atol=TOLERANCE)


def assert_history(history: dict[str, list[float]], expected: dict[str, list[float]]) -> None:
    assert list(history) == list(expected)
    for name, values in expected.items():
        np.testing.assert_allclose(history[name], values, rtol=0, atol=TOLERANCE, err_msg=name)


@pytest.mark.parametrize("name", TRAJECTORIES["runs"])
def test_trajectory(name: str) -> None:
    case = TRAJECTORIES["runs"][name]
    samples = case.get("samples", 60)
    x = np.array(TRAJECTORIES["data"]["x"], "float32")[:samples] * np.float32(case.get("scale", 1))
    y = labels_of(case)[:samples]
    model = build(case, x.shape[1])
    fit = case["fit"] | {"shuffle": False, "verbose": 0}
    if case.get("validation_data"):
        fit["validation_data"] = (x[::2], y[::2])
    for _ in range(case.get("fits", 1)):
        history = model.fit(x, y, **fit)
    assert_history(history.history, case["history"])
    assert (history.epoch, history.params) == (case["epoch"], case["params"])
    assert_weights(model, case["final_weights"])
    evaluation = model.evaluate(x, y, verbose=0, batch_size=9)
    np.testing.assert_allclose(evaluation, case["evaluate"], rtol=0, atol=TOLERANCE)
    predictions = model.predict(x[:5], verbose=0)
    np.testing.assert_allclose(predictions, case["predict"], rtol=0, atol=TOLERANCE)


class Scaled(ArraySource):
    """Pixels divided by 255 while they are read."""

    def read(self, indices: backend.Array, out: backend.Array) -> None:
        np.divide(self.read_raw(indices), np.float32(255), out=out)


@pytest.mark.parametrize("divided", [True, False], ids=["float64", "uint8 through a source"])
def test_pictures(divided: bool) -> None:
    with np.load(FOLDER / "pictures.npz") as golden:
        golden = dict(golden)
    model = build({"layers": [[10, "relu"], [10, "relu"], [3, "softmax"]]}, 784)
    model.set_weights([golden[f"initial_{i}"] for i in range(6)])
    pixels = golden["x"].reshape(-1, 784)
    x: Any = pixels / 255 if divided else Scaled(pixels)
    fit: dict[str, Any] = {"epochs": 10, "batch_size": 10, "validation_split": 0.2}
    history = model.fit(x, golden["y"], shuffle=False, verbose=0, **fit)
    expected = json.loads(str(golden["history"]))
    del expected["versions"]
    assert_history(history.history, expected)
    assert_weights(model, [golden[f"final_{i}"] for i in range(6)])
    predictions = model.predict(x, verbose=0)
    np.testing.assert_allclose(predictions, golden["predict"], rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("case", OPTIMIZERS[1:], ids=lambda case: f"{case['name']}")
def test_optimizer(case: dict[str, Any]) -> None:
    optimizer = {"adam": optimizers.Adam, "sgd": optimizers.SGD}[case["name"]](**case["arguments"])
    variable = np.array(OPTIMIZERS[0]["start"], "float32")
    for gradient, expected in zip(OPTIMIZERS[0]["gradients"], case["weights"], strict=True):
        optimizer.apply([np.array(gradient, "float32")], [variable])
        np.testing.assert_allclose(variable, expected, rtol=0, atol=TOLERANCE)


@pytest.mark.parametrize("run", STOPPINGS[1:], ids=lambda run: str(run["arguments"]))
def test_early_stopping(run: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    x, y = np.array(TRAJECTORIES["data"]["x"], "float32"), np.array(TRAJECTORIES["data"]["three"])
    model = build(STOPPINGS[0], 6)
    stopping = callbacks.EarlyStopping(**run["arguments"])
    fit: dict[str, Any] = {"epochs": 25, "batch_size": 10, "validation_split": 0.4}
    history = model.fit(x, y, shuffle=False, verbose=0, callbacks=[stopping], **fit)
    assert_history(history.history, run["history"])
    assert stopping.stopped_epoch == run["stopped_epoch"]
    assert stopping.best_epoch == run["best_epoch"]
    assert capsys.readouterr().out == run["printed"]
    assert_weights(model, run["final_weights"])


def test_summaries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    texts: dict[str, str] = {}

    def take(name: str, model: Sequential, **arguments: Any) -> None:
        model.summary(print_fn=lambda text: texts.__setitem__(name, text), **arguments)

    utils.clear_session()
    dense = layers.Dense(10, activation="relu", input_shape=(784,))
    model = Sequential([dense, layers.Dense(10), layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    take("built", model)
    take("narrow", model, line_length=50)
    monkeypatch.setenv("COLUMNS", "120")
    take("wide_terminal", model)
    monkeypatch.setenv("COLUMNS", "80")
    model.evaluate(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_evaluate", model)
    model.fit(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_fit", model)
    deferred = Sequential([layers.Flatten(), layers.Dense(1024), layers.Dense(10)])
    take("deferred", deferred)
    deferred.compile("sgd", losses.SparseCategoricalCrossentropy(from_logits=True))
    deferred.fit(np.zeros((2, 28, 28)), np.zeros(2), verbose=0)
    take("sgd_after_fit", deferred)
    named = Sequential(
        [
            Input((28, 28)),
            layers.Dense(4, name="a_very_long_name_for_a_layer_of_four_units"),
            layers.Flatten(name="flat"),
        ],
        name="garments",
    )
    take("named", named)
    assert texts == SUMMARIES


@pytest.mark.parametrize("verbose", [1, 2])
def test_printed_lines(verbose: Any, capsys: pytest.CaptureFixture[str]) -> None:
    x, y = np.array(LINES["x"]), np.array(LINES["y"])
    model = Sequential([Input((2,)), layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.set_weights(LINES["initial_weights"])
    fit: dict[str, Any] = {"epochs": 2, "batch_size": 5, "validation_split": 0.25}
    model.fit(x, y, verbose=verbose, shuffle=False, **fit)
    model.evaluate(x, y, verbose=verbose)
    model.predict(x, verbose=verbose)
    printed = capsys.readouterr().out
    assert without_times(printed) == LINES["printed"][str(verbose)]


@pytest.mark.parametrize("bar", LINES["bars"], ids=lambda bar: bar["text"])
def test_final_line(bar: dict[str, Any]) -> None:
    line = final_line(bar["logs"], bar["steps"], bar["seconds"], verbose=bar["verbose"])
    assert line == bar["text"]


def without_times(text: str) -> str:
    return re.sub(r"\b\d+(s|ms/step|us/step)", r"TIME", text)
