"""`build.py zip`: update dist/ and pack it into a zip beside the sources."""

from argparse import Namespace
from collections.abc import Sequence

from sitebuild.runtime import wheel
from sitebuild.site import archive, site
from sitebuild.tools import paths
from sitebuild.tools.console import megabytes, say


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    site.build()
    target = paths.ROOT / archive.NAME.format(version=wheel.version())
    archive.write(paths.DIST, target)
    say(
        f"The site is packed in {target} ({megabytes(target.stat().st_size)}).\n"
        "Unpack it into a folder of any web server. Nothing else is needed there."
    )
    return 0
