"""Installs Matplotlib, and what it needs, when a cell imports it for the first time.

Wheels are unpacked where NumPy is; Python links their libraries when they are imported.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from fittingroom.app import docstrings
from fittingroom.app.resume import unpack
from fittingroom.notebook.out_stream import OutStream
from fittingroom.notebook.site_files import Fetch, fetch_accepted

FOLDER = "wheels/"
LIST = "wheels.json"
"""What is in the folder: `file`, `bytes`, `sha256`, `imports` and `apart` of each wheel."""

PACKAGES = {
    *("PIL", "contourpy", "cycler", "dateutil", "fontTools", "kiwisolver", "matplotlib"),
    *("mpl_toolkits", "packaging", "pylab", "pyparsing", "pytz", "six"),
}
"""Names that can be imported once the wheels are installed."""
BACKEND = "module://fittingroom.notebook.inline"


class WheelFinder(MetaPathFinder):
    """Finds modules that no other finder finds, in wheels of the site.

    Args:
        fetch: returns the content of a file of the site.
        out: gets an output of kind `"progress"` at each step.
        alone: whether to install the one wheel that is asked for, without Matplotlib's others.
    """

    def __init__(self, fetch: Fetch, out: OutStream | None = None, *, alone: bool = False) -> None:
        self._fetch = fetch
        self._out = out
        self._alone = alone
        self._remaining: list[dict[str, Any]] | None = None

    @contextmanager
    def installed(self) -> Generator[None]:
        """Make the packages importable inside a ``with`` block."""
        sys.meta_path.append(self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module in a wheel, which is unpacked now; only in the browser.

        Raises:
            ImportError: if a wheel cannot be fetched, or is not the right one.
        """
        if fullname not in PACKAGES or sys.platform != "emscripten":
            return None
        try:
            self._install(fullname)
        except MemoryError:
            raise
        except Exception as error:
            raise ImportError(
                f"{fullname} could not be fetched ({error}). Check the connection and run the cell "
                "again; if this page has been open for long, reload it.",
                name=fullname,
            ) from error
        importlib.invalidate_caches()
        return PathFinder.find_spec(fullname, path, target)

    def _install(self, package: str) -> None:
        """Fetch and unpack the wheel of a package, with those that are always needed together."""
        if self._remaining is None:
            self._remaining = fetch_accepted(self._fetch, FOLDER + LIST, _read_list)
        remaining = self._remaining or []
        wanted = [wheel for wheel in remaining if package in wheel["imports"]]
        if not self._alone and any(not wheel["apart"] for wheel in wanted):
            wanted = [wheel for wheel in remaining if not wheel["apart"]]
        # Packages build their own docstrings from those of others.
        docstrings.restore()
        # Before Matplotlib is imported for the first time; it looks at this then.
        os.environ.setdefault("MPLBACKEND", BACKEND)
        total = sum(wheel["bytes"] for wheel in wanted)
        loaded = 0
        for wheel in wanted:
            self._emit_progress(loaded, total)
            fetch_accepted(self._fetch, FOLDER + wheel["file"], partial(_unpack, wheel))
            remaining.remove(wheel)
            loaded += wheel["bytes"]
        self._emit_progress(total, total)

    def _emit_progress(self, loaded: int, total: int) -> None:
        if self._out:
            self._out.emit(
                {"kind": "progress", "label": "Matplotlib", "loaded": loaded, "total": total}
            )


def _read_list(content: bytes | memoryview) -> list[dict[str, Any]]:
    try:
        return json.loads(bytes(content))
    except ValueError as error:
        raise ValueError(f"{FOLDER}{LIST} arrived damaged, perhaps as a web page") from error


def _unpack(wheel: dict[str, Any], content: bytes | memoryview) -> None:
    try:
        unpack(content, wheel["sha256"], Path(np.__path__[0]).parent)
    except ValueError as error:
        raise ValueError(f"{FOLDER}{wheel['file']} {error}".rstrip(".")) from error
