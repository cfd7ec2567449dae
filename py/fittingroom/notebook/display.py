"""Displays a value below a cell: as Python's prompt does, and richer where the value can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fittingroom.notebook import figures
from fittingroom.notebook.out_stream import OutStream
from fittingroom.notebook.shorten import shorten

if TYPE_CHECKING:  # Types alone: as objects they would take room in the snapshot.
    from fittingroom.app.protocol import Result

MAX_HTML = 200_000
"""Characters of a value's HTML; a part of it would be no HTML."""


def display(value: object, out: OutStream) -> None:
    """Emit a value: an image of it as a figure, or its text with its `_repr_html_`."""
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


def _rich_repr(value: object, method: str) -> Any:
    """Return what a method for rich display returns; None if there is none."""
    rich_repr = None if isinstance(value, type) else getattr(value, method, None)
    return rich_repr() if callable(rich_repr) else None
