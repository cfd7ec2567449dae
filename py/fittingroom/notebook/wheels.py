"""Brings Matplotlib, and what it needs, when a cell imports it for the first time.

The site has their wheels in a folder of its own, with a list of them. A wheel is unpacked where
NumPy lies; its libraries are linked by Python when they are imported. Imports NumPy and `waking`.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from fittingroom.app.resume import unpack
from fittingroom.notebook.data import Fetch
from fittingroom.notebook.out_stream import Outlet

FOLDER = "wheels/"
LIST = "wheels.json"
"""What lies in the folder: `file`, `bytes`, `sha256`, `imports` and `apart` of each wheel."""

PACKAGES = {
    *("PIL", "contourpy", "cycler", "dateutil", "fontTools", "kiwisolver", "matplotlib"),
    *("mpl_toolkits", "packaging", "pylab", "pyparsing", "pytz", "six"),
}
"""Names that can be imported once the wheels are there."""
BACKEND = "module://fittingroom.notebook.inline"


class WheelFinder(MetaPathFinder):
    """Finds what nobody else finds, in wheels of the site.

    Args:
        fetch: brings a file of the site.
        outlet: is told how far it is.
    """

    def __init__(self, fetch: Fetch, outlet: Outlet) -> None:
        self._fetch = fetch
        self._outlet = outlet
        self._waiting: list[dict[str, Any]] | None = None

    @contextmanager
    def installed(self) -> Generator[None]:
        """Have the packages found inside a ``with`` block."""
        sys.meta_path.append(self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Spec of a module in a wheel, which is unpacked now; the wheels are the browser's alone.

        Raises:
            ImportError: if a wheel cannot be brought, or is not the right one.
        """
        if fullname not in PACKAGES or sys.platform != "emscripten":
            return None
        try:
            self._bring(fullname)
        except Exception as error:
            raise ImportError(
                f"{fullname} could not be fetched ({error}). Check the connection and run the cell "
                "again; if this page has been open for long, reload it.",
                name=fullname,
            ) from error
        importlib.invalidate_caches()
        return PathFinder.find_spec(fullname, path, target)

    def _bring(self, package: str) -> None:
        """Unpack the wheel of a package, with those that are always needed together."""
        if self._waiting is None:
            self._waiting = json.loads(bytes(self._fetch(FOLDER + LIST)))
        waiting = self._waiting or []
        wanted = [wheel for wheel in waiting if package in wheel["imports"]]
        if any(not wheel["apart"] for wheel in wanted):
            wanted = [wheel for wheel in waiting if not wheel["apart"]]
        # Before Matplotlib is imported for the first time; it looks at this then.
        os.environ.setdefault("MPLBACKEND", BACKEND)
        total = sum(wheel["bytes"] for wheel in wanted)
        loaded = 0
        for wheel in wanted:
            self._outlet.emit("progress", label="Matplotlib", loaded=loaded, total=total)
            content = self._fetch(FOLDER + wheel["file"])
            unpack(content, wheel["sha256"], Path(np.__path__[0]).parent)
            waiting.remove(wheel)
            loaded += wheel["bytes"]
        self._outlet.emit("progress", label="Matplotlib", loaded=total, total=total)
