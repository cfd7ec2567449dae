"""`python -m sitebuild`: run the command line."""

import sys

from sitebuild.commands import command_line
from sitebuild.tools import console

sys.exit(console.guarded(lambda: command_line.main(sys.argv[1:])))
