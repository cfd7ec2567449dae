"""`build.py bench`: run the comparison in tests/bench, which installs what it needs."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence

from sitebuild.tools import paths


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command with the comparison's arguments `rest` and return its exit code."""
    command = [sys.executable, "-m", "bench", *rest]
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "tests")}
    return subprocess.run(command, cwd=paths.ROOT, env=environment).returncode
