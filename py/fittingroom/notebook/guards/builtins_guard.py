"""Restores Python's built-in names after a cell, which may have put anything in their place."""

from __future__ import annotations

import builtins

from fittingroom.notebook.guards.guard import Guard

_ORIGINALS = {name: value for name, value in vars(builtins).items() if name != "_"}


class BuiltinsGuard(Guard):
    """Restores the built-in names at the end of a ``with`` block.

    Attributes:
        changed: those that the block has changed.
    """

    def __init__(self) -> None:
        self.changed: list[str] = []

    def restore(self) -> None:
        # Syntax alone, no built-in function: until this is over, any of them may be broken.
        there = builtins.__dict__
        for name in _ORIGINALS:
            if name not in there or there[name] is not _ORIGINALS[name]:
                there[name] = _ORIGINALS[name]
                self.changed.append(name)
