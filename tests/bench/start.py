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

from bench.chromium import recipe
from bench.results import Results, take_turns
from bench.setting import Setting
from bench.visitor import Visit, visit

SECTION = "start"
OURS, PLAIN, TFJS = "this page", "plain Pyodide and NumPy", "bare TensorFlow.js page"
LESSON = recipe(600, "10,10", 10, 10, classes=3, split=0.2)
LEAST_ACCURACY = 0.8
"""On 100 pictures of three kinds, from whatever weights."""
LINES = {None: "as fast as it goes", 100: "100 Mbit/s", 10: "10 Mbit/s"}
ROUNDS = {None: 7, 100: 3, 10: 2}
VISITS = ("first visit", "repeat visit")

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
            OURS: partial(self._twice, self._ours, f"app/#{LESSON}&run=1"),
            PLAIN: partial(self._twice, self._plain, "plain/"),
        }
        if not self.setting.no_tfjs:
            turns[TFJS] = partial(self._twice, self._tfjs, "tfjs/#lesson")
        line.megabits = self.megabits
        try:
            take_turns(rounds, turns, self._give_up)
        finally:
            line.megabits = None

    def _twice(self, look: Callable[[Visit, str], None], path: str) -> None:
        """A first visit and a repeat."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            for name in VISITS:
                self.setting.server.line.sent = 0
                with visit(self.setting.server, path, Path(folder)) as visited:
                    look(visited, name)
                    self.setting.server.settle()

    def _sent(self) -> int:
        return self.setting.server.line.sent

    def _ours(self, visited: Visit, name: str) -> None:
        run = visited.report()
        sent = self._sent()
        self._check(run["accuracy"])
        if (run["start"], run["backend"]) != ("snapshot", "wasm"):
            raise RuntimeError(f"it started by {run['start']} and trained on {run['backend']}")
        self._keep(WORKER, PLAIN, OURS, name, run["ready"] - run["begun"])
        self._keep(READY, PLAIN, OURS, name, run["ready"])
        self._keep(LESSON_DONE, TFJS, OURS, name, run["done"])
        visited.report()
        self.setting.server.settle()
        self._keep(BYTES, TFJS, OURS, name, sent / 1e6, "MB")
        self._keep(BYTES_ALL, TFJS, OURS, name, self._sent() / 1e6, "MB")

    def _plain(self, visited: Visit, name: str) -> None:
        times = visited.report()
        self._keep(WORKER, PLAIN, PLAIN, name, times["ready"] - times["begun"])
        self._keep(READY, PLAIN, PLAIN, name, times["ready"])
        self._keep(BYTES, TFJS, PLAIN, name, self._sent() / 1e6, "MB")

    def _tfjs(self, visited: Visit, name: str) -> None:
        times = visited.report()
        self._check(times["accuracy"])
        self._keep(READY, PLAIN, TFJS, name, times["ready"])
        self._keep(LESSON_DONE, TFJS, TFJS, name, times["done"])
        self._keep(BYTES, TFJS, TFJS, name, self._sent() / 1e6, "MB")

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
