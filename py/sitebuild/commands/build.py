"""`build.py build`: update dist/."""

from argparse import Namespace
from collections.abc import Sequence

from sitebuild.site import site
from sitebuild.tools import paths
from sitebuild.tools.console import say


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    site.build()
    say(f"The site is in {paths.DIST}. To look at it: python3 build.py serve")
    return 0
