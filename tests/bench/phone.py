"""A first visit on a processor four times as slow, such as a phone's.

Until one can train, and until 600 images are learned; no memory and no line of a phone's.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from bench.results import Results, take_turns
from bench.setting import Setting
from bench.slowed import slowed
from bench.start import LESSON
from conftest import browser_arguments
from sitebuild.tools import browser

SECTION = "phone"
READY = "navigation to ready, the processor four times slower"
LESSON_DONE = "navigation to the 600-image recipe trained, the processor four times slower"
OURS, TFJS = "this page", "bare TensorFlow.js page"
SLOWER = 4
PATIENCE = 120
"""Seconds that a page may take to report."""


def measure(setting: Setting, results: Results) -> None:
    """Visits in turns, each in a browser of its own."""
    turns: dict[str, Callable[[], object]] = {
        OURS: partial(_visit, setting, results, OURS, f"app/#{LESSON}&run=1")
    }
    if not setting.no_tfjs:
        turns[TFJS] = partial(_visit, setting, results, TFJS, "tfjs/#lesson")
    take_turns(1 if setting.quick else 5, turns, partial(_give_up, results))


def _visit(setting: Setting, results: Results, who: str, path: str) -> None:
    told = first_report(setting, path, SLOWER)
    for what, key in ((READY, "ready"), (LESSON_DONE, "done")):
        results.of(SECTION, what, who, "ms", TFJS).values.append(told[key])


def first_report(setting: Setting, path: str, slower: float) -> dict[str, Any]:
    """What the page at `path` reports first of a first visit in a slowed browser.

    Raises:
        RuntimeError: if it tells of a fault.
        queue.Empty: if it tells nothing.
    """
    server = setting.server
    while not server.reports.empty():
        server.reports.get()
    chromium = setting.playwright.chromium
    started = chromium.launch(executable_path=browser.find(), args=browser_arguments())
    try:
        page = started.new_page()
        with slowed(started, slower):
            page.goto(f"{server.url}{path}", wait_until="commit")
            told = server.reports.get(timeout=PATIENCE)
    finally:
        started.close()
    if fault := told.get("fault"):
        raise RuntimeError(str(fault))
    return told


def _give_up(results: Results, who: str, why: str) -> None:
    results.of(SECTION, READY, who, "ms", TFJS).note = f"not measured: {why}"
