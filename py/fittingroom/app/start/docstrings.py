"""Docstrings that a memory snapshot goes without: put back where one is looked at."""

from __future__ import annotations

import importlib
import json
import re
import sys
from collections.abc import Callable
from typing import Any

Fetch = Callable[[], bytes | memoryview]
"""Returns the content of their file, or raises OSError."""

_LOOKS = re.compile(r"__doc__|\b(help|getdoc|pydoc|doctest|info|getmembers)\b")
"""What a source says that looks at one."""

_fetch: Fetch | None = None


def come_later(fetch: Fetch) -> None:
    """Say that the docstrings are to be fetched."""
    global _fetch
    _fetch = fetch


def are_needed(source: str) -> bool:
    """Return whether docstrings are still to be fetched that `source` may look at."""
    return _fetch is not None and _LOOKS.search(source) is not None


def restore() -> None:
    """Fetch the docstrings and put them back, once.

    Raises:
        OSError: if they cannot be fetched; they can be asked for again.
    """
    global _fetch
    if _fetch is None:
        return
    try:
        content = json.loads(_decompress(_fetch()))
    except MemoryError:
        raise
    except Exception as error:
        raise OSError(
            f"The texts of help() could not be fetched ({error}). Check the connection and run "
            "the cell again."
        ) from error
    _fetch = None
    for module, path, text in content["objects"]:
        if module in sys.modules:
            _restore(sys.modules[module], path, text)
    from numpy._core.function_base import add_newdoc

    for arguments in content["newdocs"]:
        add_newdoc(*arguments)


def _decompress(packed: bytes | memoryview) -> bytes:
    # Only Python 3.14 has it, the one in the page.
    zstd: Any = importlib.import_module("compression.zstd")
    return zstd.decompress(packed)


def _restore(module: object, path: str, text: str) -> None:
    """Put one docstring back, unless what it was of has been replaced."""
    target: Any = module
    for name in filter(None, path.split(".")):
        member = _members(target).get(name)
        target = getattr(member, "__func__", member)
        if target is None:
            return
    if target.__doc__ is None:
        target.__doc__ = text
        # What is wrapped says the same.
        while (target := getattr(target, "__wrapped__", None)) and target.__doc__ is None:
            target.__doc__ = text


def _members(owner: object) -> dict[str, Any]:
    return vars(owner)
