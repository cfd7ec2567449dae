"""The program twin: in cells it gives the History of Fit, bit for bit, and it is plain Keras."""

import ast
from pathlib import Path
from typing import Any

import pytest

from fittingroom.compat.namespace import NAMES
from session.bench import Bench

SMALL = {"classes": 3, "samples": 50, "epochs": 2}
TEN = {"classes": 10, "samples": 300, "epochs": 2, "batch": 32}


def layers(*hidden: tuple[int, str | None]) -> list[dict[str, Any]]:
    return [{"units": units, "activation": activation} for units, activation in hidden]


RECIPES: dict[str, dict[str, Any]] = {
    "defaults": {},
    "no hidden layer": SMALL | {"layers": []},
    "each its own activation": SMALL
    | {"layers": layers((9, "tanh"), (8, None), (7, "sigmoid"), (6, "linear"))},
    "not normalised": SMALL | {"normalize": False, "activation": "tanh"},
    "sgd": SMALL | {"optimizer": "sgd", "lr": 0.05},
    "sgd as it comes": SMALL | {"optimizer": "sgd"},
    "a learning rate that Python writes with an e": SMALL | {"lr": 0.00002},
    "sparse labels of the lesson": SMALL | {"loss": "sparse_categorical_crossentropy"},
    "without validation": SMALL | {"split": 0, "batch": 7},
    "nine tenths to validate": SMALL | {"split": 0.9, "epochs": 3},
    "stops at a loss": SMALL
    | {"samples": 600, "epochs": 9, "stop": {"metric": "loss", "op": "<", "value": 0.6}},
    "stops at an accuracy": SMALL
    | {"samples": 600, "epochs": 9, "stop": {"metric": "val_accuracy", "op": ">", "value": 0.8}},
    "goes on": SMALL | {"more": [{"epochs": 2, "lr": None}, {"epochs": 1, "lr": 0.0001}]},
    "goes on once a loss is reached": SMALL
    | {"samples": 600, "epochs": 9, "stop": {"metric": "loss", "op": "<", "value": 0.6},
       "more": [{"epochs": 2, "lr": 0.01}]},
    "goes on with sgd and all pictures": SMALL
    | {"optimizer": "sgd", "split": 0, "more": [{"epochs": 2, "lr": 0.1}]},
    "grows beyond all numbers while it goes on": SMALL
    | {"normalize": False, "layers": layers((20, "linear")), "optimizer": "sgd", "lr": 0.000001,
       "more": [{"epochs": 2, "lr": 10}, {"epochs": 1, "lr": 0.1}]},
    "grows beyond all numbers": SMALL
    | {"lr": 10, "optimizer": "sgd", "normalize": False, "layers": layers((20, "linear")),
       "epochs": 4},
    "one epoch, one batch": SMALL | {"epochs": 1, "batch": 1024},
    "another seed": SMALL | {"seed": 7},
    "plain NumPy": SMALL | {"backend": "numpy"},
    "three kinds of the full set": SMALL | {"samples": 700},
    "three kinds, sparse": SMALL | {"samples": 700, "loss": "sparse_categorical_crossentropy"},
    "another draw of the lesson's": SMALL | {"skip": 100},
    "another draw of three kinds": SMALL | {"skip": 600},
    "another draw of digits": TEN | {"data": "digits", "skip": 300},
    "another draw of ten kinds": TEN | {"skip": 300},
    "digits": TEN | {"data": "digits"},
    "digits, sparse": TEN | {"data": "digits", "loss": "sparse_categorical_crossentropy"},
    "ten kinds": TEN,
    "ten kinds, sparse": TEN | {"loss": "sparse_categorical_crossentropy", "split": 0.1},
    "ten kinds, not normalised": TEN | {"normalize": False},
    "every picture": {"classes": 10, "samples": 60_000, "epochs": 1, "batch": 1024, "split": 0,
                      "layers": layers((8, None))},
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(dist: Path) -> Bench:
    """One session for all recipes, so that the pictures are unpacked once."""
    bench = Bench(dist / "data")
    bench.open_notebook()
    return bench


def run(bench: Bench, source: str) -> list[dict[str, Any]]:
    """Outputs of a cell that raises nothing."""
    bench.outputs.clear()
    value = bench.ask("run-cell", cell="Cell 1", source=source)["value"]
    assert value["status"] == "ok", bench.outputs[-1]["traceback"]
    return list(bench.outputs)


@pytest.mark.parametrize("name", RECIPES)
def test_it_gives_the_history_of_fit(shared: Bench, name: str) -> None:
    recipe = RECIPES[name]
    fitted = shared.fit(len(shared.events), **recipe)
    evaluation = shared.told("evaluation")[-1:] if fitted["reason"] != "nan" else []
    shared.events.clear()
    for cell in shared.ask("program", recipe=recipe)["value"]["cells"]:
        run(shared, cell)
    (told,) = run(
        shared, "from fittingroom.app.fingerprint import fingerprint\nfingerprint(history.history)"
    )
    assert told["text"] == repr(fitted["fingerprint"])
    if "stops" in name:
        assert fitted["reason"] == "early-stopping"
    if "grows" in name:
        assert fitted["reason"] == "nan"
    for event in evaluation:
        (told,) = run(shared, "[loss, accuracy]")
        expected = [event["evaluation"]["loss"], event["evaluation"]["accuracy"]]
        assert told["text"] == repr(expected)


@pytest.mark.parametrize("name", RECIPES)
def test_it_names_what_keras_makes_public_alone(shared: Bench, name: str) -> None:
    cells = shared.ask("program", recipe=RECIPES[name])["value"]["cells"]
    tree = ast.parse("\n".join(cells))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import)
                for alias in node.names}  # fmt: skip
    assert imported <= {"keras", "numpy"}
    paths = [
        path for node in ast.walk(tree) if (path := dotted(node)) and path.startswith("keras.")
    ]
    assert "keras.Sequential" in paths
    for path in paths:
        module, _, last = path.rpartition(".")
        known = NAMES.get(module, ["load_data"])
        assert last in known, path


def dotted(node: ast.AST) -> str:
    """`keras.layers.Dense` for the attribute that says so."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""


def test_it_is_short_and_today_s_spelling(shared: Bench) -> None:
    cells = shared.ask("program", recipe={})["value"]["cells"]
    assert len(cells) == 6
    assert max(len(line) for cell in cells for line in cell.splitlines()) <= 88
    shared.ask("restart")
    for cell in cells:
        assert [output["text"] for output in run(shared, cell) if output["kind"] == "note"] == []


def test_a_recipe_that_cannot_be_trained_has_no_program(shared: Bench) -> None:
    error = shared.ask("program", recipe={"epochs": 0})["error"]
    assert error["code"] == "recipe-invalid"
