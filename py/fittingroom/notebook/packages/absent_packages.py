"""Packages that a cell imports and that are not here, all of them at once."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder

from fittingroom.compat.namespace import ROOTS
from fittingroom.notebook.packages import wheels


def absent_packages(tree: ast.Module) -> list[str]:
    """Return the packages that the statements of a cell import and that are not here."""
    found = dict.fromkeys(root for statement in tree.body for root in _roots(statement))
    return [root for root in found if not _is_here(root)]


def _roots(statement: ast.stmt) -> Iterator[str]:
    match statement:
        case ast.Import(names=names):
            yield from (alias.name.partition(".")[0] for alias in names)
        case ast.ImportFrom(module=str(module), level=0):
            yield module.partition(".")[0]
        case _:
            pass


def _is_here(root: str) -> bool:
    if root in {*ROOTS, *sys.stdlib_module_names} or root in sys.modules:
        return True
    return PathFinder.find_spec(root) is not None or wheels.brings(root)
