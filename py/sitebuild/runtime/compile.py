"""Compiles wheels to bytecode, with pyodide-build's compile step run inside Pyodide."""

import sysconfig
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from sitebuild.runtime import pyodide
from sitebuild.tools import node
from sitebuild.tools.artifacts import contents

_HERE = Path(__file__).parent
_SCRIPT = _HERE / "compile_wheel.mjs"


def inputs() -> list[str]:
    """Return what compiled wheels depend on beside their sources."""
    code = contents(Path(__file__), _SCRIPT, _HERE / "inside" / "bytecode.py")
    return [code, contents(pyodide.lock_file()), *map(version, ("pyodide-build", "wheel"))]


def compile_wheels(wheels: Sequence[Path], folder: Path) -> list[Path]:
    """Write each of the `wheels`, compiled, to `folder`; return their paths in the same order."""
    packages = sysconfig.get_path("purelib")
    command = [_SCRIPT, pyodide.FOLDER, packages, folder, *wheels]
    names = ", ".join(wheel.name for wheel in wheels)
    output = node.run(command, f"Pyodide could not compile {names}")
    return [folder / name for name in output.split()]
