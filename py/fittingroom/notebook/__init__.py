"""Runs the cells of a notebook. Public names only."""

from fittingroom.notebook.notebook import Notebook

__all__ = ["Notebook"]
