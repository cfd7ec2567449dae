"""Model files of real Keras are opened here; with Keras at hand, it opens this package's too."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

import fittingroom
from parity import answers, model_files

ANSWERS: dict[str, Any] = json.loads(
    (model_files.FILES / model_files.ANSWERS).read_text(encoding="utf-8")
)
LIVE = "FITTING_ROOM_LIVE_KERAS"


def check(found: dict[str, Any], expected: dict[str, Any]) -> None:
    for file, answer in found.items():
        wanted = expected[file.partition(".")[0]]
        faults = answers.faults(file, answer, {key: wanted[key] for key in answer})
        assert not faults, "\n".join([file, *faults])


def test_files_of_keras_are_opened_and_trained_on() -> None:
    check(model_files.read(fittingroom, model_files.FILES), ANSWERS)


def test_own_files_are_opened_alike(tmp_path: Path) -> None:
    written = model_files.write(fittingroom, tmp_path)
    check(model_files.read(fittingroom, tmp_path), written)
    # A model inside a model is one layer in Keras: its weights are started in another order.
    theirs = ANSWERS | {"nested": written["nested"]}
    assert not answers.faults("", written, theirs)


@pytest.mark.skipif(not os.environ.get(LIVE), reason=f"brings TensorFlow only with {LIVE}=1")
def test_keras_opens_the_files_of_this_package(tmp_path: Path) -> None:
    from bench import environments

    written = model_files.write(fittingroom, tmp_path)
    python = environments.python_with(environments.TENSORFLOW)
    tests = Path(__file__).parents[1]
    done = subprocess.run(
        [str(python), "-W", "ignore", "-m", "parity.model_files", "read", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(tests), "TF_CPP_MIN_LOG_LEVEL": "3"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    check(json.loads(done.stdout.splitlines()[-1]), written)
