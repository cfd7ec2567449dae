"""The code checkers, each as a test that fails with the checker's own words."""

import subprocess
import sys

import pytest

from sitebuild.tools import node, paths

PYTHON_PLACES = ("py", "tests", "build.py")
CHECKS = {
    "ruff": [sys.executable, "-m", "ruff", "check", *PYTHON_PLACES],
    "ruff format": [sys.executable, "-m", "ruff", "format", "--check", "--diff", *PYTHON_PLACES],
    "pyright": ["node", "node_modules/pyright/index.js", "--project", str(paths.ROOT)],
    "biome": ["node", "node_modules/@biomejs/biome/bin/biome", "ci", "--colors=off", "."],
    "tsc": ["node", "node_modules/typescript/bin/tsc", "--project", "tsconfig.json"],
}
NEEDS_NODE = ("pyright", "biome", "tsc")


@pytest.mark.parametrize("name", CHECKS)
def test_check(name: str) -> None:
    command = CHECKS[name]
    if name in NEEDS_NODE:
        node.install_packages()
        command = [node.find().program, *command[1:]]
    folder = paths.WEB if name in NEEDS_NODE else paths.ROOT
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300)
    if done.returncode != 0:
        pytest.fail(f"{name}:\n{done.stdout}{done.stderr}", pytrace=False)
