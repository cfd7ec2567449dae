"""Builds the `fittingroom` wheel that the site ships, and the lock file that registers it."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec, update_package_sha256

import fittingroom
from sitebuild.runtime import compile, pyodide
from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents
from sitebuild.tools.console import BuildError

PACKAGE = "fittingroom"
LOCK = "pyodide-lock.json"


def make() -> Path:
    """Return the artifact with the compiled wheel and the site's lock file."""
    sources = contents(paths.PY / PACKAGE, paths.PYPROJECT, Path(__file__))
    inputs = [sources, *compile.inputs(), *pyodide.WHEELS]
    return artifact("wheel", f"Building the {PACKAGE} wheel", inputs, _fill)


def version() -> str:
    """Return the package's version."""
    return fittingroom.__version__


def _fill(folder: Path) -> None:
    source = build_source_wheel(paths.SCRATCH / "source-wheel")
    (shipped,) = compile.compile_wheels([source], folder)
    _check(shipped)
    write_lock(folder / LOCK, source, shipped)


def build_source_wheel(folder: Path) -> Path:
    """Build the ordinary wheel, with this environment's hatchling."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=paths.ROOT,
        env={**os.environ, "SOURCE_DATE_EPOCH": "315532800"},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BuildError(f"hatchling could not build the wheel.\n\n{done.stderr}{done.stdout}")
    (wheel,) = folder.glob(f"{PACKAGE}-*.whl")
    return wheel


def write_lock(path: Path, source: Path, shipped: Path) -> None:
    """Write Pyodide's lock, reduced to the packages of the site, with our wheel added.

    As `pyodide lockfile add-wheels` does it, which reads names and dependencies from an ordinary
    wheel, neither bytecode nor its tag: so from `source`. The entry then gets the file name and the
    hash of the `shipped` one.
    """
    spec = PyodideLockSpec.from_json(pyodide.lock_file())
    spec.packages = {name: spec.packages[name] for name in pyodide.WHEELS}
    spec = add_wheels_to_spec(spec, [source])
    spec.packages[PACKAGE].file_name = shipped.name
    update_package_sha256(spec.packages[PACKAGE], shipped)
    spec.check_wheel_filenames()
    spec.to_json(path, indent=1)


def _check(path: Path) -> None:
    """Raise if sources are left, which would only be slower and larger, and break no test."""
    with zipfile.ZipFile(path) as wheel:
        sources = [name for name in wheel.namelist() if name.endswith(".py")]
    if sources:
        raise BuildError(f"{path.name} still holds source files: {', '.join(sources)}")
