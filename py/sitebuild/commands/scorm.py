"""`build.py scorm`: pack a task for a learning platform."""

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from sitebuild.scorm import package
from sitebuild.site import site
from sitebuild.tools import paths
from sitebuild.tools.console import say

HOSTED = "It shows the page at the link, so that has to stay online."
FIXED = (
    "It holds the page and needs no other. It has the pictures that the task begins with, so their "
    "number is fixed in it; with --pictures all it has them all."
)
WHOLE = "It holds the page with all its pictures and needs no other."


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    target = Path(options.output or paths.ROOT / package.NAME.format(version=options.version))
    every = options.pictures == "all"
    if options.full:
        site.build()
    own = paths.DIST if options.full else None
    written = package.write(options.link, options.version, target, own, every)
    for issue in written.issues:
        say(f"Left out: {issue}")
    about = (WHOLE if every else FIXED) if options.full else HOSTED
    say(f"The SCORM {options.version} package is {written.file}.\nUpload it as it is. {about}")
    return 0
