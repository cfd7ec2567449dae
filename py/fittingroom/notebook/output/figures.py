"""Matplotlib's figures below the cell that draws them.

Uses Matplotlib only once a cell has imported it.
"""

from __future__ import annotations

import io
import struct
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from fittingroom.notebook.output.out_stream import OutStream
from fittingroom.notebook.output.shorten import shorten

PYPLOT = "matplotlib.pyplot"

MAX_ALT_TEXT = 1000
"""Characters of a figure in words."""

COLLECTIONS = {"PathCollection": "scatter plot", "QuadMesh": "heat map"}
"""What a collection of Matplotlib's shows, by the name of its class."""


class _Target:
    """Where figures go while a cell runs."""

    out: OutStream | None = None
    pixel_ratio = 1.0


@contextmanager
def target(out: OutStream, pixel_ratio: float) -> Generator[None]:
    """Emit figures to `out` inside a ``with`` block.

    Args:
        pixel_ratio: device pixels per CSS pixel.
    """
    before = (_Target.out, _Target.pixel_ratio)
    _Target.out, _Target.pixel_ratio = out, pixel_ratio
    try:
        yield
    finally:
        _Target.out, _Target.pixel_ratio = before


def emit_open_figures() -> None:
    """Emit the open figures in the order they were made, and close them."""
    pyplot: Any = sys.modules.get(PYPLOT)
    if pyplot is None:
        return
    figures = [pyplot.figure(number) for number in pyplot.get_fignums()]
    pyplot.close("all")
    for figure in figures:
        if _is_empty(figure):
            _note_empty_figure()
        else:
            emit_figure(figure)


def is_figure(value: object) -> bool:
    """Return whether `value` is a figure of Matplotlib's."""
    module: Any = sys.modules.get("matplotlib.figure")
    return module is not None and isinstance(value, module.Figure)


def is_open(figure: Any) -> bool:
    """Return whether a figure is open, so that it is emitted when its cell ends."""
    pyplot: Any = sys.modules.get(PYPLOT)
    return pyplot is not None and any(
        manager.canvas.figure is figure for manager in pyplot._pylab_helpers.Gcf.figs.values()
    )


def _is_empty(figure: Any) -> bool:
    """Return whether nothing was drawn into a figure, not even a text."""
    return len(figure.get_children()) == 1  # Its own background.


def _note_empty_figure() -> None:
    if _Target.out is not None:
        text = (
            "An empty figure is not shown. After plt.show() a new figure begins, so that "
            "plt.savefig() must come before it."
        )
        _Target.out.emit({"kind": "note", "text": text})


def emit_figure(figure: Any) -> None:
    """Emit a figure as a PNG at the screen's resolution."""
    if _Target.out is None:
        return
    ratio = _Target.pixel_ratio
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=figure.dpi * ratio, bbox_inches="tight")
    png = file.getvalue()
    width, height = png_size(png)
    _Target.out.emit(
        {
            "kind": "figure",
            "png": png,
            "width": width / ratio,
            "height": height / ratio,
            "alt": alt_text(figure),
        }
    )


def png_size(png: bytes) -> tuple[int, int]:
    """Return width and height of a PNG in its own pixels."""
    return struct.unpack(">II", png[16:24])


def alt_text(figure: Any) -> str:
    """Describe a figure in words: its titles and labels, or else what is drawn in it."""
    title = figure.get_suptitle()
    parts = [_axes_text(axes) for axes in figure.axes if axes.get_label() != "<colorbar>"]
    text = "; ".join(part for part in (title, *parts) if part)
    return shorten(f"Figure: {text}", MAX_ALT_TEXT) if text else "Empty figure"


def _axes_text(axes: Any) -> str:
    names = [axes.get_title()]
    x, y = axes.get_xlabel(), axes.get_ylabel()
    if x or y:
        names.append(f"{y or 'values'} against {x or 'their position'}")
    names += [label for label in axes.get_legend_handles_labels()[1] if label]
    named = ", ".join(name for name in names if name)
    if named:
        return named
    kinds = [*("image" for _ in axes.images), *("line" for _ in axes.lines)]
    kinds += [*("bar" for _ in axes.patches)]
    kinds += [COLLECTIONS.get(type(each).__name__, "shape") for each in axes.collections]
    counts = {kind: kinds.count(kind) for kind in kinds}
    return ", ".join(f"{count} {kind}{'s'[: count > 1]}" for kind, count in counts.items())
