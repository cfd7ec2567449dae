"""Progress lines, and errors that state a remedy. Standard library only."""

import errno
import sys
import time
from collections.abc import Callable

SECONDS_BETWEEN_LINES = 2.0
FULL = {getattr(errno, name) for name in ("ENOSPC", "EDQUOT") if hasattr(errno, name)}
"""Errors of a full disk or a used-up share of it; not every system knows both."""


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
    except OSError as error:
        if error.strerror is None:
            raise
        print(f"\nbuild.py: {_remedy(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print(
            "\nbuild.py: interrupted. Nothing half-done is kept; the next call carries on.",
            file=sys.stderr,
        )
        return 130


def _remedy(error: OSError) -> str:
    """Say which file or folder the system refused, why, and what to do."""
    place = f" (at {error.filename})" if error.filename else ""
    if error.errno in FULL:
        return (
            f"the disk is full{place}. Nothing half-done is kept.\n"
            "What to do: free some space and run the same command again."
        )
    return (
        f"the system refused a file or folder{place}: {error.strerror}.\n"
        "What to do: see that it is what its name says and that you may write there, then run the\n"
        "same command again; for downloads, FITTING_ROOM_CACHE names another folder."
    )


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
