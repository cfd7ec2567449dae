"""Grey values, and whether a picture lies on a light or on a dark background."""

from __future__ import annotations

import numpy as np

from fittingroom.app.lens.steps import Bytes, to_bytes

LUMA = (0.299, 0.587, 0.114)
"""What red, green and blue weigh in grey (ITU-R BT.601)."""
BORDER = 50
"""The border is one part in so many of the shorter side wide, at least a pixel."""
MIDDLE = 127.5


def grey(picture: Bytes) -> Bytes:
    """Return a picture in shades of grey, `(h, w)`."""
    return picture if picture.ndim == 2 else to_bytes(picture.astype(np.float64) @ np.array(LUMA))


def has_light_border(picture: Bytes) -> bool:
    """Return whether more than half of the border is light."""
    shades = grey(picture)
    width = max(1, min(shades.shape) // BORDER)
    sides = (shades[:width], shades[-width:], shades[:, :width], shades[:, -width:])
    return bool(np.median(np.concatenate([side.ravel() for side in sides])) > MIDDLE)


def otsu_threshold(shades: Bytes) -> float:
    """Return the value that parts dark from light best.

    Reference: Otsu 1979, "A threshold selection method from gray-level histograms".
    """
    counts = np.bincount(shades.ravel(), minlength=256).astype(np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    above = below[-1] - below
    both = (below > 0) & (above > 0)
    if not both.any():
        return float(shades.flat[0])
    low = sums[both] / below[both]
    high = (sums[-1] - sums[both]) / above[both]
    between = below[both] * above[both] * (high - low) ** 2
    best = np.flatnonzero(both)[between == between.max()]
    return float(best.mean()) + 0.5
