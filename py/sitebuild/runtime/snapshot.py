"""Makes the files of the quick start: a snapshot of Python's memory and what goes with it.

Pyodide makes it for itself, in Node, once for each state of the Python package.
"""

import hashlib
import json
from pathlib import Path
from typing import Any

from sitebuild import node, paths
from sitebuild.pieces import contents, piece

FOLDER = "start"
"""Where the files are, in the piece and in dist/."""
MANIFEST = "start.json"
"""Beside that folder: what the worker must know of the files."""
_HERE = Path(__file__).parent
CODE = (
    *(_HERE / name for name in ("snapshot.py", "snapshot.mjs", "rehearsal.py", "freeze.py")),
    paths.WEB / "worker" / "snapshot.js",
)


def make(pieces: dict[str, Path]) -> Path:
    """The piece with start/ and its manifest, from the other `pieces` of the site by name."""
    numpy, ours = (
        next(pieces[name].glob(f"{package}-*.whl"))
        for name, package in (("runtime", "numpy"), ("wheel", "fittingroom"))
    )
    stdlib = pieces["runtime"] / "python_stdlib.zip"
    extras = {
        "kernels.wasm": pieces["kernels"] / "kernels.wasm",
        "manifest.json": pieces["data"] / "manifest.json",
        "pyodide-lock.json": pieces["wheel"] / "pyodide-lock.json",
    }

    def fill(folder: Path) -> None:
        order = {
            "pyodide": str(pieces["pyodide"]),
            "wheels": [str(numpy), str(ours)],
            "data": str(pieces["data"]),
            "extras": {name: str(path) for name, path in extras.items()},
            "target": str(folder),
        }
        note = paths.SCRATCH / "snapshot-order.json"
        note.write_text(json.dumps(order), "utf-8")
        node.run([_HERE / "snapshot.mjs", note], "The memory snapshot could not be made")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        manifest["later"] = {"stdlib": _archive(stdlib), "numpy": _archive(numpy)}
        (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    inputs = contents(numpy, ours, stdlib, *extras.values(), *CODE)
    pyodide = contents(pieces["pyodide"])
    return piece("snapshot", "Taking a snapshot of Python's memory", [inputs, pyodide], fill)


def _archive(path: Path) -> dict[str, str]:
    """Where the page finds what the snapshot lacks, and the hash it must have."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"path": f"runtime/{path.name}", "sha256": digest}
