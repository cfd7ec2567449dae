"""The way out of a cell: everything it says, in order, as it is said.

Gathers what is written to stdout and stderr into few messages, and lets nothing else overtake it.
Imports the standard library only.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

Output = dict[str, Any]
"""One output of a cell: `kind` and what goes with it, plain data."""

RATE = 20.0
"""Messages of text a second, when a cell writes without end."""
BURST = 100.0
"""As many messages go out at once before `RATE` counts: what people print is seen at once."""

PATIENCE = 0.05
"""Seconds that a part of a line waits for the rest."""


class Outlet:
    """Hands outputs on, text gathered.

    Args:
        emit: takes each output at once.
    """

    def __init__(self, emit: Callable[[Output], object]) -> None:
        self._emit = emit
        self._name = ""
        self._text: list[str] = []
        self._since = 0.0
        self._allowance = BURST
        self._counted = time.perf_counter()

    def emit(self, kind: str, **fields: Any) -> None:
        """Tell an output, behind the text written so far."""
        self.flush()
        self._emit({"kind": kind, **fields})

    def write(self, name: str, text: str) -> None:
        """Take text for the stream `name`.

        Whole lines go out now unless much has gone out just now; a part of one waits a moment,
        since the rest of it is mostly written right after.
        """
        if name != self._name:
            self.flush()
            self._name = name
        if not self._text:
            self._since = time.perf_counter()
        self._text.append(text)
        if text.endswith("\n") or time.perf_counter() - self._since >= PATIENCE:
            self.flush_if_due()

    def flush_if_due(self) -> None:
        """Let the text out unless there have been too many messages lately."""
        now = time.perf_counter()
        self._allowance = min(BURST, self._allowance + (now - self._counted) * RATE)
        self._counted = now
        if self._allowance >= 1:
            self._allowance -= 1
            self.flush()

    def flush(self) -> None:
        """Let all text out."""
        text = "".join(self._text)
        self._text.clear()
        if text:
            self._emit({"kind": "stream", "name": self._name, "text": text})


class Stream(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell.

    Args:
        name: `"stdout"` or `"stderr"`.
        outlet: where the text goes.
    """

    encoding = "utf-8"  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self, name: str, outlet: Outlet) -> None:
        self._name = name
        self._outlet = outlet

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        """True: a line can be rewritten, which is what progress bars ask."""
        return True

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"write() expects a str. Received: {type(text).__name__}")
        self._outlet.write(self._name, text)
        return len(text)

    def flush(self) -> None:
        self._outlet.flush_if_due()

    def close(self) -> None:
        """Does nothing: the next cell writes here too."""


class NoInput(io.TextIOBase):
    """`sys.stdin` of a cell: nobody can answer while Python is at work."""

    encoding = "utf-8"  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def readable(self) -> bool:
        return True

    def readline(self, size: int | None = -1, /) -> str:  # pyright: ignore[reportIncompatibleMethodOverride]
        raise RuntimeError(
            "input() cannot wait for an answer in this page. Write the value into the cell "
            'instead, for example: name = "Ada"'
        )

    read = readline

    def close(self) -> None:
        """Does nothing, for `exit()` closes it."""
