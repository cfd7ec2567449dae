"""Names of packages whose modules are imported when a name of theirs is first used.

What few programs use is so no part of what every visit loads.
"""

import importlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import ModuleType
from typing import Any

_TABLES: dict[str, dict[str, str]] = {}
_MODULES: set[str] = set()


def attach(package: str, modules: Mapping[str, str]) -> Callable[[str], Any]:
    """Return a `__getattr__` for a package, which imports what is asked for.

    Args:
        package: its name.
        modules: the names that it has from each module, by the module's path below
            `fittingroom`, parted by spaces. A path without names, or that ends in a package, is
            imported by what stands beside it, and as late.
    """
    paths = {f"fittingroom.{path}": names.split() for path, names in modules.items()}
    table = {name: path for path, names in paths.items() for name in names}
    _TABLES[package] = table
    _MODULES.update(paths)

    def load_name(name: str) -> Any:
        if name not in table:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(importlib.import_module(table[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return load_name


def load(module: str) -> ModuleType:
    """Import a module below `fittingroom` now: for the few that another may not import first."""
    return importlib.import_module(f"fittingroom.{module}")


def names(package: str) -> Iterable[str]:
    """Return the names that a package imports when they are first used."""
    return _TABLES.get(package, {}).keys()


def is_lazy(module: str) -> bool:
    """Return whether a module, or a package that it lies in, is imported when first used."""
    return any(module == lazy or module.startswith(f"{lazy}.") for lazy in _MODULES)


class Classes(Mapping[str, Any]):
    """Classes of a package by name, where the late ones are imported when first asked for.

    Args:
        package: its name.
        by_name: the name of each class in the package, by the names that it goes by.
    """

    def __init__(self, package: str, by_name: Mapping[str, str]) -> None:
        self._package, self.by_name = package, by_name

    def __getitem__(self, name: str) -> Any:
        return getattr(sys.modules[self._package], self.by_name[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_name)

    def __len__(self) -> int:
        return len(self.by_name)
