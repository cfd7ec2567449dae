"""The outputs of a cell, in order, while it runs; text is gathered into few messages."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Literal

from fittingroom.app.protocol import CellOutput

StreamName = Literal["stdout", "stderr"]

RATE = 20.0
"""Messages of text per second, when a cell writes without end."""
BURST = 100.0
"""Messages that go out at once before `RATE` limits them: a few prints appear without delay."""

LINE_TIMEOUT = 0.05
"""Seconds that a part of a line waits for the rest."""


class OutStream:
    """Emits outputs in order, with the text between them gathered.

    Args:
        emit: called with each output.
    """

    def __init__(self, emit: Callable[[CellOutput], object]) -> None:
        self._emit = emit
        self._name: StreamName = "stdout"
        self._text: list[str] = []
        self._since = 0.0
        self._allowance = BURST
        self._counted = time.perf_counter()

    def emit(self, output: CellOutput) -> None:
        """Emit an output, after the text written so far."""
        self.flush()
        self._emit(output)

    def write(self, name: StreamName, text: str) -> None:
        """Write text to the stream `name`.

        Whole lines are emitted now unless many were just before; a part of a line waits a moment,
        since the rest of it is mostly written right after.
        """
        if name != self._name:
            self.flush()
            self._name = name
        if not self._text:
            self._since = time.perf_counter()
        self._text.append(text)
        if text.endswith("\n") or time.perf_counter() - self._since >= LINE_TIMEOUT:
            self.flush_if_due()

    def flush_if_due(self) -> None:
        """Emit the text unless there have been too many messages lately."""
        now = time.perf_counter()
        self._allowance = min(BURST, self._allowance + (now - self._counted) * RATE)
        self._counted = now
        if self._allowance >= 1:
            self._allowance -= 1
            self.flush()

    def flush(self) -> None:
        """Emit all text."""
        text = "".join(self._text)
        self._text.clear()
        if text:
            self._emit({"kind": "stream", "name": self._name, "text": text})
