"""Makes a Pyodide for the quick start that offers only what the site's own libraries and code use.

The ordinary start keeps the program as published.
"""

import json
import shutil
import zipfile
from pathlib import Path

from sitebuild import node, paths, runtime
from sitebuild.pieces import contents, piece

LIBRARY = ".so"
_HERE = Path(__file__).parent
CALLERS = (
    paths.WEB / "worker" / "snapshot.js",
    _HERE / "snapshot.mjs",
    runtime.PYODIDE / "pyodide.mjs",
)
"""JavaScript that calls the program's functions by their names."""


def make(pieces: dict[str, Path]) -> Path:
    """The piece with a Pyodide to load, for the wheels in the other `pieces`."""
    wheels = sorted(file for name in ("runtime", "wheels") for file in pieces[name].glob("*.whl"))
    order = paths.SCRATCH / "trim-order.json"

    def fill(folder: Path) -> None:
        for name in (*runtime.FILES, "package.json", runtime.lock_file().name):
            shutil.copyfile(runtime.PYODIDE / name, folder / name)
        libraries = [str(library) for wheel in wheels for library in _libraries(wheel)]
        callers = [str(path) for path in CALLERS]
        target = {"pyodide": str(folder), "libraries": libraries, "callers": callers}
        order.write_text(json.dumps(target), "utf-8")
        node.run([_HERE / "trim.mjs", order], "Pyodide could not be trimmed")

    inputs = contents(*wheels, *CALLERS, Path(__file__), _HERE / "trim.mjs")
    pyodide = contents(runtime.PYODIDE / "package.json")
    return piece("pyodide", "Trimming Pyodide for the quick start", [inputs, pyodide], fill)


def _libraries(wheel: Path) -> list[Path]:
    """The libraries in a wheel, unpacked."""
    folder = paths.SCRATCH / "libraries" / wheel.stem
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(LIBRARY)]
        return [Path(archive.extract(name, folder)) for name in names]
