"""Keras's import paths over `fittingroom`, for code written for Keras. Public names only."""

from fittingroom.compat.finder import Compat

__all__ = ["Compat"]
