"""Imports go one way: the allowed arrows between wings as data, and every import against them.

A wing is a folder of a package, or a module beside such folders. An arrow leads from the wing that
imports to the one that it imports from.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

from sitebuild.tools import paths

Arrows = Mapping[str, set[str]]

CORE: Arrows = {
    "backend": set(),
    "random": {"backend"},
    "utils": {"backend", "random"},
    "datasets": {"backend"},
    "activations": {"backend", "utils"},
    "constraints": {"backend", "utils"},
    "regularizers": {"backend", "utils"},
    "initializers": {"backend", "random", "utils"},
    "ops": {"activations", "backend"},
    "optimizers": {"backend", "utils"},
    "losses": {"activations", "backend", "utils"},
    "config": {"backend", "losses"},
    "metrics": {"activations", "backend", "initializers", "losses", "utils"},
    "layers": {
        *("activations", "backend", "constraints", "initializers", "random", "regularizers"),
        "utils",
    },
    "callbacks": {"backend", "utils"},
    "trainers": {
        *("activations", "backend", "callbacks", "layers"),
        *("losses", "metrics", "optimizers", "utils"),
    },
    "models": {"backend", "layers", "random", "trainers", "utils"},
    "saving": {
        *("activations", "backend", "layers", "losses", "metrics"),
        *("models", "optimizers", "utils"),
    },
}
"""What Keras has, laid out as Keras is."""

NOTEBOOK = {
    f"notebook/{wing}"
    for wing in ("errors", "files", "guards", "output", "packages", "program", "source")
}
FITTINGROOM: Arrows = {
    **CORE,
    "__init__": {*CORE},
    "app": {*CORE},
    "compat": {*CORE, "__init__"},
    "notebook/output": {"app"},
    "notebook/files": {*CORE, "app", "compat", "notebook/output"},
    "notebook/packages": {*CORE, "app", "compat", "notebook/files", "notebook/output"},
    "notebook/source": {"notebook/packages"},
    "notebook/errors": {"app", "notebook/output", "notebook/packages"},
    "notebook/guards": set(),
    "notebook/program": {"app"},
    "notebook": {*CORE, *NOTEBOOK, "app", "compat"},
    "session": {"app", "notebook", *NOTEBOOK, "__init__"},
    "session_driver": {"app", "session"},
}
"""session -> app, notebook -> compat -> the core; `__init__` holds the core's public names."""

SITEBUILD: Arrows = {
    "__init__": set(),
    "tools": set(),
    "data": {"tools"},
    "runtime": {"tools"},
    "site": {"data", "runtime", "tools"},
    "replay": {"tools"},
    "scorm": {"site", "tools"},
    "commands": {"replay", "runtime", "scorm", "site", "tools"},
    "__main__": {"commands", "tools"},
}

BELOW_VIEWS = {"client", "page", "protocol", "recipe", "storage", "text"}
WEB: Arrows = {
    "protocol": set(),
    "lessons": set(),
    "storage": set(),
    "service-worker": {"storage"},
    "worker": {"protocol"},
    "client": {"protocol"},
    "recipe": {"protocol"},
    "text": {"protocol", "recipe"},
    "task": {"lessons", "protocol", "recipe", "text"},
    "page": {"client", "protocol", "recipe", "storage", "task", "text"},
    "views/shared": BELOW_VIEWS,
    "views/cells": {*BELOW_VIEWS, "views/shared"},
    "views/chart": {*BELOW_VIEWS, "views/shared"},
    "views/compare": {*BELOW_VIEWS, "views/chart", "views/shared"},
    "views/lab": {*BELOW_VIEWS, "views/chart", "views/compare", "views/shared"},
    "views/list": {*BELOW_VIEWS, "views/chart", "views/shared"},
    "views/task": {*BELOW_VIEWS, "task", "views/shared"},
    "views/scorm": {*BELOW_VIEWS, "scorm"},
    "views/teach": {*BELOW_VIEWS, "lessons", "task", "views/scorm", "views/shared"},
    "views/builder": {*BELOW_VIEWS, "lessons", "views/scorm", "views/shared"},
    "views/code": {*BELOW_VIEWS, "views/cells", "views/shared"},
    "views/lessons": {
        *BELOW_VIEWS,
        *("lessons", "task", "views/cells", "views/chart", "views/shared", "views/task"),
    },
    "views": {
        f"views/{wing}"
        for wing in ("shared", "lab", "code", "lessons", "builder", "list", "task", "teach")
    }
    | {"recipe"},
    "embed": {"lessons", "recipe", "text"},
    "scorm": {"recipe", "text"},
    "anywidget": {"embed"},
    "teach": {"client", "lessons", "protocol", "recipe", "text"},
    "main": {"client", "page", "protocol", "recipe", "views"},
}
"""views -> page -> client -> protocol <- worker. Types count, whose imports stand in comments."""


class Import(NamedTuple):
    """One import: the modules, by their paths below the package's folder, without the suffix."""

    source: str
    target: str


def python_imports(package: str) -> Iterator[Import]:
    folder = paths.PY / package
    for file in sorted(folder.rglob("*.py")):
        source = module(file, folder)
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            for name in named(node):
                if name.partition(".")[0] == package:
                    yield Import(source, module(found(name), folder))


def named(node: ast.AST) -> Iterator[str]:
    """Dotted names of the modules that a statement imports, or imports from."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        for alias in node.names:
            inner = f"{node.module}.{alias.name}"
            yield inner if exists(inner) else node.module or ""


def exists(name: str) -> bool:
    path = paths.PY.joinpath(*name.split("."))
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def found(name: str) -> Path:
    path = paths.PY.joinpath(*name.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def module(file: Path, folder: Path) -> str:
    return file.relative_to(folder).with_suffix("").as_posix()


IMPORT = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["'](\.{1,2}/[^"']+\.js)["']""")


def web_imports() -> Iterator[Import]:
    for file in sorted(paths.WEB.rglob("*.js")):
        if "node_modules" not in file.parts:
            for path in IMPORT.findall(file.read_text("utf-8")):
                target = (file.parent / path).resolve()
                assert target.is_file(), f"{file} imports {path}"
                yield Import(module(file, paths.WEB), module(target, paths.WEB))


def wing(module: str) -> str:
    parts = module.split("/")
    nested = parts[0] in ("views", "notebook") and len(parts) > 2
    return "/".join(parts[:2]) if nested else parts[0]


TREES = {
    "fittingroom": (FITTINGROOM, [*python_imports("fittingroom")]),
    "sitebuild": (SITEBUILD, [*python_imports("sitebuild")]),
    "web": (WEB, [*web_imports()]),
}


@pytest.mark.parametrize("tree", TREES)
def test_imports_follow_the_allowed_arrows(tree: str) -> None:
    arrows, imports = TREES[tree]
    assert len(imports) > 50
    wrong = [
        f"{source} imports {target}"
        for source, target in imports
        if wing(source) != wing(target) and wing(target) not in arrows[wing(source)]
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("tree", TREES)
def test_the_arrows_have_no_circle_and_each_wing_is_there(tree: str) -> None:
    arrows, imports = TREES[tree]
    TopologicalSorter(arrows).prepare()  # raises CycleError
    assert {wing(module) for each in imports for module in each} <= set(arrows)


@pytest.mark.parametrize("tree", ["fittingroom", "sitebuild"])
def test_no_two_modules_import_each_other(tree: str) -> None:
    """In JavaScript types may: they are not there while the page runs."""
    graph: dict[str, set[str]] = {}
    for source, target in TREES[tree][1]:
        graph.setdefault(source, set()).add(target)
    TopologicalSorter(graph).prepare()


def test_every_arrow_of_the_core_is_used() -> None:
    used = {(wing(each.source), wing(each.target)) for each in TREES["fittingroom"][1]}
    stated = {(source, target) for source, targets in CORE.items() for target in targets}
    assert stated - used == set()


def test_the_core_is_found_in_all_ways_of_importing() -> None:
    """A way of importing that this file overlooks would make it say nothing."""
    statement = "import fittingroom.app.run\nfrom fittingroom.app import run, recipe as r\n"
    names = [name for node in ast.walk(ast.parse(statement)) for name in named(node)]
    assert names == ["fittingroom.app.run", "fittingroom.app.run", "fittingroom.app.recipe"]
    script = 'import "./a.js"; import { b } from "../b.js"; const c = import("./c.js");\n'
    assert IMPORT.findall(script + ' * @import {D} from "./d.js"') == [
        *("./a.js", "../b.js", "./c.js"),
        "./d.js",
    ]
