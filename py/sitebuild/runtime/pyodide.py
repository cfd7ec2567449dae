"""The Python that runs in the page: Pyodide's own files from npm, and wheels that its lock names.

The version stands in web/package.json alone; the hashes of the wheels stand in Pyodide's lock file.
"""

import functools
import json
import shutil
from pathlib import Path
from typing import Any

from sitebuild import paths
from sitebuild.download import Source, Wanted, obtain, web
from sitebuild.packages import inside_wheel
from sitebuild.pieces import contents, piece

PYODIDE = paths.NODE_MODULES / "pyodide"
FILES = (
    "pyodide.mjs",
    "pyodide.mjs.map",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
WHEELS = ("numpy",)
"""Packages of Pyodide's lock that the site ships beside its own."""

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file_name}"
CARRIER = "open-webui==0.12.4"
"""A PyPI wheel that carries the same files, for machines that reach package registries only."""
CARRIER_SIZE = "106 MB"
CARRIER_FOLDER = "open_webui/frontend/pyodide/"


def pyodide_version() -> str:
    """The one Pyodide version, as web/package.json pins it."""
    pins = json.loads((paths.WEB / "package.json").read_text("utf-8"))["dependencies"]
    return pins["pyodide"]


def lock_file() -> Path:
    """Pyodide's own lock file, as its npm package has it."""
    return PYODIDE / "pyodide-lock.json"


@functools.cache
def locked(name: str) -> dict[str, Any]:
    """What Pyodide's lock says about a package: `version`, `file_name`, `sha256` and so on."""
    return json.loads(lock_file().read_text("utf-8"))["packages"][name]


def wheel(name: str) -> Path:
    """The wheel of a package in Pyodide's lock, from the cache or brought into it."""
    file_name: str = locked(name)["file_name"]
    return obtain(Wanted(file_name, locked(name)["sha256"], sources(file_name)))


def sources(file_name: str) -> list[Source]:
    """Where a wheel of Pyodide's lock can come from."""
    url = CDN.format(version=pyodide_version(), file_name=file_name)
    return [
        web("Pyodide's CDN", url),
        inside_wheel(CARRIER, CARRIER_SIZE, CARRIER_FOLDER + file_name),
    ]


def make() -> Path:
    """The piece that becomes runtime/, but for our own wheel and the lock file."""
    return piece(
        "runtime",
        f"Bringing Pyodide {pyodide_version()} with {', '.join(WHEELS)}",
        [*FILES, contents(PYODIDE / "package.json", lock_file()), *WHEELS, contents(_HERE)],
        _fill,
    )


_HERE = Path(__file__)


def _fill(folder: Path) -> None:
    for name in FILES:
        shutil.copyfile(PYODIDE / name, folder / name)
    for name in WHEELS:
        path = wheel(name)
        shutil.copyfile(path, folder / path.name)
