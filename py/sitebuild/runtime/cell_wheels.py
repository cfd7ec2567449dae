"""Compiles the wheels that cells can import: packages of lessons, and what these depend on.

Each package is compiled by itself, so that leaving another out compiles nothing anew.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from fittingroom.notebook.packages import wheels
from sitebuild.runtime import compile, left_out, pyodide
from sitebuild.tools.artifacts import artifact, contents, kept
from sitebuild.tools.console import BuildError, say
from sitebuild.tools.download import RemoteFile, retrieve
from sitebuild.tools.packages import inside_index

PACKAGES = ("matplotlib", "pandas", "scikit-learn", "seaborn", "tqdm")
"""What lessons import, each after what it depends on; `scikit-learn` brings SciPy."""

DOWNLOADS = 4
"""Wheels fetched at the same time."""

APART = {"fonttools", "pytz"}
"""Rarely needed (fonts in PDF files, time zones): fetched only when imported."""

COMPILED = "compiled.json"
"""The names of a package's compiled wheels, in the order of their sources."""

OF_PYPI: dict[str, dict[str, Any]] = {
    "seaborn": {
        "version": "0.13.2",
        "file_name": "seaborn-0.13.2-py3-none-any.whl",
        "sha256": "636f8336facf092165e27924f223d3c62ca560b1f2bb5dff7ab7fad265361987",
        "depends": ["numpy", "matplotlib", "pandas"],
        "imports": ["seaborn"],
    },
    "tqdm": {
        "version": "4.67.3",
        "file_name": "tqdm-4.67.3-py3-none-any.whl",
        "sha256": "ee1e4c0e59148062281c49d80b25b67771a127c85fc9676d3be5f243206826bf",
        "depends": [],
        "imports": ["tqdm"],
    },
}
"""Wheels of Python alone, as their makers publish them. Pyodide's lock has no seaborn, and a tqdm
that only Pyodide's CDN serves."""


def needed() -> dict[str, list[str]]:
    """Return the wheels to ship, without NumPy, by the package that brings each along first."""
    asked = left_out.packages()
    without = {name for name in PACKAGES if asked.intersection(_depends(name))}
    bringing: dict[str, list[str]] = {}
    for package in PACKAGES:
        if package not in without:
            known = {name for names in bringing.values() for name in names}
            bringing[package] = [name for name in _depends(package) if name not in known]
    return bringing


def make() -> Path:
    """Return the artifact that becomes wheels/, with the list of its files."""
    bringing = needed()
    with ThreadPoolExecutor(DOWNLOADS) as pool:
        names = [name for parts in bringing.values() for name in parts]
        found = dict(zip(names, pool.map(_wheel, names), strict=True))
    # Pyodide compiles on one processor alone.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        sources = [[found[name] for name in parts] for parts in bringing.values()]
        made = pool.map(_compiled, bringing, sources)
        folders = dict(zip(bringing, made, strict=True))

    def fill(folder: Path) -> None:
        entries: list[dict[str, Any]] = []
        for package, parts in folders.items():
            names = bringing[package]
            compiled = json.loads((parts / COMPILED).read_text("utf-8"))
            for name, file in zip(names, compiled, strict=True):
                shutil.copyfile(parts / file, folder / file)
                entries.append(_listed(name, folder / file))
        _check(entries)
        (folder / wheels.LIST).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")

    inputs = [contents(*folders.values()), contents(Path(__file__), Path(wheels.__file__))]
    return artifact("wheels", "Putting packages for cells together", inputs, fill)


def _compiled(package: str, sources: Sequence[Path]) -> Path:
    """Return a folder with the wheels of a package, compiled, and the list of their names."""

    def fill(folder: Path) -> None:
        say(f"Compiling {package} ...")
        compiled = compile.compile_wheels(sources, folder)
        (folder / COMPILED).write_text(json.dumps([path.name for path in compiled]), "utf-8")

    inputs = [*(source.name for source in sources), *compile.inputs()]
    return kept(f"packages/{package}", inputs, fill)


def _entry(name: str) -> dict[str, Any]:
    return OF_PYPI.get(name) or pyodide.locked(name)


def _depends(package: str) -> list[str]:
    """Return a package and what it depends on, by their names in the lock, without NumPy."""
    names = [package]
    for name in names:
        depends: list[str] = _entry(name)["depends"]
        names += [other for other in depends if other not in (*names, *pyodide.WHEELS)]
    return names


def _wheel(name: str) -> Path:
    """Return the path of a package's wheel, downloaded if need be."""
    if name not in OF_PYPI:
        return pyodide.wheel(name)
    entry = OF_PYPI[name]
    requirement = f"{name}=={entry['version']}"
    source = inside_index(requirement, entry["file_name"])
    return retrieve(RemoteFile(entry["file_name"], entry["sha256"], [source]))


def _listed(name: str, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "file": path.name,
        "name": name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "imports": _entry(name)["imports"],
        "with": [] if name in APART else [each for each in _depends(name) if each not in APART],
    }


def _check(entries: list[dict[str, Any]]) -> None:
    """Raise if a wheel brings names that the finder of wheels would not look for."""
    importable = {package for entry in entries for package in entry["imports"]}
    missing = set[str]() if left_out.packages() else wheels.PACKAGES.keys() - importable
    if missing or importable - wheels.PACKAGES.keys():
        raise BuildError(
            "the packages of the wheels are not those of fittingroom.notebook.packages.wheels: "
            f"{sorted(importable ^ wheels.PACKAGES.keys())}"
        )
