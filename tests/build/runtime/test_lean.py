"""Modules without docstrings and columns: what is taken, and that lines stay what they are."""

import builtins
import importlib.util
import inspect
import json
import sys
import textwrap
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from fittingroom.app.start import docstrings
from sitebuild.runtime import snapshot

SOURCE = '''
"""About the module."""
import functools


def wrapping(function):
    """About wrapping."""
    @functools.wraps(function)
    def inner():
        """Never seen."""
        return function()
    return inner


@wrapping
def wrapped():
    """About wrapped."""
    return 1 / 0


class Box:
    """About boxes."""

    def open(self):
        """About opening."""

    @property
    def lid(self):
        """About the lid."""

    @staticmethod
    def count():
        """About counting."""

    class Corner:
        """About corners."""

    def bare(self):
        return "not a docstring"
'''


@pytest.fixture(scope="module")
def lean() -> Any:
    """The module of the build that runs inside Pyodide."""
    path = Path(snapshot.__file__).parent / "inside" / "lean.py"
    spec = importlib.util.spec_from_file_location("lean", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def module() -> Any:
    """A module with a docstring in every place."""
    module = ModuleType("documented")
    exec(compile(SOURCE, "documented.py", "exec"), vars(module))
    return module


def test_docstrings_are_taken_and_can_be_put_back(
    lean: Any, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = dict(sys.modules)
    monkeypatch.setattr(lean, "_functions", lambda: [module.wrapped.__wrapped__])
    monkeypatch.setattr(sys, "modules", {"builtins": builtins, "documented": module})
    taken, classes = lean.take_docstrings()
    assert classes == [id(module.Box), id(module.Box.Corner)]
    monkeypatch.setattr(sys, "modules", everything | {"documented": module})
    texts = {path: text for name, path, text in taken if name == "documented"}
    assert texts == {
        "": "About the module.",
        "wrapping": "About wrapping.",
        "wrapped": "About wrapped.",
        "Box": "About boxes.",
        "Box.open": "About opening.",
        "Box.lid": "About the lid.",
        "Box.count": "About counting.",
        "Box.Corner": "About corners.",
    }
    assert module.wrapped.__doc__ is module.Box.lid.__doc__ is module.__doc__ is None
    content = json.dumps({"objects": taken, "newdocs": []}).encode()
    monkeypatch.setattr(docstrings, "_decompress", lambda packed: packed)
    docstrings.come_later(lambda: content)
    assert not docstrings.are_needed("print('no documentation')")
    assert docstrings.are_needed("help(Box)")
    docstrings.restore()
    assert not docstrings.are_needed("help(Box)")
    assert module.wrapped.__doc__ == module.wrapped.__wrapped__.__doc__ == "About wrapped."
    assert (module.Box.lid.__doc__, module.Box.count.__doc__) == (
        "About the lid.",
        "About counting.",
    )
    assert module.Box().bare() == "not a docstring"


def test_docstrings_that_cannot_be_fetched_can_be_asked_for_again() -> None:
    def fail() -> bytes:
        raise OSError("no network")

    docstrings.come_later(fail)
    for _ in range(2):
        with pytest.raises(OSError, match=r"help\(\) could not be fetched \(no network\)"):
            docstrings.restore()
    docstrings.come_later(lambda: json.dumps({"objects": [], "newdocs": []}).encode())


def codes(code: CodeType) -> Iterator[CodeType]:
    yield code
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from codes(constant)


@pytest.mark.parametrize("source", [inspect, json.decoder, textwrap, traceback])
def test_every_instruction_stays_on_its_line(lean: Any, source: ModuleType) -> None:
    path = source.__file__
    assert path
    code = compile(Path(path).read_text("utf-8"), path, "exec")
    shrunk = lean._lean(code)
    before = after = 0
    for each, lean_each in zip(codes(code), codes(shrunk), strict=True):
        lines, lean_lines = (
            [line for start, end, line in one.co_lines() for _ in range(start, end, 2)]
            for one in (each, lean_each)
        )
        assert lines == lean_lines, each.co_qualname
        before += len(each.co_linetable)
        after += len(lean_each.co_linetable)
    assert after < before / 2
