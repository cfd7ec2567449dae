"""How a value is shown below a cell: as Python's prompt shows it, and richer where it can be.

Imports `figures` and `outlet`.
"""

from __future__ import annotations

from typing import Any

from fittingroom.notebook import figures
from fittingroom.notebook.out_stream import Outlet

LONGEST = 100_000
"""Characters of a value's text; nobody reads more, and the page would suffer."""


def show(value: object, outlet: Outlet) -> None:
    """Tell a value: a picture of it as a figure, or its text with its `_repr_html_`."""
    if figures.is_figure(value) and not figures.is_open(value):
        figures.show_figure(value)
        return
    png = _rich(value, "_repr_png_")
    if isinstance(png, bytes):
        width, height = figures.png_size(png)
        outlet.emit("figure", png=png, width=width, height=height, alt=repr(value)[:200])
        return
    text = repr(value)
    if len(text) > LONGEST:
        text = f"{text[:LONGEST]} ... ({len(text):,} characters)"
    html = _rich(value, "_repr_html_")
    outlet.emit("result", text=text, **({"html": html} if isinstance(html, str) else {}))


def _rich(value: object, method: str) -> Any:
    """What a method for rich display returns; None if there is none."""
    show_richly = None if isinstance(value, type) else getattr(value, method, None)
    return show_richly() if callable(show_richly) else None
