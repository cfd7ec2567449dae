"""The start: how long until one can train, and how many bytes that costs.

Each visit is of a browser process of its own: the first one with a fresh profile, the repeat with
the profile the first one left, as on the next day. Against a plain page with Pyodide and NumPy as
published, and a bare TensorFlow.js page that does the same work; all from one server, which does
not compress, over lines of three speeds.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bench.chromium import LONG, POLL, AppPage, profile, recipe
from bench.results import Results, take_turns
from bench.setting import Setting

SECTION = "start"
OURS, PLAIN, TFJS = "this page", "plain Pyodide and NumPy", "bare TensorFlow.js page"
LESSON = recipe(600, "10,10", 10, 10, classes=3, split=0.2)
LEAST_ACCURACY = 0.8
"""On 100 pictures of three kinds, from whatever weights."""
LINES = {None: "as fast as it goes", 100: "100 Mbit/s", 10: "10 Mbit/s"}
ROUNDS = {None: 5, 100: 3, 10: 2}
VISITS = ("first visit", "repeat visit")
SETTLED = 1500
"""Milliseconds without a byte after which a page has nothing more to fetch."""

WORKER = "worker start to ready"
LESSON_DONE = "navigation to the 600-image recipe trained"
READY = "navigation to ready"
BYTES = "bytes until then"
BYTES_ALL = "bytes in all"


def case(visit: str, megabits: int | None) -> str:
    """The circumstances of a visit."""
    return f"{visit}, {LINES[megabits]}"


@dataclass
class Visits:
    """The contenders over one line."""

    setting: Setting
    results: Results
    megabits: int | None

    def run(self, rounds: int) -> None:
        """Have all take turns."""
        line = self.setting.server.line
        turns: dict[str, Callable[[], object]] = {
            OURS: partial(self._twice, self._ours),
            PLAIN: partial(self._twice, self._plain),
        }
        if not self.setting.no_tfjs:
            turns[TFJS] = partial(self._twice, self._tfjs)
        line.megabits = self.megabits
        try:
            take_turns(rounds, turns, self._give_up)
        finally:
            line.megabits = None

    def _twice(self, visit: Callable[[Page, str], None]) -> None:
        """A first visit and a repeat."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for name in VISITS:
                with profile(self.setting.playwright, Path(folder)) as context:
                    page = context.new_page()
                    page.wait_for_timeout(SETTLED)
                    self.setting.server.line.sent = 0
                    visit(page, name)
                    self._settle(page)

    def _settle(self, page: Page) -> None:
        """Let a service worker fetch what it keeps."""
        page.evaluate(
            """async () => {
                const kept = await navigator.serviceWorker?.getRegistration();
                if (kept) await navigator.serviceWorker.ready;
            }"""
        )
        before = -1
        while before != self._sent():
            before = self._sent()
            page.wait_for_timeout(SETTLED)

    def _sent(self) -> int:
        return self.setting.server.line.sent

    def _ours(self, page: Page, visit: str) -> None:
        app = AppPage(page, self.setting.server)
        page.goto(f"{app.url}#{LESSON}&run=1", wait_until="commit")
        run = app.trained(LESSON)
        sent = self._sent()
        self._check(run.accuracy)
        # It begins to keep itself for offline use only when the learner has had time to go on.
        page.wait_for_function(
            "navigator.serviceWorker.getRegistration()", polling=POLL, timeout=LONG
        )
        ready = app.first("ready")
        self._keep(WORKER, PLAIN, OURS, visit, ready - page.evaluate("bench.workerAt"))
        self._keep(READY, PLAIN, OURS, visit, ready)
        self._keep(LESSON_DONE, TFJS, OURS, visit, run.at * 1000)
        self._settle(page)
        self._keep(BYTES, TFJS, OURS, visit, sent / 1e6, "MB")
        self._keep(BYTES_ALL, TFJS, OURS, visit, self._sent() / 1e6, "MB")

    def _plain(self, page: Page, visit: str) -> None:
        page.goto(f"{self.setting.server.url}plain/", wait_until="commit")
        times = self._wait_for(page, "plain")
        self._keep(WORKER, PLAIN, PLAIN, visit, times["ready"] - times["begun"])
        self._keep(READY, PLAIN, PLAIN, visit, times["ready"])
        self._keep(BYTES, TFJS, PLAIN, visit, self._sent() / 1e6, "MB")

    def _tfjs(self, page: Page, visit: str) -> None:
        page.goto(f"{self.setting.server.url}tfjs/#lesson", wait_until="commit")
        times = self._wait_for(page, "lessonDone")
        self._check(times["accuracy"])
        self._keep(READY, PLAIN, TFJS, visit, times["ready"])
        self._keep(LESSON_DONE, TFJS, TFJS, visit, times["done"])
        self._keep(BYTES, TFJS, TFJS, visit, self._sent() / 1e6, "MB")

    def _wait_for(self, page: Page, name: str) -> dict[str, Any]:
        page.wait_for_function(f"Boolean(window.{name})", polling=POLL, timeout=LONG)
        return page.evaluate(name)

    def _check(self, accuracy: float) -> None:
        if accuracy < LEAST_ACCURACY:
            raise RuntimeError(f"it learned too little: accuracy {accuracy:.3f}")

    def _keep(
        self, kind: str, reference: str, who: str, visit: str, value: float, unit: str = "ms"
    ) -> None:
        of_visit = case(visit, self.megabits)
        self.results.of(SECTION, kind, who, unit, reference, of_visit).values.append(value)

    def _give_up(self, who: str, why: str) -> None:
        first = case(VISITS[0], self.megabits)
        self.results.of(SECTION, READY, who, "ms", PLAIN, first).note = f"not measured: {why}"


def measure(setting: Setting, results: Results) -> None:
    """All lines, one after the other."""
    for megabits, rounds in ROUNDS.items():
        Visits(setting, results, megabits).run(1 if setting.quick else rounds)
