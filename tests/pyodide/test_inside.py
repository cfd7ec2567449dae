"""The core's tests once more, inside the Pyodide that the site ships, on its own wheel."""

import json
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitebuild.tools import node, paths

RUNS = (
    ("unit", "numpy"),
    ("unit", "wasm"),
    ("parity", "numpy"),
    ("parity", "wasm"),
    ("kernels", "wasm"),
)


@pytest.fixture(scope="module")
def inside(dist: Path) -> subprocess.CompletedProcess[str]:
    """All runs in one Pyodide, which has pytest and Hypothesis to import only once."""
    script = Path(__file__).with_name("run_inside.mjs")
    places = (dist / "runtime", sysconfig.get_path("purelib"), paths.ROOT / "tests")
    runs = [f"{folder}:{backend}" for folder, backend in RUNS]
    command = [node.find().program, str(script), *map(str, places), *runs]
    return subprocess.run(command, capture_output=True, text=True, timeout=1200)


@pytest.mark.parametrize(("folder", "backend"), RUNS)
def test_it_passes_inside_pyodide(
    inside: subprocess.CompletedProcess[str], say: Callable[[str], None], folder: str, backend: str
) -> None:
    said = inside.stdout.splitlines()
    ends = [at for at, line in enumerate(said) if line.startswith('{"code"')]
    index = RUNS.index((folder, backend))
    if index >= len(ends):
        pytest.fail(f"Pyodide did not get as far:\n{inside.stdout}{inside.stderr}", pytrace=False)
    outcome: dict[str, Any] = json.loads(said[ends[index]])
    assert outcome["wheel"].endswith("/fittingroom/__init__.pyc"), "not the shipped wheel"
    if outcome["code"] or outcome["counts"].get("failed"):
        own = said[ends[index - 1] + 1 if index else 0 : ends[index]]
        pytest.fail("\n".join(["inside Pyodide:", *own, inside.stderr]), pytrace=False)
    assert outcome["counts"].get("passed", 0) > 0
    say(f"{folder} on {backend} inside Pyodide: {outcome['counts']}")


def test_all_runs_came_to_their_end(inside: subprocess.CompletedProcess[str]) -> None:
    assert inside.returncode == 0, inside.stdout + inside.stderr
