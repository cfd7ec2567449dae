"""Waits for coroutines of a cell: `await` at its top, and `asyncio.run`.

The worker's own loop goes on only once the cell is over, so that a cell has a loop of its own.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Coroutine
from typing import Any


class CellLoop(asyncio.BaseEventLoop):
    """An event loop of timers and tasks; there are no files or sockets to wait for."""

    def __init__(self) -> None:
        super().__init__()
        # What asyncio's loops ask for events, with the seconds until the next timer.
        self._selector = self

    def select(self, timeout: float | None) -> list[Any]:
        """Sleep until the next timer.

        Raises:
            RuntimeError: if there is none, so that the waiting would never end.
        """
        if timeout is None:
            raise RuntimeError(
                "a cell can await its own functions and asyncio's, but nothing that the browser "
                "has to bring: that arrives only after the cell"
            )
        time.sleep(timeout)
        return []

    def _process_events(self, event_list: list[Any]) -> None:
        """Does nothing: there are no events but timers."""

    def _write_to_self(self) -> None:
        """Does nothing: no other thread can wake this loop."""


def run[Result](
    main: Coroutine[Any, Any, Result], *, debug: bool | None = None, loop_factory: object = None
) -> Result:
    """Run a coroutine to its end and return its result, as `asyncio.run` does.

    Args:
        main: the coroutine.
        debug: taken, not used.
        loop_factory: taken, not used.
    """
    if not asyncio.iscoroutine(main):
        raise TypeError(f"a coroutine is expected. Received: main={main!r}")
    outer = asyncio._get_running_loop()  # pyright: ignore[reportPrivateUsage]
    asyncio._set_running_loop(None)  # pyright: ignore[reportPrivateUsage]
    loop = CellLoop()
    try:
        return loop.run_until_complete(main)
    finally:
        loop.close()
        asyncio._set_running_loop(outer)  # pyright: ignore[reportPrivateUsage]
