"""Brings the wheels that cells can import: Matplotlib and what Pyodide's lock says it needs."""

import json
import shutil
from pathlib import Path
from typing import Any

from fittingroom.notebook import wheels
from sitebuild import runtime
from sitebuild.console import BuildError
from sitebuild.pieces import contents, piece

PACKAGE = "matplotlib"
APART = {"fonttools", "pytz"}
"""Needed for little (fonts in PDF files, time zones): brought when somebody asks for them."""


def make() -> Path:
    """The piece that becomes wheels/, with the list of what is in it."""
    code = contents(runtime.lock_file(), Path(__file__), Path(wheels.__file__))
    return piece("wheels", f"Bringing {PACKAGE}", [code], _fill)


def needed() -> list[str]:
    """Names in Pyodide's lock of the packages to ship; NumPy is in the page already."""
    names = [PACKAGE]
    for name in names:
        depends: list[str] = runtime.locked(name)["depends"]
        names += [other for other in depends if other not in (*names, *runtime.WHEELS)]
    return names


def _fill(folder: Path) -> None:
    entries = [_entry(name, folder) for name in needed()]
    importable = {package for entry in entries for package in entry["imports"]}
    if importable != wheels.PACKAGES:
        raise BuildError(
            f"The wheels bring other packages than fittingroom.notebook.wheels knows: "
            f"{sorted(importable ^ wheels.PACKAGES)}"
        )
    (folder / wheels.LIST).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")


def _entry(name: str, folder: Path) -> dict[str, Any]:
    path = runtime.wheel(name)
    shutil.copyfile(path, folder / path.name)
    return {
        "file": path.name,
        "bytes": path.stat().st_size,
        "sha256": runtime.locked(name)["sha256"],
        "imports": runtime.locked(name)["imports"],
        "apart": name in APART,
    }
