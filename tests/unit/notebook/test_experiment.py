"""An experiment's results come out of a cell's variables as plain numbers."""

import pickle
from collections import defaultdict
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers
from fittingroom.app.pictures.store import Store
from fittingroom.notebook import Notebook
from fittingroom.notebook.experiment import read_experiment

IMAGES = np.arange(2 * 784).reshape(2, 28, 28).astype(np.uint8)


def variables(**others: Any) -> dict[str, Any]:
    model = Sequential([Input((28, 28)), layers.Flatten(), layers.Dense(10, "softmax")])
    labels = np.array([7, 2], np.uint8)
    return {"model": model, "x_test": IMAGES, "y_test": labels, **others}


def test_a_model_that_was_only_defined() -> None:
    assert read_experiment(variables()) == {
        "history": None,
        "evaluation": None,
        "params": 7850,
        "probabilities": None,
        "label": 7,
        "pixels": IMAGES[0].tobytes(),
    }


def test_everything_there_is() -> None:
    history = SimpleNamespace(history={"loss": [0.5, np.float32(0.25)], "accuracy": [1, 1]})
    found = read_experiment(
        variables(
            history=history,
            evaluation=[np.float32(0.5), 0.25],
            classifications=np.array([[0.25, 0.75], [1, 0]], np.float32),
        )
    )
    assert found is not None
    assert found["history"] == {"loss": [0.5, 0.25], "accuracy": [1.0, 1.0]}
    assert found["evaluation"] == [0.5, 0.25]
    assert found["probabilities"] == [0.25, 0.75]
    # Plain Python, which can go to JavaScript.
    assert b"numpy" not in pickle.dumps(found)


def test_numbers_that_are_not_finite_are_left_out_of_the_history() -> None:
    history = SimpleNamespace(history={"loss": [1.0, np.nan, np.inf, np.float32(-np.inf)]})
    found = read_experiment(variables(history=history))
    assert found is not None
    assert found["history"] == {"loss": [1.0, None, None, None]}


@pytest.mark.parametrize("images", [IMAGES / 255.0, (IMAGES / 255.0).astype(np.float32)[..., None]])
def test_scaled_images_have_their_pixels_back(images: np.ndarray) -> None:
    found = read_experiment(variables(x_test=images))
    assert found is not None
    assert found["pixels"] == IMAGES[0].tobytes()


@pytest.mark.parametrize("name", ["model", "x_test", "y_test"])
def test_without_a_model_or_test_data_there_is_none(name: str) -> None:
    found = variables()
    del found[name]
    assert read_experiment(found) is None


@pytest.mark.parametrize(
    "unsuitable",
    [
        {"model": 3},
        {"model": Sequential([layers.Dense(2)])},
        {"x_test": "x"},
        {"x_test": IMAGES[:0]},
        {"x_test": IMAGES[:, 1:]},
        {"x_test": IMAGES * 0},
        {"x_test": IMAGES / 255 - 0.5},
        {"x_test": np.full((2, 28, 28), np.nan)},
        {"y_test": []},
        {"y_test": np.eye(10)},
        {"y_test": np.array([np.inf])},
        {"history": {"loss": [1.0]}},
        {"history": SimpleNamespace(history={"loss": "x"})},
        {"evaluation": 0.5},
        {"classifications": []},
        {"classifications": np.zeros(10)},
    ],
)
def test_variables_of_another_kind_give_none(unsuitable: dict[str, Any]) -> None:
    assert read_experiment(variables(**unsuitable)) is None


SOURCE = """
import numpy as np, keras
x_test, y_test = np.ones((1, 28, 28)), np.array([3])
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(2)])
"""


def test_a_cell_gives_its_results_if_asked_for_and_if_it_ended_well() -> None:
    files = defaultdict[str, dict[str, Any]](lambda: {"bytes": 0, "size": 0, "sha256": ""})
    notebook = Notebook(lambda output: None, lambda path: b"", Store({"files": files}))
    assert notebook.run("Cell 1", SOURCE)["experiment"] is None
    found = notebook.run("Cell 1", SOURCE, experiment=True)["experiment"]
    assert found is not None
    assert (found["params"], found["label"], found["pixels"]) == (1570, 3, b"\xff" * 784)
    failed = notebook.run("Cell 1", "1 / 0", experiment=True)
    assert (failed["status"], failed["experiment"]) == ("error", None)


LEARNS = """
import numpy as np, keras
x_test, y_test = np.ones((4, 28, 28)), np.array([3, 1, 2, 0])
model = keras.Sequential([keras.Input((28, 28)), keras.layers.Flatten(), keras.layers.Dense(4)])
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
history = model.fit(x_test, y_test, epochs=3)
"""


def test_each_epoch_is_told_while_an_experiment_trains() -> None:
    files = defaultdict[str, dict[str, Any]](lambda: {"bytes": 0, "size": 0, "sha256": ""})
    outputs: list[Any] = []
    notebook = Notebook(outputs.append, lambda path: b"", Store({"files": files}))
    end = notebook.run("Cell 1", LEARNS, experiment=True)["experiment"]
    assert end is not None
    told = [output["history"] for output in outputs if output["kind"] == "learning"]
    assert [len(history["loss"]) for history in told] == [1, 2, 3]
    assert told[-1] == end["history"]
    first = next(i for i, output in enumerate(outputs) if output["kind"] == "learning")
    assert any("Epoch 3/3" in output.get("text", "") for output in outputs[first:]), (
        "at the end only"
    )
    outputs.clear()
    notebook.run("Cell 2", LEARNS)
    assert all(output["kind"] != "learning" for output in outputs)


def test_whatever_is_named_model_an_experiment_runs_on() -> None:
    files = defaultdict[str, dict[str, Any]](lambda: {"bytes": 0, "size": 0, "sha256": ""})
    outputs: list[Any] = []
    notebook = Notebook(outputs.append, lambda path: b"", Store({"files": files}))
    odd = (
        "class A: history = {'loss': 'x'}\nclass model: history = A\nprint(1)\nmodel = 3\nprint(2)"
    )
    assert notebook.run("Cell 1", odd, experiment=True)["status"] == "ok"
    assert {output["kind"] for output in outputs} == {"stream"}
