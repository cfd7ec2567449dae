"""What every unit test starts from: its backend, fresh names, a fixed seed, float32."""

import os
from collections.abc import Iterator

import pytest

from fittingroom import backend, utils
from fittingroom.backend import global_state

BACKEND = os.environ.get("FITTINGROOM_TEST_BACKEND", "numpy")
"""The backend under test: inside Pyodide both are."""


@pytest.fixture(autouse=True)
def fresh_session() -> Iterator[None]:
    with global_state.scope():
        backend.set_backend(BACKEND)
        utils.set_random_seed(0)
        yield
