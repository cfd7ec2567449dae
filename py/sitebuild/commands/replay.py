"""`build.py replay`: train the recipes of handed-in codes again and print what came out, as CSV."""

import contextlib
import sys
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sitebuild.replay import replay
from sitebuild.site import site


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    # The table alone goes to stdout.
    with contextlib.redirect_stdout(sys.stderr):
        site.build()
    table = replay.replay(Path(options.codes), options.task, options.jobs)
    if options.output:
        # The mark makes spreadsheets read it as UTF-8.
        Path(options.output).write_text(table, "utf-8-sig", newline="")
    else:
        sys.stdout.write(table)
    return 0
