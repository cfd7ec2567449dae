"""A session for each test, over the data set as built."""

from collections.abc import Callable
from pathlib import Path

import pytest

from session.bench import Bench


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cells write their files where the test can."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def bench(dist: Path) -> Bench:
    return Bench(dist / "data")


@pytest.fixture
def new_bench(dist: Path) -> Callable[[], Bench]:
    return lambda: Bench(dist / "data")
