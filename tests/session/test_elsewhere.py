"""The Lab's programs beyond one machine: they come to the page's numbers, to 1e-4.

On one device in Jupyter, on two devices, in two processes, and a list of runs on a Ray of two
workers.
"""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import environments
from fittingroom.saving import load_model
from session import elsewhere
from session.bench import Bench

NEAR = 1e-4
ROUNDED = NEAR + 0.5e-4
"""What is printed has four digits."""
RECIPE: dict[str, Any] = {
    **{"classes": 3, "samples": 600, "epochs": 2, "batch": 32, "split": 0.25, "seed": 3},
    **{"layers": [{"units": 16, "activation": "relu"}], "lr": 0.03},
    "stop": {"metric": "loss", "op": "<", "value": 0.01},
    "more": [{"epochs": 1, "lr": 0.002}],
}
"""The last batch of an epoch has only 2 pictures; some probabilities are less than 1e-7, which
Keras on JAX would take for 1e-7."""
LIST = [
    {**RECIPE, **of, "layers": [{"units": 4, "activation": "relu"}]}
    for of in ({}, {"samples": 900}, {"samples": 300, "skip": 200})
]
TRAINED = "clothes-trained.keras"


@pytest.fixture(scope="module")
def python() -> Path:
    try:
        return environments.python_with(environments.ELSEWHERE)
    except environments.MissingError as error:
        pytest.skip(f"Keras on JAX, Jupyter and Ray cannot be had here: {error}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return elsewhere.place(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def trained(dist: Path) -> Bench:
    bench = Bench(dist / "data")
    bench.fit(**RECIPE)
    return bench


def take(bench: Bench, type: str, **fields: Any) -> str:
    """Put a file of the Lab, and the pictures, into the current folder; return its name."""
    file = bench.ask(type, **fields)["value"]
    Path(file["name"]).write_bytes(file["content"])
    shutil.copyfile(bench.data / "fashion.npz", "fashion.npz")
    return file["name"]


def check(text: str, bench: Bench) -> None:
    """What a program has printed, and the network it has kept, against those of the page's run."""
    run = bench.session._run  # pyright: ignore[reportPrivateUsage]
    assert run is not None
    assert run.evaluation is not None
    told = elsewhere.history(text)
    assert set(told) == set(run.history)
    for name, values in run.history.items():
        np.testing.assert_allclose(told[name], values, rtol=0, atol=ROUNDED, err_msg=name)
    evaluation = [run.evaluation["loss"], run.evaluation["accuracy"]]
    np.testing.assert_allclose(elsewhere.tested(text), evaluation, rtol=0, atol=ROUNDED)
    kept: Any = load_model(TRAINED)
    for theirs, ours in zip(kept.get_weights(), run.model.get_weights(), strict=True):
        np.testing.assert_allclose(theirs, ours, rtol=0, atol=NEAR)


def test_jupyter_runs_the_notebook(trained: Bench, python: Path, home: Path) -> None:
    name = take(trained, "export", format="ipynb", recipe=RECIPE)
    command = [str(python), "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace", name]
    elsewhere.printed(elsewhere.start(command, home))
    cells = json.loads(Path(name).read_text("utf-8"))["cells"]
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    check("".join("".join(output.get("text", "")) for output in outputs), trained)


def test_two_devices_share_the_batches(trained: Bench, python: Path, home: Path) -> None:
    name = take(trained, "export", format="py", recipe=RECIPE)
    process = elsewhere.start([str(python), name], home, **elsewhere.TWO_DEVICES)
    text = elsewhere.printed(process)
    assert "2 of 2 devices share each batch." in text
    check(text, trained)


def test_two_processes_share_the_batches(trained: Bench, python: Path, home: Path) -> None:
    name = take(trained, "export", format="py", recipe=RECIPE)
    first, second = elsewhere.processes([str(python), name], home, 2)
    assert "2 of 2 devices share each batch." in first
    assert "Epoch" not in second
    check(first, trained)


def test_processes_that_cannot_share_say_so(trained: Bench, python: Path, home: Path) -> None:
    """Where one process has several devices, they take as many as can; processes cannot."""
    name = take(trained, "export", format="py", recipe={**RECIPE, "samples": 599, "epochs": 1})
    with pytest.raises(AssertionError, match="2 devices cannot share batches"):
        elsewhere.processes([str(python), name], home, 2)


def test_ray_trains_a_list(dist: Path, python: Path, home: Path) -> None:
    bench = Bench(dist / "data")
    name = take(bench, "export-list", recipes=LIST)
    process = elsewhere.start([str(python), name], home)
    expected = [result(bench, number, recipe) for number, recipe in enumerate(LIST)]
    text = elsewhere.printed(process)
    assert "3 of 3 trained" in text
    with Path("clothes-list.csv").open(encoding="utf-8", newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [(row["samples"], row["skip"]) for row in rows] == [
        ("600", "0"),
        ("900", "0"),
        ("300", "200"),
    ]
    for row, ours in zip(rows, expected, strict=True):
        theirs = {key: float(row[key]) for key in ours}
        assert theirs == pytest.approx(ours, rel=0, abs=NEAR)


def result(bench: Bench, number: int, recipe: dict[str, Any]) -> dict[str, float]:
    """What the page's list knows of a run: its History's end, and the test of all runs."""
    history = bench.fit(number, **recipe)["history"]
    bench.ask("test")
    bench.finish()
    tested = bench.told("tested")[-1]["tested"]
    return {
        **{key: values[-1] for key, values in history.items()},
        "epochs": len(history["loss"]),
        "test_loss": tested["loss"],
        "test_accuracy": tested["correct"] / tested["samples"],
        "tested": tested["samples"],
    }
