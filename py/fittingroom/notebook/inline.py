"""Matplotlib's backend for cells: draws with Agg, and `plt.show()` shows below the cell.

Matplotlib imports it by name (see `wheels`); nobody else may, since Matplotlib is not always there.
"""

import importlib
from typing import Any

from fittingroom.notebook.figures import show_open

_agg: Any = importlib.import_module("matplotlib.backends.backend_agg")
_bases: Any = importlib.import_module("matplotlib.backend_bases")


class FigureManager(_bases.FigureManagerBase):
    """A figure that waits for the end of its cell, or for `plt.show()`."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """Show all open figures; there is no window that could block."""
        show_open()

    def show(self) -> None:
        """Does nothing: the figure is shown when its cell ends."""


class FigureCanvas(_agg.FigureCanvasAgg):
    """Draws with Agg."""

    manager_class = FigureManager
