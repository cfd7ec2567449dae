"""Resuming from a memory snapshot: what has to be set anew in the process.

A snapshot holds what was imported, but no files, and the RNG and the time zone are as they were
when it was taken. `resume` reseeds the RNG, reads the time zone again, and installs a finder for
modules that the snapshot lacks: their archive is fetched on the first import, once and whole.
"""

from __future__ import annotations

import hashlib
import importlib
import io
import random
import sys
import time
import zipfile
from collections.abc import Callable, Collection, Sequence
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType

import numpy as np

from fittingroom.app.start import docstrings

_BUILD_DATA = "_sysconfigdata__emscripten_wasm32-emscripten"
"""A module of Pyodide's standard library that is not among its names; `sysconfig` imports it."""

Fetch = Callable[[], bytes | memoryview]
"""Returns the content of an archive, or raises OSError."""


class LazyArchiveFinder(MetaPathFinder):
    """Finds modules in an archive that is fetched when the first of them is imported.

    Args:
        packages: top-level names of what the archive holds.
        fetch: returns its content.
        sha256: hash of its content, in hex.
        target: where it goes: a `.zip` on `sys.path` is written as it is, a folder filled.
    """

    def __init__(self, packages: Collection[str], fetch: Fetch, sha256: str, target: str) -> None:
        self._packages = packages
        self._fetch = fetch
        self._sha256 = sha256
        self._target = Path(target)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module that no other finder has.

        Raises:
            ImportError: if the archive cannot be fetched, or is not the right one.
        """
        if fullname.partition(".")[0] not in self._packages:
            return None
        self._install(fullname)
        sys.meta_path.remove(self)
        importlib.invalidate_caches()
        return PathFinder.find_spec(fullname, path, target)

    def _install(self, name: str) -> None:
        """Put the archive's content in place."""
        try:
            content = self._fetch()
        except MemoryError:
            raise
        except Exception as error:
            raise ImportError(
                f"{name} is not loaded yet, and its archive could not be fetched ({error}). Check "
                "the connection and import it again.",
                name=name,
            ) from error
        try:
            unpack(content, self._sha256, self._target)
        except ValueError as error:
            raise ImportError(
                f"{name} is not loaded yet, and its archive {error} "
                "Reload the page and import it again.",
                name=name,
            ) from error


def unpack(content: bytes | memoryview, sha256: str, target: Path) -> None:
    """Put an archive where modules are found: a `.zip` is written as it is, a folder filled.

    Raises:
        ValueError: if the content's SHA-256 is not `sha256`.
    """
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ValueError("arrived damaged or belongs to another version of this page.")
    if target.suffix == ".zip":
        target.write_bytes(content)
    else:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.extractall(target)


def resume(fetch: Callable[[str], bytes | memoryview], **sha256: str) -> None:
    """Set the RNG, the time zone, and the search for modules and docstrings anew.

    Args:
        fetch: returns the content of an archive or raises OSError. It is asked for `stdlib`,
            `numpy` and `fittingroom`, whose hashes `sha256` holds, and for `docstrings`.
    """
    random.seed()
    np.random.seed()
    _update_time_zone()
    stdlib = next(entry for entry in sys.path if entry.endswith(".zip"))
    # An empty file may stand in its place, which importers should not take for it.
    Path(stdlib).unlink(missing_ok=True)
    site_packages = str(Path(np.__path__[0]).parent)
    docstrings.come_later(partial(fetch, "docstrings"))

    def numpy() -> bytes | memoryview:
        # numpy.ma and others build their docstrings from those of the functions they wrap.
        docstrings.restore()
        return fetch("numpy")

    for name, fetch_archive, packages, target in (
        ("stdlib", partial(fetch, "stdlib"), {*sys.stdlib_module_names, _BUILD_DATA}, stdlib),
        ("numpy", numpy, {"numpy"}, site_packages),
        ("fittingroom", partial(fetch, "fittingroom"), {"fittingroom"}, site_packages),
    ):
        finder = LazyArchiveFinder(packages, fetch_archive, sha256[name], target)
        sys.meta_path.append(finder)


def _update_time_zone() -> None:
    """Set what `time` read of the zone when it was imported; there is no tzset in the browser."""
    year = time.localtime().tm_year
    offsets = [
        time.localtime(time.mktime((year, month, 1, 0, 0, 0, 0, 0, -1))).tm_gmtoff
        for month in (1, 7)
    ]
    standard, summer = min(offsets), max(offsets)
    time.timezone, time.altzone, time.daylight = -standard, -summer, int(standard != summer)
