"""A Python that has imported nothing of this package yet."""

import subprocess
import sys

from sitebuild.tools import paths


def printed(program: str) -> str:
    """What a program prints in such a Python; its errors, where it fails."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(paths.PY)},
        capture_output=True,
        text=True,
    )
    return done.stdout.strip() or done.stderr
