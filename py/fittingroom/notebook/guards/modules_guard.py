"""Restores modules that a cell has removed, without which Python cannot run the next one."""

from __future__ import annotations

import sys
from types import ModuleType

from fittingroom.notebook.guards.guard import Guard

_MODULES = sys.modules
_NEEDED = frozenset(_MODULES)


class ModulesGuard(Guard):
    """Restores `sys.modules` at the end of a ``with`` block that has removed needed ones.

    A module of a cell's own is removed to be imported again; that stays so.

    Attributes:
        restored: whether any was missing.
    """

    def __init__(self) -> None:
        self.restored = False

    def __enter__(self) -> None:
        self._before: dict[str, ModuleType] = {**_MODULES}

    def restore(self) -> None:
        sys.modules = _MODULES
        missing = {name: self._before[name] for name in self._before if name not in _MODULES}
        self.restored = not _NEEDED.isdisjoint(missing)
        if self.restored:
            _MODULES.update(missing)
