"""What the Lab gives away as files, opened by its real readers, and what it takes back."""

import csv
import io
import json
import os
import random
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bench import environments
from fittingroom import Input, Sequential, initializers, layers
from session import fresh_python, readers
from session.bench import Bench

RECIPE = {
    **{
        "classes": 3,
        "samples": 60,
        "normalize": True,
        "epochs": 2,
        "batch": 10,
        "split": 0.2,
        "seed": 1,
    },
    "layers": [{"units": 10, "activation": None}, {"units": 4, "activation": "tanh"}],
}
FORMATS = ("py", "ipynb", "keras", "onnx", "npz", "safetensors", "csv")
LIVE = "FITTING_ROOM_LIVE_KERAS"


@pytest.fixture
def trained(bench: Bench) -> Bench:
    bench.fit(**RECIPE)
    return bench


def export(bench: Bench, format: str, **recipe: Any) -> dict[str, Any]:
    return bench.ask("export", format=format, recipe={**RECIPE, **recipe})["value"]


@pytest.fixture
def folder(trained: Bench, tmp_path: Path) -> Path:
    """All files, and the test pictures as the model takes them."""
    for format in FORMATS:
        file = export(trained, format)
        (tmp_path / file["name"]).write_bytes(file["content"])
    np.save(tmp_path / "pictures.npy", pictures(trained))
    return tmp_path


def run_of(bench: Bench) -> Any:
    return bench.session._run  # pyright: ignore[reportPrivateUsage]


def pictures(bench: Bench) -> Any:
    dataset = run_of(bench).dataset
    return dataset.pixels["test"][dataset.rows["test"]] / np.float32(255)


def opened_by(program: Path, folder: Path, *options: str) -> dict[str, Any]:
    done = subprocess.run(
        [str(program), readers.__file__, *options, str(folder)],
        env={**os.environ, "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout.splitlines()[-1])


def test_the_real_readers_find_what_the_lab_has(trained: Bench, folder: Path) -> None:
    try:
        program = environments.python_with(environments.READERS)
    except environments.MissingError as error:
        pytest.skip(f"the readers cannot be had here: {error}")
    found = opened_by(program, folder)
    run = run_of(trained)
    assert found["cells"] == ["markdown", *["code"] * 9]
    fitted, evaluated = found["printed"]
    assert fitted.splitlines() == run.lines
    assert evaluated.startswith(f"test loss {run.evaluation['loss']:.4f}, test accuracy ")
    assert np.allclose(found["probabilities"], run.probabilities, atol=1e-6)
    assert list(found["weights"]) == [
        f"{layer}/{name}"
        for layer in ("dense", "dense_1", "dense_2")
        for name in ("kernel", "bias")
    ]
    for array, ours in zip(found["weights"].values(), run.model.get_weights(), strict=True):
        assert np.array_equal(np.array(array, np.float32), ours)
    assert found["history"] == {"epoch": [1, 2], **run.history}


@pytest.mark.skipif(not os.environ.get(LIVE), reason=f"brings TensorFlow only with {LIVE}=1")
def test_keras_goes_on_with_the_model(trained: Bench, folder: Path) -> None:
    found = opened_by(environments.python_with(environments.TENSORFLOW), folder, "--keras")
    assert np.allclose(found["probabilities"], run_of(trained).probabilities, atol=1e-6)
    assert (found["optimizer"], found["steps"]) == ("Adam", 10)


def test_numpy_finds_the_weights(trained: Bench) -> None:
    file = export(trained, "npz")
    with np.load(io.BytesIO(file["content"])) as found:
        for array, ours in zip(found.values(), run_of(trained).model.get_weights(), strict=True):
            assert np.array_equal(array, ours)


def test_the_history_is_exact(trained: Bench) -> None:
    rows = [*csv.DictReader(io.StringIO(export(trained, "csv")["content"].decode()))]
    history = run_of(trained).history
    assert [float(row["val_loss"]) for row in rows] == history["val_loss"]


def test_a_program_needs_no_training(bench: Bench) -> None:
    source = export(bench, "py", classes=10)["content"].decode()
    compile(source, "clothes.py", "exec")
    assert "fashion.npz" not in source
    assert "take that along" in export(bench, "py")["content"].decode()
    cells = json.loads(export(bench, "ipynb")["content"])["cells"]
    assert all(not cell.get("outputs") for cell in cells)


def test_what_needs_a_network_says_so(bench: Bench, trained: Bench) -> None:
    error = bench.ask("export", format="onnx", recipe={**RECIPE, "seed": 2})["error"]
    assert (error["code"], error["hint"]) == ("busy", "Press Fit first.")


def test_nothing_of_it_is_imported_before() -> None:
    program = "import sys, fittingroom.session; print([n for n in sys.modules if 'export' in n])"
    assert fresh_python.printed(program) == "[]"


def open_model(bench: Bench, content: bytes, name: str = "mine.keras") -> dict[str, Any]:
    return bench.ask("open-model", run_id=2, recipe=RECIPE, name=name, content=content)


def test_a_model_file_comes_back_in(trained: Bench, new_bench: Any) -> None:
    content = export(trained, "keras")["content"]
    other = new_bench()
    value = open_model(other, content)["value"]
    assert value == {
        **{"classes": 3, "samples": 60, "normalize": True},
        "layers": [{"units": 10, "activation": "relu"}, {"units": 4, "activation": "tanh"}],
    }
    other.finish()
    assert [event["type"] for event in other.events] == ["run-begin", "evaluation", "run-end"]
    theirs = trained.told("evaluation")[0]["evaluation"]
    ours = other.told("evaluation")[0]["evaluation"]
    assert (ours["loss"], ours["confusion"]) == (theirs["loss"], theirs["confusion"])
    assert other.ask("look")["value"]["kept"] == [0]
    assert other.ask("trace", index=0)["value"] == {
        **trained.ask("trace", index=0)["value"],
        "epoch": 0,
    }


def test_a_model_file_is_trained_further_from_its_own_weights(
    trained: Bench, new_bench: Any
) -> None:
    other = new_bench()
    settings = open_model(other, export(trained, "keras")["content"])["value"]
    other.finish()
    start = other.told("evaluation")[0]["evaluation"]
    more = [{"epochs": 2, "learning_rate": None}]
    recipe = {**RECIPE, **settings, "more": more}
    assert other.ask("fit", run_id=3, recipe=recipe, go_on=True)["value"] == {}
    other.finish()
    end = other.told("run-end")[-1]
    assert (end["run_id"], end["reason"]) == (3, "completed")
    assert len(end["history"]["loss"]) == 2
    assert end["fingerprint"] is None, "the settings alone do not come to these numbers"
    assert end["history"]["loss"][0] < trained.told("run-end")[0]["history"]["loss"][0]
    assert other.told("evaluation")[-1]["evaluation"]["loss"] != start["loss"]
    # A Fit of the same settings begins anew, and its numbers are those of everyone.
    anew = other.fit(4, **RECIPE)
    assert anew["fingerprint"] == trained.told("run-end")[0]["fingerprint"]


def saved(tmp_path: Path, *parts: Any) -> bytes:
    model = Sequential([*parts])
    model.save(tmp_path / "other.keras")
    return (tmp_path / "other.keras").read_bytes()


def test_a_model_of_ten_kinds_changes_the_settings(bench: Bench, tmp_path: Path) -> None:
    content = saved(
        tmp_path,
        Input((28, 28, 1)),
        layers.Rescaling(1 / 255),
        layers.Flatten(),
        layers.Dense(5, "relu"),
        layers.Dropout(0.5),
        layers.Dense(10, "softmax"),
    )
    recipe = open_model(bench, content)["value"]
    assert (recipe["classes"], recipe["normalize"]) == (10, True)
    assert recipe["layers"] == [{"units": 5, "activation": "relu"}]


NOT_A_NUMBER = initializers.Constant(np.nan)
OTHERS: dict[str, tuple[Any, ...]] = {
    "ends in 2 units": (Input((784,)), layers.Dense(2, "softmax")),
    "with linear": (Input((784,)), layers.Dense(10)),
    "activation elu": (Input((784,)), layers.Dense(4, "elu"), layers.Dense(3, "softmax")),
    "a layer of type BatchNormalization": (
        Input((784,)),
        layers.Dense(4),
        layers.BatchNormalization(),
        layers.Dense(3, "softmax"),
    ),
    "weights of": (Input((20,)), layers.Dense(3, "softmax")),
    "weights that are": (Input((784,)), layers.Dense(3, "softmax", bias_initializer=NOT_A_NUMBER)),
}


@pytest.mark.parametrize("words", OTHERS)
def test_another_form_is_refused_in_words(bench: Bench, tmp_path: Path, words: str) -> None:
    error = open_model(bench, saved(tmp_path, *OTHERS[words]))["error"]
    assert error["code"] == "file-invalid"
    assert words in error["message"]
    assert "mine.keras" in error["message"]


def mutated(content: bytes, seed: int) -> bytes:
    """A damaged file: cut off, bytes changed, or a member changed and packed anew."""
    chance = random.Random(seed)
    kind = seed % 4
    data = bytearray(content)
    if kind == 0:
        return bytes(data[: chance.randrange(len(data))])
    if kind == 1:
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        return bytes(data)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: bytearray(archive.read(name)) for name in archive.namelist()}
    name = "config.json" if kind == 2 else "model.weights.h5"
    member = members[name]
    for _ in range(chance.randrange(1, 12)):
        at = chance.randrange(min(len(member), 4000))
        member[at] = chance.choice(b'0123456789{}[]",:-e') if kind == 2 else chance.randrange(256)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for each, part in members.items():
            archive.writestr(each, bytes(part))
    return file.getvalue()


def test_damaged_files_leave_the_lab_whole(trained: Bench) -> None:
    """Each is refused in words or, where the damage hit nothing that counts, opened."""
    content = export(trained, "keras")["content"]
    refused = 0
    for seed in range(240):
        run = run_of(trained)
        answer = open_model(trained, mutated(content, seed))
        if "error" in answer:
            refused += 1
            assert answer["error"]["code"] in ("file-invalid", "recipe-invalid"), answer
            assert answer["error"]["traceback"] == ""
            assert run_of(trained) is run
        trained.finish()
    assert refused > 150
    assert trained.fit(run_id=9, **RECIPE)["reason"] == "completed"
