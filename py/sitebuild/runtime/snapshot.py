"""Makes the files of the quick start: a snapshot of Python's memory, and what goes with it."""

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from sitebuild.tools import node, paths
from sitebuild.tools.artifacts import artifact, contents

FOLDER = "start"
"""The files' folder, in the artifact and in dist/."""
MANIFEST = "start.json"
"""Beside that folder: the list of the files, which is compiled into the worker."""
_HERE = Path(__file__).parent
CODE = (
    *sorted(_HERE.glob("*.mjs")),
    *(
        _HERE / "inside" / name
        for name in ("trace_imports.py", "preload.py", "lean.py", "visit.json")
    ),
    _HERE / "compress.py",
    _HERE / "snapshot.py",
    *sorted((paths.WEB / "worker" / "snapshot").glob("*.js")),
    *(
        paths.WEB / "worker" / f"{name}.js"
        for name in ("kernels", "lazy-modules", "session", "stack-limit", "sync-fetch")
    ),
)


def make(artifacts: dict[str, Path]) -> Path:
    """Return the artifact with start/ and its manifest, from the other `artifacts` by name."""
    numpy, ours = (
        next(artifacts[name].glob(f"{package}-*.whl"))
        for name, package in (("runtime", "numpy"), ("wheel", "fittingroom"))
    )
    stdlib = artifacts["runtime"] / "python_stdlib.zip"
    extras = {
        "kernels.wasm": artifacts["kernels"] / "kernels.wasm",
        "manifest.json": artifacts["data"] / "manifest.json",
        "pyodide-lock.json": artifacts["wheel"] / "pyodide-lock.json",
    }

    def fill(folder: Path) -> None:
        order = {
            "pyodide": str(artifacts["pyodide"]),
            "wheels": [str(numpy), str(ours)],
            "data": str(artifacts["data"]),
            "extras": {name: str(path) for name, path in extras.items()},
            "python": sys.executable,
            "target": str(folder),
        }
        order_file = paths.SCRATCH / "snapshot-order.json"
        order_file.write_text(json.dumps(order), "utf-8")
        node.run([_HERE / "snapshot.mjs", order_file], "The memory snapshot could not be made")
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
        docstrings = manifest["files"].pop("docstrings")["path"]
        manifest["later"] = {
            "stdlib": _archive(stdlib),
            "numpy": _archive(numpy),
            "fittingroom": _archive(ours),
            "docstrings": {"path": docstrings, "sha256": _sha256(folder / docstrings)},
        }
        (folder / MANIFEST).write_text(json.dumps(manifest), "utf-8")

    inputs = contents(numpy, ours, stdlib, *extras.values(), *CODE)
    pyodide = contents(artifacts["pyodide"])
    return artifact("snapshot", "Taking a snapshot of Python's memory", [inputs, pyodide], fill)


def _archive(path: Path) -> dict[str, str]:
    """Return the path of what the snapshot lacks, and its hash."""
    return {"path": f"runtime/{path.name}", "sha256": _sha256(path)}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
