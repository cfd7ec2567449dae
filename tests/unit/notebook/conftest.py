"""A notebook for each test."""

import warnings
from collections.abc import Iterator

import pytest

from unit.notebook.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    filters = warnings.filters[:]
    warnings.simplefilter("default")
    yield Desk()
    warnings.filters[:] = filters  # pyright: ignore[reportIndexIssue]
