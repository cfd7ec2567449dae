"""What Python cannot do in this page, answered in the page's words and at once."""

from __future__ import annotations

import sys
from typing import NoReturn

MAX_RECURSION = 2000
"""Calls within calls. Freeing some thousands at once exceeds the stack of browsers, and Python with
all variables would be lost; a million would take a minute before that."""

_set_recursion_limit = sys.setrecursionlimit


def set_recursion_limit(limit: int, /) -> None:
    """`sys.setrecursionlimit` of a cell: sets at most `MAX_RECURSION`."""
    _set_recursion_limit(min(limit, MAX_RECURSION))


def breakpointhook(*_: object, **__: object) -> NoReturn:
    """`sys.breakpointhook` of a cell.

    Raises:
        RuntimeError: always, since a debugger waits for commands.
    """
    raise RuntimeError(
        "breakpoint() waits for commands, which cannot arrive while a cell runs. Print what you "
        "want to look at instead: print(x)"
    )


def system(command: str) -> int:
    """`os.system` of a cell: prints that there is no shell; returns 127, a shell's "not found"."""
    print(
        f"os.system({command!r}) did nothing: there is no shell in this page, only Python.",
        file=sys.stderr,
    )
    return 127
