"""What every unit test starts from: backend, fresh names, a fixed seed, float32, no files."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from fittingroom import backend, utils
from fittingroom.backend import global_state

BACKEND = os.environ.get("FITTINGROOM_TEST_BACKEND", "numpy")
"""The backend under test: inside Pyodide both are."""


@pytest.fixture(autouse=True)
def fresh_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)  # models are saved in the current folder
    with global_state.scope():
        backend.set_backend(BACKEND)
        utils.set_random_seed(0)
        yield
