"""What the Lab's program and its list for Ray say; test_elsewhere runs them with Keras."""

import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from session.bench import Bench

SMALL: dict[str, Any] = {"classes": 3, "samples": 60, "epochs": 2, "batch": 16, "seed": 4}
LESS = {"metric": "loss", "op": "<", "value": 0.9}
RECIPES: dict[str, dict[str, Any]] = {
    "as it comes": SMALL,
    "without validation": {**SMALL, "split": 0, "optimizer": "sgd", "lr": 0.05},
    "no hidden layer, sparse": {
        **SMALL,
        **{"layers": [], "loss": "sparse_categorical_crossentropy", "normalize": False},
    },
    "stops and goes on": {**SMALL, "epochs": 8, "stop": LESS, "more": [{"epochs": 2, "lr": 0.1}]},
    "three of the full set": {**SMALL, "samples": 700, "epochs": 1},
    "ten": {**SMALL, "classes": 10},
    "after others": {**SMALL, "skip": 300},
    "after too many for the file": {**SMALL, "skip": 600, "epochs": 1},
    "digits": {**SMALL, "classes": 10, "data": "digits"},
}


@pytest.fixture(scope="module")
def shared(dist: Path) -> Bench:
    bench = Bench(dist / "data")
    bench.open_notebook()
    return bench


@pytest.mark.parametrize("name", RECIPES)
def test_the_program_comes_to_the_numbers_of_fit_in_cells_too(shared: Bench, name: str) -> None:
    shared.ask("restart")
    recipe = RECIPES[name]
    history = shared.fit(len(shared.events), **recipe)["history"]
    evaluation = shared.told("evaluation")[-1]["evaluation"]
    file = shared.ask("export", format="ipynb", recipe=recipe)["value"]
    for cell in json.loads(file["content"])["cells"][1:]:
        run(shared, cell["source"])
    found = run(shared, "[history.history, [loss, accuracy], len(probabilities)]")
    theirs, evaluated, count = ast.literal_eval(found)
    assert set(theirs) == set(history)
    for key, values in history.items():
        np.testing.assert_allclose(theirs[key], values, rtol=1e-5, err_msg=key)
    np.testing.assert_allclose(evaluated, [evaluation["loss"], evaluation["accuracy"]], rtol=1e-5)
    assert count == evaluation["samples"]


def run(bench: Bench, source: str) -> str:
    """What a cell that raises nothing shows."""
    bench.outputs.clear()
    value = bench.ask("run-cell", cell="Cell 1", source=source)["value"]
    assert value["status"] == "ok", bench.outputs[-1]
    return next((each["text"] for each in bench.outputs if each["kind"] == "result"), "")


@pytest.mark.parametrize("format", ["py", "list"])
def test_what_is_taken_is_python_and_says_what_it_needs(bench: Bench, format: str) -> None:
    for recipe in RECIPES.values():
        source = text(bench, recipe, format)
        compile(source, f"clothes.{format}", "exec")
        assert max(map(len, source.splitlines())) <= 100
        few = recipe["samples"] + recipe.get("skip", 0) <= 600
        reads = recipe["classes"] == 3 and few
        assert ("It reads fashion.npz" in source) is reads
    assert "are not those of the page" in text(bench, RECIPES["digits"], "list")


def text(bench: Bench, recipe: dict[str, Any], format: str) -> str:
    if format == "list":
        answer = bench.ask("export-list", recipes=[recipe, {**recipe, "seed": 5}])
    else:
        answer = bench.ask("export", format=format, recipe=recipe)
    return answer["value"]["content"].decode()


def test_a_list_names_what_its_runs_differ_in(bench: Bench) -> None:
    rates = [{**SMALL, "lr": rate, "data": "own"} for rate in (0.1, 0.01)]
    own = bench.ask("export-list", recipes=rates)["value"]
    source = own["content"].decode()
    assert own["name"] == "clothes-list.py"
    assert 'VARIED = ["learning_rate"]' in source
    assert '    {**COMMON, "learning_rate": 0.01},' in source
    assert "It reads own-pictures.npz" in source


def test_a_list_of_nothing_or_of_two_sets_is_refused(bench: Bench) -> None:
    for recipes in ([], [SMALL, {**SMALL, "classes": 10}]):
        error = bench.ask("export-list", recipes=recipes)["error"]
        assert (error["code"], error["traceback"]) == ("recipe-invalid", "")
