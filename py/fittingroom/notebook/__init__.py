"""Runs the cells of the page's code view. Public names only; imports no browser."""

from fittingroom.notebook.notebook import Notebook

__all__ = ["Notebook"]
