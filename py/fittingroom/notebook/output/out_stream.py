"""The outputs of a cell, in order, while it runs; text is gathered into few messages.

Whatever a cell writes, what leaves here is bounded: in messages and characters per second, and in
values in all. The page could not lay out more, and would not answer while it tried.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from fittingroom.notebook.output.shorten import shorten

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import CellOutput, Figure, Result

StreamName = Literal["stdout", "stderr"]

RATE = 20.0
"""Messages of text per second, when a cell writes without end."""
BURST = 100.0
"""Messages that go out at once before `RATE` limits them: a few prints appear without delay."""

CHARACTERS_RATE = 100_000.0
"""Characters per second, when a cell writes without end."""
CHARACTERS_BURST = 150_000.0
"""Characters that go out at once before `CHARACTERS_RATE` limits them."""

LINE_TIMEOUT = 0.05
"""Seconds that a part of a line waits for the rest."""

MAX_TEXT = 25_000
"""Characters of one piece of text; its middle is left out beyond."""

MAX_PENDING = 100_000
"""Characters that wait to be emitted; beyond, the earlier ones are left out."""
KEPT_PENDING = 30_000
"""Characters that stay when earlier ones are left out."""

MAX_SWITCHES = 100
"""Changes between the two streams in a cell; then stderr goes where stdout goes."""

MIN_BETWEEN = 1000
"""Characters that go out between two values, when there has been too much text lately."""

MAX_VALUES = 200
MAX_VALUE_CHARACTERS = 250_000
"""Values and figures of a cell that are shown, and what their text and HTML may come to."""

_TOO_MUCH_TEXT = "This cell prints faster than a page can show. What it printed earlier is left out"
_TOO_MANY_VALUES = (
    "This cell has shown as many values and figures as a page can hold. Those that follow are left "
    "out: show fewer, or spread them over several cells."
)

_CLEAR_SCREEN = "\x1b[3J"
_SAFE_START = re.compile(r"\n|(?=[\r\x1b])")
"""Where text can begin without half a line, or half of a terminal's sequence, before it."""


class OutStream:
    """Emits outputs in order, with the text between them gathered.

    Args:
        emit: called with each output.
    """

    def __init__(self, emit: Callable[[CellOutput], object]) -> None:
        self._emit = emit
        self._text: list[str] = []
        self._size = 0
        self._since = 0.0
        self._allowance = BURST
        self._characters = CHARACTERS_BURST
        self._counted = time.perf_counter()
        self.begin_cell()

    def begin_cell(self) -> None:
        """Count anew what a cell outputs in all."""
        self._name: StreamName = "stdout"
        self._switches = 0
        self._values = 0
        self._value_characters = 0
        self._values_end = False

    def emit(self, output: CellOutput) -> None:
        """Emit an output, after the text written so far."""
        if output["kind"] == "result" or output["kind"] == "figure":
            if self._values_end:
                return
            if not self._has_room(output):
                self._values_end = True
                output = {"kind": "note", "text": _TOO_MANY_VALUES}
        self._flush_between()
        self._emit(output)

    def _has_room(self, value: Result | Figure) -> bool:
        """Count a value; return whether the cell may show it."""
        self._values += 1
        if value["kind"] == "result":
            self._value_characters += len(value["text"]) + len(value.get("html", ""))
        return self._values <= MAX_VALUES and self._value_characters <= MAX_VALUE_CHARACTERS

    def write(self, name: StreamName, text: str) -> None:
        """Write text to the stream `name`.

        Whole lines are emitted now unless many were just before; a part of a line waits a moment,
        since the rest of it is mostly written right after.
        """
        if name != self._name and self._switches < MAX_SWITCHES:
            self._flush_between()
            self._name = name
            self._switches += 1
        if not self._text:
            self._since = time.perf_counter()
        text = shorten(text, MAX_TEXT)
        self._text.append(text)
        self._size += len(text)
        if self._size > MAX_PENDING:
            if self._characters > 0:
                self.flush(self._size)
            else:
                self._leave_out_earlier()
        if text.endswith("\n") or time.perf_counter() - self._since >= LINE_TIMEOUT:
            self.flush_if_due()

    def flush_if_due(self) -> None:
        """Emit the text unless there has been too much lately."""
        now = time.perf_counter()
        passed = now - self._counted
        self._allowance = min(BURST, self._allowance + passed * RATE)
        self._characters = min(CHARACTERS_BURST, self._characters + passed * CHARACTERS_RATE)
        self._counted = now
        if self._allowance >= 1 and self._characters > 0:
            self._allowance -= 1
            self.flush()

    def _flush_between(self) -> None:
        """Emit the text before what is not of its stream, as much of it as may go out now."""
        self.flush(max(MIN_BETWEEN, int(self._characters)))

    def flush(self, limit: int = MAX_PENDING) -> None:
        """Emit all text, at most about `limit` characters of it."""
        text = shorten("".join(self._text), limit)
        self._text.clear()
        self._size = 0
        self._characters -= len(text)
        if text:
            self._emit({"kind": "stream", "name": self._name, "text": text})

    def _leave_out_earlier(self) -> None:
        """Keep only the end of the text that waits, after a sentence that says so."""
        text = "".join(self._text)
        start = len(text) - KEPT_PENDING
        found = _SAFE_START.search(text, start, start + KEPT_PENDING // 2)
        kept = text[found.end() if found else start :]
        self._text = [f"{_CLEAR_SCREEN}[{_TOO_MUCH_TEXT}]\n", kept]
        self._size = len(kept)
