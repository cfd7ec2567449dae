"""`build.py serve`: update dist/ and serve it until Ctrl-C."""

from argparse import Namespace
from collections.abc import Sequence

from sitebuild.site import server, site
from sitebuild.tools import paths
from sitebuild.tools.console import say


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command and return its exit code."""
    site.build()
    with server.SiteServer(paths.DIST, options.port) as running:
        say(f"Fitting Room is at {running.url}  (Ctrl-C ends it)")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            say("\nStopped.")
    return 0
