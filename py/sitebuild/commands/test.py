"""`build.py test`: update dist/, ensure a browser and run pytest."""

import os
import subprocess
import sys
from argparse import Namespace
from collections.abc import Sequence

from sitebuild.site import site
from sitebuild.tools import browser, paths


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command with pytest's arguments `rest` and return its exit code."""
    program = browser.ensure()
    browser.ensure_firefox()
    site.build()
    command = [sys.executable, "-m", "pytest", *rest]
    environment = {**os.environ, browser.VARIABLE: program}
    return subprocess.run(command, cwd=paths.ROOT, env=environment).returncode
