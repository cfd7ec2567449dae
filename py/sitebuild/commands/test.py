"""`build.py test`: update dist/, ensure a browser and run pytest, with arguments or in phases."""

import json
import os
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Callable, Sequence

from sitebuild.site import site
from sitebuild.tools import browser, paths
from sitebuild.tools.console import say

WAITING = 1
"""Processes beyond one for each processor: some always wait for a page, a server or a disk."""
MAX_WORKERS = 4
"""Processes that test side by side at the most: each has a browser and Pythons in it."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's threads wait actively for each other, which takes the processors from the other tests."""
LAST_FAILED = paths.ROOT / ".pytest_cache" / "v" / "cache" / "lastfailed"
TESTS = paths.ROOT / "tests"
ALONE = "pytest.mark.alone"
INTERRUPTED = 2
"""pytest's exit code for Ctrl-C, and where tests could not be collected."""


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command with pytest's arguments `rest` and return its exit code."""
    browser.ensure()
    browser.ensure_headless()
    browser.ensure_firefox()
    site.build()

    def pytest(*arguments: str) -> int:
        command = [sys.executable, "-m", "pytest", *arguments]
        return subprocess.run(command, cwd=paths.ROOT, env=ONE_THREAD | os.environ).returncode

    return pytest(*rest) if rest else run_in_phases(pytest)


def run_in_phases(pytest: Callable[..., int]) -> int:
    """Run independent tests on several processors, then those held to a time by themselves.

    Returns:
        The first exit code that is not 0.
    """
    workers = min((os.cpu_count() or 1) + WAITING, MAX_WORKERS)
    phases = {
        f"side by side ({workers})": [f"-n{workers}", "--no-loadscope-reorder", "-mnot alone"],
        "alone": ["-malone", *files_with_tests_alone()],
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
    failed = [f"  {name}" for name in last_failed()] if any(outcomes) else []
    say("\n".join(["The tests", *lines, *failed]))
    return next(filter(None, outcomes), 0)


def files_with_tests_alone() -> list[str]:
    """Return the files with such tests; to read in all the others takes longer than many a test."""
    files = sorted(TESTS.rglob("test_*.py"))
    return [str(file) for file in files if ALONE in file.read_text("utf-8")]


def last_failed() -> list[str]:
    """Return the names of the tests that failed, of all phases, as pytest's own cache has them."""
    try:
        return sorted(json.loads(LAST_FAILED.read_text("utf-8")))
    except FileNotFoundError:
        return []
