"""The command line of build.py: build, serve, zip, test, bench.

Imports the rooms only when a command needs them, so that `--help` needs nothing.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from sitebuild import address, paths
from sitebuild.console import megabytes, say

DEFAULT_PORT = 8000
MOST_WORKERS = 4
"""Processes that test side by side at the most: each has a browser and Pythons in it."""
INTERRUPTED = 2
"""pytest's exit code for Ctrl-C, and where tests could not be collected."""


def main(arguments: Sequence[str]) -> int:
    """Carry out one command line and return its exit code."""
    options, rest = _parser().parse_known_args(arguments)
    if options.site_url is not None:
        os.environ[address.VARIABLE] = options.site_url
    if rest and options.command not in ("test", "bench"):
        _parser().error(f"unknown arguments: {' '.join(rest)}")
    if options.command == "serve":
        return serve(options.port)
    if options.command == "zip":
        return pack()
    if options.command == "test":
        return test(rest)
    if options.command == "bench":
        return bench(rest)
    return build()


def build() -> int:
    """Bring dist/ up to date."""
    from sitebuild import site

    site.build()
    say(f"The site is in {paths.DIST}. To look at it: python3 build.py serve")
    return 0


def serve(port: int) -> int:
    """Bring dist/ up to date and serve it until Ctrl-C."""
    from sitebuild import server, site

    site.build()
    with server.SiteServer(paths.DIST, port) as running:
        say(f"Fitting Room is at {running.url}  (Ctrl-C ends it)")
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            say("\nStopped.")
    return 0


def pack() -> int:
    """Bring dist/ up to date and pack it into a zip beside it."""
    from sitebuild import archive, site, wheel

    site.build()
    target = paths.ROOT / archive.NAME.format(version=wheel.version())
    archive.write(paths.DIST, target)
    say(
        f"The site is packed in {target} ({megabytes(target.stat().st_size)}).\n"
        "Unpack it into a folder of any web server. Nothing else is needed there."
    )
    return 0


def test(arguments: Sequence[str]) -> int:
    """Bring dist/ and a browser up to date and run pytest, once with `arguments` or in phases."""
    from sitebuild import browser, site

    program = browser.bring()
    browser.bring_firefox()
    site.build()
    environment = {**os.environ, browser.VARIABLE: program}

    def pytest(*arguments: str) -> int:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, cwd=paths.ROOT, env=environment).returncode

    return pytest(*arguments) if arguments else _in_phases(pytest)


def _in_phases(pytest: Callable[..., int]) -> int:
    """Run what is independent on several processors, then what is held to a time by itself."""
    workers = min(os.cpu_count() or 1, MOST_WORKERS)
    phases = {
        f"side by side ({workers})": [f"-n{workers}", "--no-loadscope-reorder", "-mnot alone"],
        "alone": ["-malone"],
    }
    outcomes: list[int] = []
    lines: list[str] = []
    for name, arguments in phases.items():
        begun = time.monotonic()
        outcomes.append(pytest(*arguments))
        seconds = round(time.monotonic() - begun)
        word = "passed" if outcomes[-1] == 0 else f"FAILED (pytest's exit code {outcomes[-1]})"
        lines.append(f"  {name}: {word} in {seconds // 60} m {seconds % 60:02} s")
        if outcomes[-1] == INTERRUPTED:
            break
    say("\n".join(["The tests", *lines]))
    return next(filter(None, outcomes), 0)


def bench(arguments: Sequence[str]) -> int:
    """Run the comparison in tests/bench, which brings what it needs."""
    command = [sys.executable, "-m", "bench", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(paths.ROOT / "tests")}
    return subprocess.run(command, cwd=paths.ROOT, env=environment).returncode


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="build.py", description="Build, serve and test Fitting Room."
    )
    parser.set_defaults(command="build")
    parser.set_defaults(site_url=None)
    published = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    published.add_argument(
        "--site-url",
        metavar="URL",
        help="where the site will be published, for what other servers read: the cards and oEmbed "
        f"answers of its links (or set {address.VARIABLE})",
    )
    commands = parser.add_subparsers(dest="command", metavar="command")
    commands.add_parser(
        "build", parents=[published], help="make dist/, the site as static files (default)"
    )
    serving = commands.add_parser("serve", help="make it if needed and serve it on this machine")
    serving.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="default %(default)s; 0 for any free one"
    )
    commands.add_parser(
        "zip",
        parents=[published],
        help="make it if needed and pack it into one file, to host anywhere",
    )
    commands.add_parser("test", help="run every check and test; more arguments go to pytest")
    # Its own --help lists its options.
    commands.add_parser(
        "bench", add_help=False, help="compare with TensorFlow.js, PyTorch and others, in one run"
    )
    return parser
