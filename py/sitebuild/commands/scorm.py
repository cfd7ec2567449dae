"""`build.py scorm`: pack a task for a learning platform."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sitebuild.scorm import package
from sitebuild.tools import paths
from sitebuild.tools.console import say


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    target = Path(options.output or paths.ROOT / package.NAME.format(version=options.version))
    written = package.write(options.link, options.version, target)
    for issue in written.issues:
        say(f"Left out: {issue}")
    say(
        f"The SCORM {options.version} package is {written.file}.\n"
        "Upload it as it is. It shows the page at the link, so that has to stay online."
    )
    return 0
