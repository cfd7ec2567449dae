"""Tracebacks of cells, which show the learner's own lines only."""

from __future__ import annotations

import linecache
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from fittingroom.notebook.errors.error_hints import add_hint
from fittingroom.notebook.output.shorten import shorten

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import CellError

MAX_FRAMES = 400
"""Frames of a traceback that are looked at, half of them at either end."""


class CellSources:
    """The sources of cells by the file names that their code carries.

    Each run has a file name of its own, so that a function from an earlier version of a cell is
    shown with the lines it was defined by.
    """

    def __init__(self) -> None:
        self._cells: dict[str, str] = {}
        self._runs = 0

    def add(self, cell: str, source: str) -> str:
        """Keep the source of a cell; return the file name for this run of it."""
        self._runs += 1
        filename = f"<{cell}, run {self._runs}>"
        self._cells[filename] = cell
        # Without a modification time the entry is never looked up on the disk.
        linecache.cache[filename] = (len(source), None, source.splitlines(True), filename)
        return filename

    def clear(self) -> None:
        """Forget all cells."""
        for filename in self._cells:
            linecache.cache.pop(filename, None)
        self._cells.clear()

    def describe(self, error: BaseException) -> CellError:
        """Return the output for what a cell raised, also where its own class fails to say it."""
        try:
            return self._describe(error)
        except BaseException:
            name = type.__getattribute__(type(error), "__name__")
            message = _safe_str(error)
            line = f"{name}: {message}" if message else name
            return {"kind": "error", "name": name, "message": message, "traceback": line}

    def _describe(self, error: BaseException) -> CellError:
        add_hint(error)
        trace = _bounded(_skip_library_frames(error.__traceback__, self._cells))
        shown = traceback.TracebackException(type(error), error, trace, compact=True)
        self._trim(shown)
        lines = shown.format() if shown.stack else shown.format_exception_only()
        return {
            "kind": "error",
            "name": type(error).__name__,
            "message": _safe_str(error),
            "traceback": shorten("".join(lines).rstrip("\n")),
        }

    def _trim(self, shown: traceback.TracebackException) -> None:
        """Keep only frames of cells in an error and in those that led to it."""
        own = [frame for frame in shown.stack if frame.filename in self._cells]
        for frame in own:
            frame.filename = self._cells[frame.filename]
        shown.stack = traceback.StackSummary.from_list(own)
        filename: str | None = getattr(shown, "filename", None)
        if filename in self._cells:
            shown.filename = self._cells[filename]
        for name in ("__cause__", "__context__"):
            earlier: traceback.TracebackException | None = getattr(shown, name)
            if earlier is not None:
                self._trim(earlier)
                if not earlier.stack:
                    setattr(shown, name, None)
        for part in shown.exceptions or ():
            self._trim(part)


def _safe_str(error: BaseException) -> str:
    """Return the message of an error; its class may have a `__str__` that fails."""
    try:
        return shorten(str(error))
    except BaseException:
        return "<exception str() failed>"


def _skip_library_frames(
    trace: TracebackType | None, cells: dict[str, str]
) -> TracebackType | None:
    """Return the traceback from the first frame of a cell on."""
    while trace is not None and trace.tb_frame.f_code.co_filename not in cells:
        trace = trace.tb_next
    return trace


def _bounded(trace: TracebackType | None) -> TracebackType | None:
    """Return the traceback without its middle, if it is that of an endless recursion."""
    frames: list[TracebackType] = []
    while trace is not None:
        frames.append(trace)
        trace = trace.tb_next
    if len(frames) > MAX_FRAMES:
        frames[MAX_FRAMES // 2 : -MAX_FRAMES // 2] = []
    bounded = None
    for frame in reversed(frames):
        bounded = TracebackType(bounded, frame.tb_frame, frame.tb_lasti, frame.tb_lineno)
    return bounded
