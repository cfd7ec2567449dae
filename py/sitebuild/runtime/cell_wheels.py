"""Brings the wheels that cells can import: Matplotlib and what Pyodide's lock says it needs.

They are shipped as bytecode, since a browser would spend seconds on compiling their sources.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from fittingroom.notebook import wheels
from sitebuild import node, runtime
from sitebuild.console import BuildError
from sitebuild.pieces import contents, piece

PACKAGE = "matplotlib"
APART = {"fonttools", "pytz"}
"""Needed for little (fonts in PDF files, time zones): brought when somebody asks for them."""
_HERE = Path(__file__).parent
CODE = tuple(_HERE / name for name in ("wheels.py", "bytecode.py", "compile_wheel.mjs"))


def make() -> Path:
    """The piece that becomes wheels/, with the list of what is in it."""
    code = contents(runtime.lock_file(), Path(wheels.__file__), *CODE)
    return piece("wheels", f"Bringing {PACKAGE}", [code], _fill)


def needed() -> list[str]:
    """Names in Pyodide's lock of the packages to ship; NumPy is in the page already."""
    names = [PACKAGE]
    for name in names:
        depends: list[str] = runtime.locked(name)["depends"]
        names += [other for other in depends if other not in (*names, *runtime.WHEELS)]
    return names


def _fill(folder: Path) -> None:
    names = needed()
    originals = [runtime.wheel(name) for name in names]
    command = [_HERE / "compile_wheel.mjs", runtime.PYODIDE, folder, *originals]
    files = node.run(command, f"{PACKAGE} could not be compiled in Pyodide").split()
    entries = [_entry(name, folder / file) for name, file in zip(names, files, strict=True)]
    importable = {package for entry in entries for package in entry["imports"]}
    if importable != wheels.PACKAGES:
        raise BuildError(
            f"The wheels bring other packages than fittingroom.notebook.wheels knows: "
            f"{sorted(importable ^ wheels.PACKAGES)}"
        )
    (folder / wheels.LIST).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")


def _entry(name: str, path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "file": path.name,
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "imports": runtime.locked(name)["imports"],
        "apart": name in APART,
    }
