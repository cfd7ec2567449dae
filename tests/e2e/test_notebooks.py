"""Introductory notebooks by what they call: in the built page, each of their cells runs."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.cells import Cells
from e2e.conftest import Visits

FOLDER = Path(__file__).with_name("notebooks")
CELL = "# %%\n"
SEEDED = "import keras; keras.utils.set_random_seed(1)"
"""Most notebooks take another seed at each run; what these assert of a trained model must not."""


@pytest.fixture(scope="module")
def cells(visiting: Visits) -> Iterator[Cells]:
    with visiting() as app:
        yield Cells(app.open())


@pytest.mark.parametrize("notebook", sorted(FOLDER.glob("*.txt")), ids=lambda file: file.stem)
def test_every_cell_runs(cells: Cells, notebook: Path) -> None:
    cells.ask(type="restart", notebook="code")
    cells.run(SEEDED)
    for source in notebook.read_text("utf-8").split(CELL):
        told = cells.run(source)
        assert cells.status == "ok", f"{source}\n{told[-1].get('traceback')}"
