"""Makes imported modules smaller: without docstrings, and with line tables that hold lines only.

Columns are of no use where no sources are. The docstrings are handed out, for
fittingroom.app.start.docstrings to put back where one is looked at.
"""

import gc
import sys
from collections.abc import Iterator
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ExtensionFileLoader, ModuleSpec, PathFinder
from types import CodeType, FunctionType, ModuleType
from typing import Any

NEWDOCS = "numpy._core.function_base"
"""Where NumPy gives docstrings to what is written in C."""
FIRST_NEWDOCS = "numpy._core._add_newdocs"
LAST_NEWDOCS = "numpy._core._add_newdocs_scalars"
"""The modules that use it."""

CO_HAS_DOCSTRING = 0x4000000
"""A flag of code whose first constant is the docstring; `inspect` names it since Python 3.14."""
NO_COLUMNS, NO_LINE = 13, 15
"""Kinds of entries in a line table."""
MOST_UNITS = 8
"""Units of bytecode, of two bytes, that one entry can be about."""


class Newdocs(MetaPathFinder):
    """Keeps NumPy's docstrings of what is written in C from being set.

    Attributes:
        given: the arguments they would have been set with.
    """

    def __init__(self) -> None:
        self.given: list[list[Any]] = []

    def find_spec(self, fullname: str, path: Any, target: Any = None) -> ModuleSpec | None:
        """Return the ordinary spec, with a loader that acts afterwards."""
        if fullname not in (NEWDOCS, LAST_NEWDOCS):
            return None
        spec = PathFinder.find_spec(fullname, path, target)
        assert spec
        assert spec.loader
        spec.loader = _Afterwards(spec.loader, self._divert)
        return spec

    def _divert(self, module: ModuleType) -> None:
        if module.__name__ == NEWDOCS:
            self._genuine = vars(module)["add_newdoc"]
            vars(module)["add_newdoc"] = self._keep
        else:
            # Those that have used it hold it as well, and it all that was given.
            for name in (NEWDOCS, FIRST_NEWDOCS, LAST_NEWDOCS):
                vars(sys.modules[name])["add_newdoc"] = self._genuine

    def _keep(self, place: str, name: str, text: Any, *more: Any) -> None:
        # JSON knows no tuples; a list of attributes and texts says the same.
        texts: Any = [text] if isinstance(text, tuple) else text
        self.given.append([place, name, texts, *more])


class _Afterwards(Loader):
    def __init__(self, loader: Loader, act: Any) -> None:
        self._loader = loader
        self._act = act

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        self._loader.exec_module(module)
        assert module.__spec__
        module.__spec__.loader = module.__loader__ = self._loader
        self._act(module)


def take_docstrings() -> tuple[list[list[str]], list[int]]:
    """Take the docstrings of all modules.

    Returns:
        Each as [module, qualified name, text]; the addresses of the classes that keep a copy of
        theirs.
    """
    taken: list[list[str]] = []
    classes: list[int] = []
    seen: set[int] = set()
    everything: dict[str, Any] = dict(sys.modules)
    # The notebook guards what built-in names are; some modules are objects of JavaScript.
    del everything["builtins"]
    modules = {name: each for name, each in everything.items() if isinstance(each, ModuleType)}
    for name, module in modules.items():
        for path, owner in _documented(module, seen):
            text = owner.__doc__
            try:
                owner.__doc__ = None
            except (AttributeError, TypeError):
                continue
            taken.append([name, path, text])
            if isinstance(owner, type):
                classes.append(id(owner))
    for function in _functions():
        function.__doc__ = None
    return taken, classes


def take_tests() -> list[int]:
    """Take the docstrings that Cython puts into a module once more, for doctest to find.

    Returns:
        The addresses of those that its C code keeps for itself all the same.
    """
    kept: list[int] = []
    for module in [*sys.modules.values()]:
        if not isinstance(getattr(module, "__loader__", None), ExtensionFileLoader):
            continue
        tests: dict[str, str] = vars(module).pop("__test__", {})
        # As many references as a text has that only such a dict holds.
        alone = {"alone": f"{module!r}, alone"}
        count = sys.getrefcount(alone["alone"])
        kept += [id(tests[name]) for name in tests if sys.getrefcount(tests[name]) == count + 1]
    return kept


def shrink_code() -> None:
    """Give each function code without its docstring and without columns."""
    for function in _functions():
        function.__code__ = _lean(function.__code__)


def _functions() -> list[FunctionType]:
    return [each for each in gc.get_objects() if type(each) is FunctionType]


def _documented(owner: Any, seen: set[int], path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield what in a module or a class has a docstring of its own, by its qualified name."""
    if id(owner) in seen:
        return
    seen.add(id(owner))
    members = _members(owner)
    if isinstance(members.get("__doc__"), str):
        yield path, owner
    for name, member in list(members.items()):
        inner = f"{path}.{name}" if path else name
        member = getattr(member, "__func__", member)
        if isinstance(member, type):
            if f"{member.__module__}.{member.__qualname__}" == f"{_module(owner)}.{inner}":
                yield from _documented(member, seen, inner)
        elif id(member) not in seen and _is_function(member):
            seen.add(id(member))
            yield inner, member


def _members(owner: object) -> dict[str, Any]:
    return vars(owner)


def _is_function(member: Any) -> bool:
    """Return whether it is one with a docstring, or stands in the place of one."""
    is_one = isinstance(member, FunctionType | property) or hasattr(member, "__wrapped__")
    return is_one and isinstance(member.__doc__, str)


def _module(owner: Any) -> str:
    return owner.__name__ if isinstance(owner, ModuleType) else owner.__module__


def _lean(code: CodeType) -> CodeType:
    constants = [_lean(each) if isinstance(each, CodeType) else each for each in code.co_consts]
    flags = code.co_flags
    if flags & CO_HAS_DOCSTRING:
        flags &= ~CO_HAS_DOCSTRING
        constants[0] = None
    return code.replace(co_consts=tuple(constants), co_flags=flags, co_linetable=_lines(code))


def _lines(code: CodeType) -> bytes:
    """Return a line table in CPython's format (Objects/locations.md), without columns."""
    table = bytearray()
    before = code.co_firstlineno
    for start, end, line in _runs(code):
        left = (end - start) // 2
        while left > 0:
            units = min(left, MOST_UNITS)
            left -= units
            kind = NO_LINE if line is None else NO_COLUMNS
            table.append(0x80 | kind << 3 | units - 1)
            if line is not None:
                table += _signed(line - before)
                before = line
    return bytes(table)


def _runs(code: CodeType) -> list[tuple[int, int, int | None]]:
    """Return ranges of bytecode that are about the same line."""
    runs: list[tuple[int, int, int | None]] = []
    for start, end, line in code.co_lines():
        if runs and runs[-1][1:] == (start, line):
            runs[-1] = (runs[-1][0], end, line)
        else:
            runs.append((start, end, line))
    return runs


def _signed(value: int) -> bytes:
    rest = -value << 1 | 1 if value < 0 else value << 1
    parts = bytearray()
    while rest >= 0x40:
        parts.append(0x40 | rest & 0x3F)
        rest >>= 6
    parts.append(rest)
    return bytes(parts)
