"""The core's unit tests once more, inside the Pyodide that the site ships, on its own wheel."""

import json
import subprocess
import sysconfig
from pathlib import Path

import pytest

from sitebuild import node, paths


def test_unit_tests_pass_inside_pyodide(dist: Path, capsys: pytest.CaptureFixture[str]) -> None:
    script = Path(__file__).with_name("run_inside.mjs")
    folders = (dist / "runtime", paths.ROOT / "tests" / "unit", sysconfig.get_path("purelib"))
    command = [node.find().program, str(script), *map(str, folders)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    output = done.stdout + done.stderr
    assert done.returncode == 0, f"Pyodide did not get as far as the tests:\n{output}"
    outcome = json.loads(done.stdout.splitlines()[-1])
    assert outcome["wheel"].endswith("/fittingroom/__init__.pyc"), "not the shipped wheel"
    if outcome["code"] or outcome["counts"].get("failed"):
        pytest.fail(f"inside Pyodide:\n{output}", pytrace=False)
    assert outcome["counts"].get("passed", 0) > 0
    with capsys.disabled():
        print(f"\n  inside Pyodide: {outcome['counts']}")
