"""The core's tests once more, inside the Pyodide that the site ships, on its own wheel."""

import json
import subprocess
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

from sitebuild.tools import node, paths


@pytest.mark.parametrize(
    ("folder", "backend"),
    [
        ("unit", "numpy"),
        ("unit", "wasm"),
        ("parity", "numpy"),
        ("parity", "wasm"),
        ("kernels", "wasm"),
    ],
)
def test_it_passes_inside_pyodide(
    dist: Path, say: Callable[[str], None], folder: str, backend: str
) -> None:
    script = Path(__file__).with_name("run_inside.mjs")
    tests = paths.ROOT / "tests" / folder
    places = (dist / "runtime", sysconfig.get_path("purelib"), tests)
    command = [node.find().program, str(script), *map(str, places), backend]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    output = done.stdout + done.stderr
    assert done.returncode == 0, f"Pyodide did not get as far as the tests:\n{output}"
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["wheel"].endswith("/fittingroom/__init__.pyc"), "not the shipped wheel"
    if outcome["code"] or outcome["counts"].get("failed"):
        pytest.fail(f"inside Pyodide:\n{output}", pytrace=False)
    assert outcome["counts"].get("passed", 0) > 0
    say(f"{folder} on {backend} inside Pyodide: {outcome['counts']}")
