"""What a lens returns: each intermediate picture with its words, and the 28 by 28 at the end."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SIDE = 28

Bytes = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float64]


class Step(NamedTuple):
    """One step: `pixels` are `(h, w)` grey or `(h, w, 3)` red, green, blue."""

    title: str
    words: str
    pixels: Bytes


class Prepared(NamedTuple):
    """A picture that went through a lens.

    Attributes:
        steps: from the picture as it came to the one at the end.
        pixels: the end, `(28, 28)`; 0 is background, as in the sets.
        inverted: whether light and dark were exchanged.
        light_border: whether the border is light, which asks for that.
        warning: what makes the picture unlike those of the set; None if nothing does.
    """

    steps: tuple[Step, ...]
    pixels: Bytes
    inverted: bool
    light_border: bool
    warning: str | None


def size(pixels: Bytes) -> str:
    """Return "762 × 1,000": width and height."""
    height, width = pixels.shape[:2]
    return f"{width:,} × {height:,}"


def to_bytes(values: Floats) -> Bytes:
    """Return values rounded and kept within a byte."""
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
