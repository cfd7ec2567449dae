"""Compiles the SIMD kernels to a WebAssembly module that works on Python's memory, by zig's clang.

Strict arithmetic only: no contraction, no relaxed SIMD, so that every browser computes the same.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents
from sitebuild.tools.console import BuildError

FOLDER = paths.PY / "kernels"
MODULE = "kernels.wasm"
FLAGS = (
    "--target=wasm32-freestanding",
    "-O3",
    "-msimd128",
    "-ffp-contract=off",
    "-nostdlib",
    "-Wall",
    "-Wextra",
    "-Werror",
    "-Wl,--no-entry",
    "-Wl,--import-memory",
    "-Wl,--strip-all",
    # The memory is Python's: a stack of no size makes any use of it trap.
    "-Wl,-z,stack-size=0",
)


def make() -> Path:
    """Return the artifact with the kernels' module."""
    inputs = [contents(*sorted(FOLDER.iterdir()), Path(__file__)), *FLAGS]
    return artifact("kernels", "Compiling the SIMD kernels", inputs, _fill)


def _fill(folder: Path) -> None:
    compile_module(sorted(FOLDER.glob("*.c")), folder / MODULE)


def compile_module(sources: Sequence[Path], target: Path) -> None:
    """Compile C files with the kernels' flags.

    Raises:
        BuildError: with the compiler's message.
    """
    compiler = [sys.executable, "-m", "ziglang", "cc"]
    command = [*compiler, *FLAGS, *map(str, sources), "-o", target.name]
    caches = {f"ZIG_{kind}_CACHE_DIR": str(paths.BUILD / "zig") for kind in ("GLOBAL", "LOCAL")}
    done = subprocess.run(
        command, cwd=target.parent, env=os.environ | caches, capture_output=True, text=True
    )
    if done.returncode:
        names = ", ".join(source.name for source in sources)
        raise BuildError(f"{names} could not be compiled:\n{done.stderr.strip()}")
