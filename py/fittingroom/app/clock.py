"""A stopwatch of the time spent working, pauses left out."""

from __future__ import annotations

import time
from collections.abc import Generator
from contextlib import contextmanager


class Clock:
    """A stopwatch that runs only inside `running`.

    Args:
        seconds: where it begins.
    """

    def __init__(self, seconds: float = 0.0) -> None:
        self._total = seconds
        self._since: float | None = None

    @property
    def seconds(self) -> float:
        """Return the seconds run so far."""
        running = 0.0 if self._since is None else time.perf_counter() - self._since
        return self._total + running

    @contextmanager
    def running(self) -> Generator[None]:
        """Let it run inside a `with` block."""
        self._since = time.perf_counter()
        try:
            yield
        finally:
            self._total = self.seconds
            self._since = None
