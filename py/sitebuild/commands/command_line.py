"""Parses the command line of build.py and runs the command.

A command is imported only when it runs, so that `--help` needs nothing installed.
"""

import argparse
import os
from collections.abc import Sequence
from importlib import import_module

from sitebuild.runtime import left_out
from sitebuild.site import site_url

DEFAULT_PORT = 8000
PASSING_ON = ("test", "bench")
"""Commands with arguments of another program."""


def main(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code."""
    options, rest = _parser().parse_known_args(arguments)
    command: str = options.command or "build"
    if rest and command not in PASSING_ON:
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    if options.site_url is not None:
        os.environ[site_url.VARIABLE] = options.site_url
    if options.without is not None:
        os.environ[left_out.VARIABLE] = options.without
    return import_module(f"sitebuild.commands.{command}").run(options, rest)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Build, serve and test Fitting Room."
    )
    parser.set_defaults(site_url=None, without=None)
    published = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    published.add_argument(
        "--site-url",
        metavar="URL",
        help="where the site will be published, for what other servers read: the cards and oEmbed "
        f"answers of its links (or set {site_url.VARIABLE})",
    )
    lean = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    lean.add_argument(
        "--without",
        metavar="PACKAGE,...",
        help=f"leave out packages of cells, for a small host: any of {', '.join(left_out.CHOICES)} "
        f"(or set {left_out.VARIABLE})",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser(
        "build", parents=[published, lean], help="make dist/, the site as static files (default)"
    )
    serving = commands.add_parser(
        "serve", parents=[lean], help="make it if needed and serve it on this machine"
    )
    serving.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="default %(default)s; 0 for any free one"
    )
    commands.add_parser(
        "zip",
        parents=[published, lean],
        help="make it if needed and pack it into one file, to host anywhere",
    )
    packing = commands.add_parser("scorm", help="pack a task for a learning platform")
    packing.add_argument("link", help="the task's link, as the Embed room gives it, in quotes")
    packing.add_argument(
        "--version", choices=("1.2", "2004"), default="1.2", help="of SCORM; default %(default)s"
    )
    packing.add_argument(
        "--full", action="store_true", help="pack the page itself, which then need not stay online"
    )
    packing.add_argument(
        "--pictures",
        choices=("task", "all"),
        default="task",
        help="with --full, those that the task begins with (default) or all",
    )
    packing.add_argument("--output", metavar="FILE", help="write the package there")
    replaying = commands.add_parser(
        "replay", help="check the codes of a class: train each of them again, on all cores"
    )
    replaying.add_argument("codes", help="a text file with codes, such as the CSV of a form")
    replaying.add_argument(
        "--task", metavar="LINK", default="", help="the link of the task, to check its goals too"
    )
    replaying.add_argument("--output", metavar="FILE", help="write the table there")
    replaying.add_argument("--jobs", type=int, metavar="N", help="runs side by side; one a core")
    commands.add_parser("test", help="run every check and test; more arguments go to pytest")
    # Its own --help lists its options.
    commands.add_parser(
        "bench", add_help=False, help="compare with TensorFlow.js, PyTorch and others, in one run"
    )
    return parser
