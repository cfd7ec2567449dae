"""Displays a value below a cell: as Python's prompt does, and richer where the value can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fittingroom.notebook.output import figures
from fittingroom.notebook.output.out_stream import OutStream
from fittingroom.notebook.output.shorten import shorten

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import Result

MAX_HTML = 200_000
"""Characters of a value's HTML; a part of it would be no HTML."""


MAX_DEPTH = 1000
"""Containers in containers; the text of some thousand exceeds the stack of browsers, and Python
with all variables would be lost."""
_CONTAINERS = (dict, frozenset, list, set, tuple)


def display(value: object, out: OutStream) -> None:
    """Emit a value: an image of it as a figure, or its text with its `_repr_html_`.

    Raises:
        RecursionError: if it is nested too deeply to be shown.
    """
    if type(value) in _CONTAINERS:
        _check_depth(value)
    if figures.is_figure(value) and not figures.is_open(value):
        figures.emit_figure(value)
        return
    png = _rich_repr(value, "_repr_png_")
    if isinstance(png, bytes):
        width, height = figures.png_size(png)
        alt = repr(value)[:200]
        out.emit({"kind": "figure", "png": png, "width": width, "height": height, "alt": alt})
        return
    result: Result = {"kind": "result", "text": shorten(repr(value))}
    html = _rich_repr(value, "_repr_html_")
    if isinstance(html, str) and len(html) <= MAX_HTML:
        result["html"] = html
    out.emit(result)


def _parts(container: Any) -> Any:
    return container.values() if type(container) is dict else container  # pyright: ignore


def _check_depth(value: object) -> None:
    seen: set[int] = set()
    level: list[Any] = [value]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for container in level:
            for each in _parts(container):
                if type(each) in _CONTAINERS and id(each) not in seen:
                    seen.add(id(each))
                    inner.append(each)
        if not inner:
            return
        level = inner
    raise RecursionError(f"Stack overflow: more than {MAX_DEPTH:,} values are in each other")


def _rich_repr(value: object, method: str) -> Any:
    """Return what a method for rich display returns; None if there is none."""
    rich_repr = None if isinstance(value, type) else getattr(value, method, None)
    return rich_repr() if callable(rich_repr) else None
