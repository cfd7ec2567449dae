"""Installs packages of the site, Matplotlib and others, when a cell imports them first.

Wheels are unpacked where NumPy is; Python links their libraries when they are imported.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import warnings
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

from fittingroom.app.start import docstrings
from fittingroom.app.start.resume import unpack
from fittingroom.notebook.files.site_files import Fetch, fetch_accepted
from fittingroom.notebook.output.out_stream import OutStream

FOLDER = "wheels/"
LIST = "wheels.json"
"""What is in the folder: `name`, `file`, `bytes`, `sha256` and `imports` of each wheel, and `with`,
the names of those that are fetched together with it, each before what it needs."""

PACKAGES = {
    **dict.fromkeys(("matplotlib", "mpl_toolkits", "pylab"), "Matplotlib"),
    **{"PIL": "Pillow", "dateutil": "python-dateutil", "fontTools": "fonttools"},
    **{name: name for name in ("contourpy", "cycler", "kiwisolver", "packaging", "pyparsing")},
    **{name: name for name in ("pytz", "six", "joblib", "pandas", "seaborn", "threadpoolctl")},
    **{"scipy": "SciPy", "sklearn": "scikit-learn", "tqdm": "tqdm"},
}
"""Names that can be imported once the wheels are installed, and what each is called."""
OPTIONAL = ("pandas", "seaborn", "sklearn", "scipy", "tqdm", "joblib", "threadpoolctl")
"""Those that a site may go without."""
SPARED = {"scipy": "seaborn", "pytz": "pandas"}
"""What would be taken along by a package that, while it is imported, goes as well without."""
NEEDLESS_WARNINGS = ("tqdm:disabling monitor", "JsProxy.as_object_map")
"""What packages say of this page, as it begins, that is no matter of the learner's."""
BACKEND = "module://fittingroom.notebook.output.inline"


def brings(package: str) -> bool:
    """Return whether a name can be imported from a wheel of this site."""
    if package not in OPTIONAL:
        return package in PACKAGES
    finders = [finder for finder in sys.meta_path if isinstance(finder, WheelFinder)]
    return any(finder.lists(package) for finder in finders)


class WheelFinder(MetaPathFinder):
    """Finds modules that no other finder finds, in wheels of the site.

    Args:
        fetch: returns the content of a file of the site.
        out: gets an output of kind `"progress"` at each step.
    """

    def __init__(self, fetch: Fetch, out: OutStream | None = None) -> None:
        self._fetch = fetch
        self._out = out
        self._wheels: list[dict[str, Any]] | None = None
        self._installed: set[str] = set()

    @contextmanager
    def installed(self) -> Generator[None]:
        """Make the packages importable inside a ``with`` block."""
        sys.meta_path.append(self)
        try:
            yield
        finally:
            sys.meta_path.remove(self)

    def lists(self, package: str) -> bool:
        """Return whether the site has a wheel with a package; only in the browser."""
        if sys.platform != "emscripten":
            return False
        with suppress(OSError, ValueError):
            return any(package in wheel["imports"] for wheel in self._list())
        return True  # Its import says what is wrong.

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the spec of a module in a wheel, which is unpacked now; only in the browser.

        Raises:
            ImportError: if a wheel cannot be fetched, or is not the right one.
        """
        if fullname not in PACKAGES or sys.platform != "emscripten" or _is_spared(fullname):
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

    def _list(self) -> list[dict[str, Any]]:
        if self._wheels is None:
            self._wheels = fetch_accepted(self._fetch, FOLDER + LIST, _read_list)
        return self._wheels

    def _install(self, package: str) -> None:
        """Fetch and unpack the wheel of a package, with those that it needs."""
        by_name = {wheel["name"]: wheel for wheel in self._list()}
        asked = [wheel for wheel in by_name.values() if package in wheel["imports"]]
        # What a package needs comes before it, so that one which is there is whole.
        order = [name for wheel in asked for name in reversed(wheel["with"] or [wheel["name"]])]
        wanted = [by_name[name] for name in order if name not in self._installed]
        if not wanted:
            return
        # Packages build their own docstrings from those of others.
        docstrings.restore()
        # Before Matplotlib is imported for the first time; it looks at this then.
        os.environ.setdefault("MPLBACKEND", BACKEND)
        for message in NEEDLESS_WARNINGS:
            warnings.filterwarnings("ignore", message)
        label = f"{PACKAGES[package]}, once"
        total = sum(wheel["bytes"] for wheel in wanted)
        loaded = 0
        for wheel in wanted:
            self._emit_progress(label, loaded, total)
            fetch_accepted(self._fetch, FOLDER + wheel["file"], partial(_unpack, wheel))
            self._installed.add(wheel["name"])
            loaded += wheel["bytes"]
        self._emit_progress(label, total, total)

    def _emit_progress(self, label: str, loaded: int, total: int) -> None:
        if self._out:
            self._out.emit({"kind": "progress", "label": label, "loaded": loaded, "total": total})


def _is_spared(package: str) -> bool:
    """Return whether the package that goes as well without another is just being imported."""
    spec: Any = getattr(sys.modules.get(SPARED.get(package, "")), "__spec__", None)
    return getattr(spec, "_initializing", False)


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
