"""Lets Python find the modules of `tree` by import, for as long as they are wanted.

Imports `tree` and `old_words`.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from fittingroom.compat.legacy import understood
from fittingroom.compat.namespace import ROOTS, LoadData, Tree


class Compat(MetaPathFinder, Loader):
    """Keras's and TensorFlow's import paths over the core.

    Args:
        datasets: `load_data` of each data set in `keras.datasets`, by name.
    """

    def __init__(self, datasets: Mapping[str, LoadData]) -> None:
        self._tree = Tree(datasets)
        self._modules: dict[str, ModuleType] = {}

    @contextmanager
    def installed(self) -> Generator[None]:
        """Have the paths found, and old words understood, inside a ``with`` block.

        Real packages of these names are out of the way for so long, and back afterwards.
        """
        others = _take_out()
        sys.modules.update(self._modules)
        sys.meta_path.insert(0, self)
        try:
            with understood():
                yield
        finally:
            sys.meta_path.remove(self)
            self._modules = _take_out()
            sys.modules.update(others)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Spec of a module of the tree; None for packages it knows nothing of.

        Raises:
            ImportError: if Keras or TensorFlow has no such module here. `from module import name`
                asks for missing names here as well, since each of them might be a module.
        """
        if fullname.partition(".")[0] not in ROOTS:
            return None
        if fullname not in self._tree:
            package, _, name = fullname.rpartition(".")
            raise ImportError(self._tree.missing(package, name), name=fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return KerasModule(spec.name, self._tree)

    def exec_module(self, module: ModuleType) -> None:
        vars(module).update(self._tree.contents(module.__name__))
        vars(module)["__all__"] = self._tree.public(module.__name__)


class KerasModule(ModuleType):
    """A module of the tree: loads what is below it when it is asked for, and explains what is
    not there."""

    def __init__(self, name: str, tree: Tree) -> None:
        super().__init__(name)
        self.__dict__["__tree__"] = tree

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        tree: Tree = self.__dict__["__tree__"]
        if f"{self.__name__}.{name}" in tree:
            return importlib.import_module(f"{self.__name__}.{name}")
        raise AttributeError(tree.missing(self.__name__, name), name=name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.__all__]


def _take_out() -> dict[str, ModuleType]:
    """Remove the modules below `ROOTS` that are imported, and return them."""
    names = [name for name in sys.modules if name.partition(".")[0] in ROOTS]
    return {name: sys.modules.pop(name) for name in names}
