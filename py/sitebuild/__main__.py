"""Start the command line: `python -m sitebuild build|serve|test`."""

import sys

from sitebuild import commands, console

sys.exit(console.guarded(lambda: commands.main(sys.argv[1:])))
