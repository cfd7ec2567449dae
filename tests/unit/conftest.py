"""What every unit test starts from: fresh names, a fixed seed, float32."""

from collections.abc import Iterator

import pytest

from fittingroom import backend, utils


@pytest.fixture(autouse=True)
def fresh_session() -> Iterator[None]:
    utils.clear_session()
    utils.set_random_seed(0)
    yield
    backend.set_floatx("float32")
    backend.set_backend("numpy")
