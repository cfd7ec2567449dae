"""The way of MNIST: a digit fits a box of 20 by 20, whose centre of mass is in the middle.

Reference: LeCun, Cortes & Burges, "The MNIST database of handwritten digits".
"""

from __future__ import annotations

import math

import numpy as np

from fittingroom.app.lens.garment import NOTHING_THERE
from fittingroom.app.lens.steps import SIDE, Bytes, Floats, Prepared, Step, size, to_bytes
from fittingroom.app.lens.tones import grey, has_light_border, otsu_threshold

BOX = 20
LEAST_CONTRAST = 24
"""Paper and ink closer than this are one colour."""
SOFT = 24
"""Ink this faint belongs to the paper when the empty edges are cut off."""
FULL = 90
"""The percentile of the ink that becomes white."""


def prepare_digit(picture: Bytes, invert: bool | None = None) -> Prepared:
    """Return a picture after the steps that MNIST's digits went through.

    Args:
        picture: `(h, w, 3)`, red, green, blue.
        invert: whether to exchange light and dark; None decides by the border.

    Raises:
        PictureError: nothing stands out from the background.
    """
    shades = grey(picture)
    light = has_light_border(picture)
    negate = light if invert is None else invert
    turned = 255 - shades if negate else shades
    ink = part_ink(turned)
    cut = crop(ink)
    boxed = fit_box(cut)
    end = centre_by_mass(boxed)
    border = "light" if light else "dark"
    asked = "" if negate == light else " You have it the other way round."
    steps = (
        Step("Read", f"The picture as it came: {size(picture)} pixels.", picture),
        Step("Grey", "Red, green and blue become one number from 0 to 255.", shades),
        Step(
            "Negate" if negate else "Not negated",
            f"The border is {border}; in the set paper is 0 and ink is bright.{asked}",
            turned,
        ),
        Step("Part", "Paper becomes 0 all over, ink as bright as it can.", ink),
        Step("Cut", "What is empty around the ink is cut off.", cut),
        Step("Shrink", "It fits a box of 20 by 20; soft edges come from averaging.", boxed),
        Step("Centre", "The centre of mass goes to the middle of 28 by 28.", end),
    )
    return Prepared(steps, end, negate, light, None)


def part_ink(shades: Bytes) -> Bytes:
    """Return the ink with its soft edges, on 0.

    Raises:
        PictureError: all of it is about one shade.
    """
    threshold = otsu_threshold(shades)
    dark, bright = shades[shades < threshold], shades[shades >= threshold]
    if not dark.size or not bright.size:
        raise NOTHING_THERE
    paper, full = float(np.median(dark)), float(np.percentile(bright, FULL))
    if full - paper < LEAST_CONTRAST:
        raise NOTHING_THERE
    floor = (paper + min(threshold, full)) / 2 if paper > 0 else 0.0
    return to_bytes((shades.astype(np.float64) - floor) / (full - floor) * 255)


def crop(ink: Bytes) -> Bytes:
    """Cut off what is empty."""
    there = ink > SOFT
    if not there.any():
        raise NOTHING_THERE
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def fit_box(ink: Bytes) -> Bytes:
    """Make the longest edge 20, each pixel the mean of those that it covers."""
    height, width = ink.shape
    longest = max(height, width)
    rows, columns = (
        _coverage(edge, max(1, round(edge * BOX / longest))) for edge in (height, width)
    )
    return to_bytes(rows @ ink.astype(np.float64) @ columns.T)


def centre_by_mass(ink: Bytes) -> Bytes:
    """Put ink on 28 by 28 so that its centre of mass comes nearest to the middle."""
    mass: Floats = ink.astype(np.float64)
    height, width = ink.shape
    # In the set the centre lies between 14 and 15: it was rounded towards the lower right.
    top, left = (
        min(max(math.ceil(SIDE / 2 - _middle(mass, axis)), 0), SIDE - edge)
        for axis, edge in ((1, height), (0, width))
    )
    canvas = np.zeros((SIDE, SIDE), np.uint8)
    canvas[top : top + height, left : left + width] = ink
    return canvas


def _middle(mass: Floats, axis: int) -> float:
    """Return where the mass has its centre along the other axis, the first pixel's being 0.5."""
    line: Floats = np.sum(mass, axis=axis)
    return float(np.dot(line, np.arange(len(line)) + 0.5) / np.sum(line))


def _coverage(edge: int, count: int) -> Floats:
    """Return what each of `edge` pixels gives to each of `count`, `(count, edge)`."""
    bounds = np.arange(count + 1) * edge / count
    pixels = np.arange(edge)
    upper = np.minimum(bounds[1:, None], pixels + 1)
    lower = np.maximum(bounds[:-1, None], pixels)
    return np.maximum(upper - lower, 0.0) * count / edge
