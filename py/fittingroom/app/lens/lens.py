"""A picture through a lens, as the page shows it: a strip of small pictures, and the 784 bytes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from fittingroom.app.lens.decode import decode
from fittingroom.app.lens.digit import prepare_digit
from fittingroom.app.lens.garment import prepare_garment
from fittingroom.app.lens.steps import SIDE, Bytes, Step
from fittingroom.app.records import LensStep, LensView

SHOWN = 168
"""The longest edge of what is shown of a step, in pixels."""


def look_through(
    source: bytes | Sequence[int],
    way: Literal["garment", "digit"],
    invert: bool | None = None,
) -> LensView:
    """Return how a picture becomes 28 by 28.

    Args:
        source: a file's content, or 784 grey values.
        way: the steps of Fashion-MNIST or those of MNIST.
        invert: whether to exchange light and dark; None decides by the border.

    Raises:
        PictureError: it cannot be read, or holds nothing.
    """
    picture = decode(source) if isinstance(source, bytes) else _coloured(source)
    prepared = (prepare_digit if way == "digit" else prepare_garment)(picture, invert)
    return {
        "steps": [_shown(step) for step in prepared.steps],
        "pixels": prepared.pixels.tobytes(),
        "inverted": prepared.inverted,
        "light_border": prepared.light_border,
        "warning": prepared.warning,
    }


def _coloured(values: Sequence[int]) -> Bytes:
    grey = np.array(values, np.uint8).reshape(SIDE, SIDE, 1)
    return np.repeat(grey, 3, axis=2)


def _shown(step: Step) -> LensStep:
    pixels = step.pixels
    every = -(-max(pixels.shape[:2]) // SHOWN)
    small = pixels[::every, ::every]
    if small.ndim == 2:
        small = np.repeat(small[:, :, None], 3, axis=2)
    return {
        "title": step.title,
        "words": step.words,
        "width": small.shape[1],
        "height": small.shape[0],
        "pixels": np.ascontiguousarray(small).tobytes(),
    }
