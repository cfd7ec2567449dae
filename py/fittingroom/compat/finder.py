"""Makes the modules of `namespace` importable inside a ``with`` block."""

from __future__ import annotations

import ast
import importlib
import sys
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from fittingroom.compat.absent import AbsentName
from fittingroom.compat.legacy import accept_legacy_keywords
from fittingroom.compat.namespace import ROOTS, LoadData, Namespace


class Compat(MetaPathFinder, Loader):
    """Keras's and TensorFlow's import paths over the core.

    Args:
        datasets: `load_data` of each data set in `keras.datasets`, by name.
    """

    def __init__(self, datasets: Mapping[str, LoadData]) -> None:
        self._namespace = Namespace(datasets)
        self._modules: dict[str, ModuleType] = {}

    @contextmanager
    def installed(self) -> Generator[None]:
        """Make the paths importable, and accept legacy keywords, inside a ``with`` block.

        Real packages of these names are hidden inside it, and back afterwards.
        """
        hidden = _pop_modules()
        sys.modules.update(self._modules)
        sys.meta_path.insert(0, self)
        try:
            with accept_legacy_keywords():
                yield
        finally:
            sys.meta_path.remove(self)
            self._modules = _pop_modules()
            sys.modules.update(hidden)

    def absent_imports(self, tree: ast.Module) -> list[str]:
        """Return the paths of the names that a program imports, and that are refused when used."""
        return [
            f"{node.module}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.module and not node.level
            for alias in node.names
            if self._namespace.is_absent(node.module, alias.name)
        ]

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module of the namespace; None for other packages.

        `from module import name` looks for missing names here as well, since each might be a
        module. One that Keras has may be imported, and is refused when it is used.

        Raises:
            ImportError: if Keras or TensorFlow has no such module, nor name.
        """
        if fullname.partition(".")[0] not in ROOTS:
            return None
        if fullname not in self._namespace:
            package, _, name = fullname.rpartition(".")
            if self._namespace.is_absent(package, name):
                return ModuleSpec(fullname, self)
            raise ImportError(self._namespace.explain_missing(package, name), name=fullname)
        return ModuleSpec(fullname, self, is_package=True)

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        if spec.name not in self._namespace:
            package, _, name = spec.name.rpartition(".")
            return AbsentName(spec.name, self._namespace.explain_missing(package, name))
        return KerasModule(spec.name, self._namespace)

    def exec_module(self, module: ModuleType) -> None:
        if isinstance(module, AbsentName):
            return
        vars(module).update(self._namespace.contents(module.__name__))
        vars(module)["__all__"] = self._namespace.public_names(module.__name__)


class KerasModule(ModuleType):
    """A module of the namespace: imports its submodules on access, and explains missing names."""

    def __init__(self, name: str, namespace: Namespace) -> None:
        super().__init__(name)
        self.__dict__["__namespace__"] = namespace

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}")
        namespace: Namespace = self.__dict__["__namespace__"]
        if namespace.has_later(self.__name__, name):
            self.__dict__[name] = namespace.load(self.__name__, name)
            return self.__dict__[name]
        if f"{self.__name__}.{name}" in namespace:
            return importlib.import_module(f"{self.__name__}.{name}")
        raise AttributeError(namespace.explain_missing(self.__name__, name), name=name)

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.__all__]


def _pop_modules() -> dict[str, ModuleType]:
    """Remove the imported modules below `ROOTS` from `sys.modules`, and return them."""
    names = [name for name in sys.modules if name.partition(".")[0] in ROOTS]
    return {name: sys.modules.pop(name) for name in names}
