"""Makes the quick start's Pyodide, with the symbols that are used; the ordinary start keeps all."""

import json
import shutil
import zipfile
from pathlib import Path

from sitebuild.runtime import pyodide
from sitebuild.tools import node, paths
from sitebuild.tools.artifacts import artifact, contents

LIBRARY = ".so"
_HERE = Path(__file__).parent
CALLERS = (
    *sorted((paths.WEB / "worker" / "snapshot").glob("*.js")),
    paths.WEB / "worker" / "nesting-limit.js",
    paths.WEB / "worker" / "stack-limit.js",
    _HERE / "snapshot.mjs",
    pyodide.FOLDER / "pyodide.mjs",
)
"""JavaScript that calls the module's exports by name."""


def make(artifacts: dict[str, Path]) -> Path:
    """Return the artifact with a Pyodide to load, for the wheels in the other `artifacts`."""
    wheels = sorted(
        file for name in ("runtime", "wheels") for file in artifacts[name].glob("*.whl")
    )
    order = paths.SCRATCH / "trim-order.json"

    def fill(folder: Path) -> None:
        for name in (*pyodide.FILES, "package.json", pyodide.lock_file().name):
            shutil.copyfile(pyodide.FOLDER / name, folder / name)
        libraries = [str(library) for wheel in wheels for library in _libraries(wheel)]
        callers = [str(path) for path in CALLERS]
        target = {"pyodide": str(folder), "libraries": libraries, "callers": callers}
        order.write_text(json.dumps(target), "utf-8")
        node.run([_HERE / "trim.mjs", order], "Pyodide could not be trimmed")

    inputs = contents(*wheels, *CALLERS, Path(__file__), _HERE / "trim.mjs", _HERE / "wasm.mjs")
    package = contents(pyodide.FOLDER / "package.json")
    return artifact("pyodide", "Trimming Pyodide for the quick start", [inputs, package], fill)


def _libraries(wheel: Path) -> list[Path]:
    """Return the unpacked libraries of a wheel."""
    folder = paths.SCRATCH / "libraries" / wheel.stem
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.endswith(LIBRARY)]
        return [Path(archive.extract(name, folder)) for name in names]
