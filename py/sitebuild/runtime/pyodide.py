"""Pyodide as the site ships it: the files of its npm package, and wheels that its lock lists.

Its version is pinned in web/package.json alone, the wheels' hashes in Pyodide's lock.
"""

import functools
import json
import shutil
from pathlib import Path
from typing import Any

from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents
from sitebuild.tools.download import RemoteFile, Source, retrieve, web
from sitebuild.tools.packages import inside_wheel

FOLDER = paths.NODE_MODULES / "pyodide"
FILES = (
    "pyodide.mjs",
    "pyodide.mjs.map",
    "pyodide.asm.mjs",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
)
WHEELS = ("numpy",)
"""Packages of Pyodide's lock that the site ships as published."""

CDN = "https://cdn.jsdelivr.net/pyodide/v{version}/full/{file_name}"
MIRROR = "open-webui==0.12.4"
"""A PyPI wheel with the same files, for machines that reach package registries only."""
MIRROR_SIZE = "106 MB"
MIRROR_FOLDER = "open_webui/frontend/pyodide/"


def version() -> str:
    """Return the Pyodide version that web/package.json pins."""
    pins = json.loads((paths.WEB / "package.json").read_text("utf-8"))["dependencies"]
    return pins["pyodide"]


def lock_file() -> Path:
    """Return the path of the lock file in Pyodide's npm package."""
    return FOLDER / "pyodide-lock.json"


@functools.cache
def locked(name: str) -> dict[str, Any]:
    """Return the lock's entry of a package: `version`, `file_name`, `sha256` and so on."""
    return json.loads(lock_file().read_text("utf-8"))["packages"][name]


def wheel(name: str) -> Path:
    """Return the path of a package's wheel, downloaded if need be."""
    file_name: str = locked(name)["file_name"]
    return retrieve(RemoteFile(file_name, locked(name)["sha256"], sources(file_name)))


def sources(file_name: str) -> list[Source]:
    """Return the sources of a wheel in Pyodide's lock."""
    url = CDN.format(version=version(), file_name=file_name)
    return [
        web("Pyodide's CDN", url),
        inside_wheel(MIRROR, MIRROR_SIZE, MIRROR_FOLDER + file_name),
    ]


def make() -> Path:
    """Return the artifact that becomes runtime/, without our wheel and the lock file."""
    return artifact(
        "runtime",
        f"Fetching Pyodide {version()} with {', '.join(WHEELS)}",
        [*FILES, contents(FOLDER / "package.json", lock_file()), *WHEELS, contents(Path(__file__))],
        _fill,
    )


def _fill(folder: Path) -> None:
    for name in FILES:
        shutil.copyfile(FOLDER / name, folder / name)
    for name in WHEELS:
        path = wheel(name)
        shutil.copyfile(path, folder / path.name)
