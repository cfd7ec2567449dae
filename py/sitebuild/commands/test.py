"""`build.py test`: update dist/, ensure a browser and run pytest, with arguments or in phases."""

import json
import os
import shutil
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from tempfile import TemporaryFile
from typing import IO, Protocol

from sitebuild.site import site
from sitebuild.tools import browser, paths
from sitebuild.tools.console import say

WAITING = 1
"""Processes beyond one for each processor: some always wait for a page, a server or a disk."""
MAX_WORKERS = 4
"""Processes that test side by side at the most: each has a browser and Pythons in it."""
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""NumPy's threads wait actively for each other, which takes the processors from the other tests."""
BACKGROUND = ("kernels", "lessons", "pyodide", "unit", "web")
"""Folders whose tests need no browser and one processor: they take, at a lower priority, what
the tests held to a time leave idle."""
LOWER_PRIORITY = ("nice", "-n", "10")
CACHE = paths.ROOT / ".pytest_cache"
BACKGROUND_CACHE = CACHE / "background"
"""Two pytests at a time would overwrite each other's list of what failed."""
LAST_FAILED = "v/cache/lastfailed"
TESTS = paths.ROOT / "tests"
ALONE = "pytest.mark.alone"
INTERRUPTED = 2
"""pytest's exit code for Ctrl-C, and where tests could not be collected."""


class Pytest(Protocol):
    """Runs pytest and returns its exit code; given `output`, behind everything else."""

    def __call__(self, *arguments: str, output: IO[str] | None = None) -> int: ...


def run(options: Namespace, rest: Sequence[str]) -> int:
    """Run the command with pytest's arguments `rest` and return its exit code."""
    browser.ensure()
    browser.ensure_headless()
    browser.ensure_firefox()
    site.build()
    return pytest(*rest) if rest else run_in_phases(pytest)


def pytest(*arguments: str, output: IO[str] | None = None) -> int:
    """Run pytest as `Pytest` says."""
    command = [sys.executable, "-m", "pytest", *arguments]
    if output and shutil.which(LOWER_PRIORITY[0]):
        command = [*LOWER_PRIORITY, *command]
    environment = ONE_THREAD | os.environ
    return subprocess.run(
        command, cwd=paths.ROOT, env=environment, stdout=output, stderr=output
    ).returncode


def run_in_phases(pytest: Pytest) -> int:
    """Run the tests held to a time by themselves, then the others on several processors.

    Those of `BACKGROUND` run behind both.

    Returns:
        The first exit code that is not 0.
    """
    workers = min((os.cpu_count() or 1) + WAITING, MAX_WORKERS)
    folders = [str(TESTS / name) for name in BACKGROUND]
    ignored = [f"--ignore={folder}" for folder in folders]
    phases = {
        "alone": ["-malone", *files_with_tests_alone()],
        f"side by side ({workers})": [
            *(f"-n{workers}", "--no-loadscope-reorder", "-mnot alone"),
            *ignored,
        ],
    }
    outcomes: list[int] = []
    lines: list[str] = []

    def measured(name: str, *arguments: str, output: IO[str] | None = None) -> None:
        begun = time.monotonic()
        outcome = pytest(*arguments, output=output)
        seconds = round(time.monotonic() - begun)
        word = "passed" if outcome == 0 else f"FAILED (pytest's exit code {outcome})"
        outcomes.append(outcome)
        lines.append(f"  {name}: {word} in {seconds // 60} m {seconds % 60:02} s")

    with TemporaryFile("w+", encoding="utf-8") as output, ThreadPoolExecutor(1) as pool:
        behind = ["-mnot alone", "-o", f"cache_dir={BACKGROUND_CACHE}", *folders]
        background = pool.submit(measured, "in the background", *behind, output=output)
        for name, arguments in phases.items():
            measured(name, *arguments)
            if INTERRUPTED in outcomes:
                break
        background.result()
        output.seek(0)
        say(output.read())
    failed = [f"  {name}" for name in last_failed()] if any(outcomes) else []
    say("\n".join(["The tests", *lines, *failed]))
    return next(filter(None, outcomes), 0)


def files_with_tests_alone() -> list[str]:
    """Return the files with such tests; to read in all the others takes longer than many a test."""
    files = sorted(TESTS.rglob("test_*.py"))
    return [str(file) for file in files if ALONE in file.read_text("utf-8")]


def last_failed() -> list[str]:
    """Return the names of the tests that failed, of all phases, as pytest's caches have them."""
    files = [cache / LAST_FAILED for cache in (CACHE, BACKGROUND_CACHE)]
    return sorted(
        name for file in files if file.exists() for name in json.loads(file.read_text("utf-8"))
    )
