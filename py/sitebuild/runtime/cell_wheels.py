"""Compiles the wheels that cells can import: Matplotlib and what Pyodide's lock says it needs."""

import hashlib
import json
from pathlib import Path
from typing import Any

from fittingroom.notebook import wheels
from sitebuild.runtime import compile, pyodide
from sitebuild.tools.artifacts import artifact, contents
from sitebuild.tools.console import BuildError

PACKAGE = "matplotlib"
APART = {"fonttools", "pytz"}
"""Rarely needed (fonts in PDF files, time zones): fetched only when imported."""


def make() -> Path:
    """Return the artifact that becomes wheels/, with the list of its files."""
    inputs = [contents(Path(__file__), Path(wheels.__file__)), *compile.inputs()]
    return artifact("wheels", f"Compiling {PACKAGE}", inputs, _fill)


def needed() -> list[str]:
    """Return the packages to ship, by their names in Pyodide's lock, without NumPy."""
    names = [PACKAGE]
    for name in names:
        depends: list[str] = pyodide.locked(name)["depends"]
        names += [other for other in depends if other not in (*names, *pyodide.WHEELS)]
    return names


def _fill(folder: Path) -> None:
    names = needed()
    compiled = compile.compile_wheels([pyodide.wheel(name) for name in names], folder)
    entries = [_entry(name, path) for name, path in zip(names, compiled, strict=True)]
    importable = {package for entry in entries for package in entry["imports"]}
    if importable != wheels.PACKAGES:
        raise BuildError(
            "the packages of the wheels are not those of fittingroom.notebook.wheels: "
            f"{sorted(importable ^ wheels.PACKAGES)}"
        )
    (folder / wheels.LIST).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")


def _entry(name: str, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "file": path.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "imports": pyodide.locked(name)["imports"],
        "apart": name in APART,
    }
