"""A session for each test, over the data set as built."""

from collections.abc import Callable
from pathlib import Path

import pytest

from session.bench import Bench


@pytest.fixture
def bench(dist: Path) -> Bench:
    return Bench(dist / "data")


@pytest.fixture
def new_bench(dist: Path) -> Callable[[], Bench]:
    return lambda: Bench(dist / "data")
