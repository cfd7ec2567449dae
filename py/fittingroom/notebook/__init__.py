"""Runs the cells of a notebook. Public names only."""

from fittingroom.notebook.notebook import Notebook
from fittingroom.utils import lazy_modules

__all__ = ["Notebook"]
__getattr__ = lazy_modules.attach(__name__, {"notebook.keras_elsewhere": ""})
