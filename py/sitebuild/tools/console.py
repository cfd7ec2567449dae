"""Progress lines, and errors that state a remedy. Standard library only."""

import sys
import time
from collections.abc import Callable

SECONDS_BETWEEN_LINES = 2.0


class BuildError(Exception):
    """A failure the user can act on; its text is all that is shown."""


def say(text: str) -> None:
    """Print one progress line at once, also into a pipe."""
    print(text, flush=True)


def guarded(action: Callable[[], int]) -> int:
    """Run `action` and return its exit code; turn the expected failures into clear messages."""
    try:
        return action()
    except BuildError as error:
        print(f"\nbuild.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\nbuild.py: interrupted. Nothing half-done is kept; the next call carries on.",
            file=sys.stderr,
        )
        return 130


class Progress:
    """Reports the bytes of one download, a line every few seconds and one at the end."""

    def __init__(self, label: str, total: int | None) -> None:
        self.label = label
        self.total = total
        self.done = 0
        self.last_line = time.monotonic()

    def add(self, count: int) -> None:
        """Count `count` more received bytes."""
        self.done += count
        if time.monotonic() - self.last_line > SECONDS_BETWEEN_LINES:
            self.last_line = time.monotonic()
            say(self.line())

    def line(self) -> str:
        """Return the line that reports the progress."""
        if self.total is None:
            return f"  {self.label}: {megabytes(self.done)}"
        share = 100 * self.done // max(self.total, 1)
        return f"  {self.label}: {megabytes(self.done)} of {megabytes(self.total)} ({share} %)"


def megabytes(count: int) -> str:
    """Format a number of bytes: `"26.4 MB"`, or `"5,125 bytes"` when it is small."""
    return f"{count / 1e6:.1f} MB" if count >= 100_000 else f"{count:,} bytes"
