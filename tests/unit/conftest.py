"""What every unit test starts from: its backend, fresh names, a fixed seed, float32."""

import os
from collections.abc import Iterator

import pytest

from fittingroom import backend, utils
from fittingroom.utils import checkpoints

BACKEND = os.environ.get("FITTINGROOM_TEST_BACKEND", "numpy")
"""The backend under test: inside Pyodide both are."""


@pytest.fixture(autouse=True)
def fresh_session() -> Iterator[None]:
    backend.set_backend(BACKEND)
    utils.clear_session()
    utils.set_random_seed(0)
    checkpoints.set_kept({})
    yield
    backend.set_floatx("float32")
    backend.set_backend(BACKEND)
