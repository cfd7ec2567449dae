"""Values in values in values: what keeps them from filling the browser's stack, with Python lost.

Python itself ends a recursion of C where its own stack is full, and leaves that of a browser more
room than there is.
"""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import numpy as np

DEEPEST = 1000
"""Values in values, of JSON that is read."""

_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"?', re.DOTALL)


class _Instance:
    """Holds values as attributes."""


_KINDS: tuple[type, ...] = (list, tuple, dict, set, frozenset)


def type_addresses() -> list[int]:
    """Return the addresses of types that hold values, and of a class behind them.

    The worker counts there how deep printing, comparing, hashing and freeing go.
    """
    return [*map(id, (*_KINDS, _Instance))]


def error_address() -> int:
    """Return the address of the error that a recursion ends with."""
    return id(RecursionError)


@contextmanager
def limited_json() -> Generator[None]:
    """Have JSON that is too deep refused, inside a ``with`` block, before C reads it."""
    decoder: Any = json.JSONDecoder
    raw_decode = decoder.raw_decode

    def checked(self: json.JSONDecoder, s: str, idx: int = 0) -> Any:
        _check_depth(s)
        return raw_decode(self, s, idx)

    decoder.raw_decode = checked
    try:
        yield
    finally:
        decoder.raw_decode = raw_decode


def _check_depth(text: str) -> None:
    """Raise for JSON with more values in values than can be read.

    Raises:
        RecursionError: then.
    """
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    codes = np.frombuffer(_STRING.sub("", text).encode("utf-8", "replace"), np.uint8)
    opened = ((codes == ord("[")) | (codes == ord("{"))).astype(np.int32)
    closed = (codes == ord("]")) | (codes == ord("}"))
    if np.cumsum(opened - closed).max(initial=0) > DEEPEST:
        raise RecursionError(f"Stack overflow: more than {DEEPEST:,} values are in each other")
