"""`sys.stdin`, `sys.stdout` and `sys.stderr` of a cell."""

from __future__ import annotations

import io

from fittingroom.notebook.output.out_stream import OutStream, StreamName


class StandardOutput(io.TextIOBase):
    """`sys.stdout` or `sys.stderr` of a cell.

    Args:
        name: `"stdout"` or `"stderr"`.
        out: where the text goes.
    """

    encoding = "utf-8"  # pyright: ignore[reportAssignmentType, reportIncompatibleMethodOverride]

    def __init__(self, name: StreamName, out: OutStream) -> None:
        self._name: StreamName = name
        self._out = out

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        """True: a line can be rewritten, which is what progress bars ask."""
        return True

    def write(self, text: str, /) -> int:
        if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise TypeError(f"write() expects a str. Received: {type(text).__name__}")
        self._out.write(self._name, text)
        return len(text)

    def flush(self) -> None:
        self._out.flush_if_due()

    def close(self) -> None:
        """Does nothing: the next cell writes here too."""


class DisabledInput(io.TextIOBase):
    """`sys.stdin` of a cell: input cannot arrive while Python is at work."""

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
