"""Matplotlib's backend for cells: draws with Agg, and `plt.show()` shows below the cell.

Imported by Matplotlib alone, by its name in `wheels.BACKEND`: Matplotlib is not always there.
"""

import importlib
from typing import Any

from fittingroom.notebook.output.figures import emit_open_figures

_agg: Any = importlib.import_module("matplotlib.backends.backend_agg")
_bases: Any = importlib.import_module("matplotlib.backend_bases")


class FigureManager(_bases.FigureManagerBase):
    """Shows its figure at the end of the cell, or at `plt.show()`."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show all open figures; there is no window that could block."""
        emit_open_figures()

    def show(self) -> None:
        """Does nothing: the figure is shown when its cell ends."""


class FigureCanvas(_agg.FigureCanvasAgg):
    """A canvas of Agg's."""

    manager_class = FigureManager
