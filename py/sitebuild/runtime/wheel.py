"""Makes the `fittingroom` wheel that the site ships, and the lock file that registers it.

hatchling builds the wheel from pyproject.toml; Pyodide turns it into bytecode for itself;
pyodide-lock writes the lock, which lists what this site ships and nothing else.
"""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

from pyodide_lock import PyodideLockSpec
from pyodide_lock.utils import add_wheels_to_spec, update_package_sha256

import fittingroom
from sitebuild import node, paths, runtime
from sitebuild.console import BuildError
from sitebuild.pieces import contents, piece

PACKAGE = "fittingroom"
LOCK = "pyodide-lock.json"
_HERE = Path(__file__).parent
CODE = tuple(_HERE / name for name in ("wheel.py", "bytecode.py", "compile_wheel.mjs"))


def make() -> Path:
    """The piece with the bytecode wheel and the site's lock file."""
    inputs = contents(paths.PY / PACKAGE, paths.PYPROJECT, runtime.lock_file(), *CODE)
    return piece("wheel", f"Building the {PACKAGE} wheel", [inputs, *runtime.WHEELS], _fill)


def version() -> str:
    """The package's version."""
    return fittingroom.__version__


def _fill(folder: Path) -> None:
    source = build_source_wheel(paths.SCRATCH / "source-wheel")
    name = node.run(
        [_HERE / "compile_wheel.mjs", runtime.PYODIDE, folder, source],
        f"{source.name} could not be compiled in Pyodide",
    ).strip()
    _check(folder / name)
    write_lock(folder / LOCK, source, folder / name)


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
    """Write Pyodide's lock, cut to the packages the site ships and with our wheel added.

    pyodide-lock reads names and dependencies from the ordinary wheel `source` (it knows neither
    bytecode nor its tag); the entry then gets file name and hash of the `shipped` one.
    """
    spec = PyodideLockSpec.from_json(runtime.lock_file())
    spec.packages = {name: spec.packages[name] for name in runtime.WHEELS}
    spec = add_wheels_to_spec(spec, [source])
    spec.packages[PACKAGE].file_name = shipped.name
    update_package_sha256(spec.packages[PACKAGE], shipped)
    spec.check_wheel_filenames()
    spec.to_json(path, indent=1)


def _check(path: Path) -> None:
    """A wheel with sources in it would be slower and larger, and nobody would notice."""
    with zipfile.ZipFile(path) as wheel:
        sources = [name for name in wheel.namelist() if name.endswith(".py")]
    if sources:
        raise BuildError(f"{path.name} still holds source files: {', '.join(sources)}")
