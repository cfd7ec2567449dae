"""Displays a value below a cell: as Python's prompt does, and richer where the value can."""

from __future__ import annotations

from typing import Any

from fittingroom.app.protocol import Result
from fittingroom.notebook import figures
from fittingroom.notebook.out_stream import OutStream

MAX_CHARACTERS = 100_000
"""Of a value's text; more would slow the page down."""


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
    text = repr(value)
    if len(text) > MAX_CHARACTERS:
        text = f"{text[:MAX_CHARACTERS]} ... ({len(text):,} characters)"
    html = _rich_repr(value, "_repr_html_")
    result: Result = {"kind": "result", "text": text}
    if isinstance(html, str):
        result["html"] = html
    out.emit(result)


def _rich_repr(value: object, method: str) -> Any:
    """Return what a method for rich display returns; None if there is none."""
    rich_repr = None if isinstance(value, type) else getattr(value, method, None)
    return rich_repr() if callable(rich_repr) else None
