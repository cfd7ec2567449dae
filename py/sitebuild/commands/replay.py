"""`build.py replay`: train the recipes of handed-in codes again and print what came out.

As CSV, with what was handed in of lessons.
"""

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
    tables = replay.replay(Path(options.codes), options.task, options.jobs)
    found = [table for table in tables if table is not None]
    if options.output:
        output = Path(options.output)
        beside = output.with_stem(f"{output.stem}-lessons")
        # Where there are both kinds, lessons have other columns and go into a file of their own.
        for file, table in zip((output, beside), found, strict=False):
            # The mark makes spreadsheets read it as UTF-8.
            file.write_text(table, "utf-8-sig", newline="")
            print(f"written: {file}", file=sys.stderr)
    else:
        sys.stdout.write("\r\n".join(found))
    return 0
