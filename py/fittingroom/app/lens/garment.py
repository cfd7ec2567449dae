"""The way of Fashion-MNIST: the seven steps from a shop's photo to 28 by 28.

Reference: Xiao, Rasul & Vollgraf 2017, "Fashion-MNIST", arXiv:1708.07747, section 2.
"""

from __future__ import annotations

import numpy as np

from fittingroom.app.faults import PictureError
from fittingroom.app.lens.steps import SIDE, Bytes, Floats, Prepared, Step, size, to_bytes
from fittingroom.app.lens.tones import grey, has_light_border

CLOSE = 0.05
"""How far from a corner's colour still counts as background, over the largest distance in RGB."""
FILLED = 25 / 28
"""An object whose longest edge is this part of the picture's fills it already."""
FAINT = 64
"""A garment whose brighter half is below this hardly stands out from the background."""
UNEVEN = 32
"""A background brighter than this is none to a network that has only seen 0."""

NOTHING_THERE = PictureError(
    "The picture is of one colour all over, so there is nothing to find in it.",
    "Take one where something stands out from its background.",
)


def prepare_garment(picture: Bytes, invert: bool | None = None) -> Prepared:
    """Return a picture after the seven steps of the paper.

    Args:
        picture: `(h, w, 3)`, red, green, blue.
        invert: whether to negate; None decides by the border. The paper always negates, since its
            photos lie on white.

    Raises:
        PictureError: nothing stands out from the background.
    """
    light = has_light_border(picture)
    negate = light if invert is None else invert
    trimmed = trim(picture)
    small = subsample(trimmed)
    sharp = sharpen(small)
    extended = extend(sharp, corner_colour(picture))
    turned = 255 - extended if negate else extended
    end = grey(turned)
    border = "light" if light else "dark"
    steps = (
        Step("Read", f"The picture as it came: {size(picture)} pixels.", picture),
        Step(
            "Trim",
            "Edges within 5 % of a corner in colour are cut off."
            if trimmed is not picture
            else "Edges like the corners would be cut off; here the object fills its frame.",
            trimmed,
        ),
        Step("Shrink", f"The longest edge becomes 28: rows and columns are skipped. "
             f"{size(small)} are left.", small),
        Step("Sharpen", "Each pixel is set off from its neighbours (Gaussian, 1 pixel).", sharp),
        Step("Extend", "The shorter edge grows to 28, with the garment in the middle.", extended),
        Step(
            "Negate" if negate else "Not negated",
            f"The border is {border}, so light and dark are exchanged: background becomes 0."
            if negate and light
            else f"The border is {border}; you have light and dark exchanged all the same."
            if negate
            else f"The border is {border}: the background is nearly 0 already."
            if not light
            else f"The border is {border}; you have light and dark left as they are.",
            turned,
        ),
        Step("Grey", "Red, green and blue become one number from 0 to 255: 784 in all.", end),
    )  # fmt: skip
    return Prepared(steps, end, negate, light, _warning(end))


def _warning(end: Bytes) -> str | None:
    ring = np.concatenate([end[0], end[-1], end[:, 0], end[:, -1]])
    background = float(np.median(ring))
    if background > UNEVEN:
        return (
            f"The background came out as {background:.0f}, where the set has 0. The network has "
            "never seen that: try the other inversion, or a photo on plain white."
        )
    bright = end[end > background + 8]
    if bright.size == 0 or float(np.percentile(bright, 75)) < FAINT:
        return (
            "Hardly anything stands out from the background. The set has no white garments: on "
            "white paper they would vanish, so its makers left them out."
        )
    return None


def corner_colour(picture: Bytes) -> Floats:
    """Return the colour of the corners, the median of the four, `(3,)`."""
    return np.median(_corners(picture), axis=0)


def trim(picture: Bytes) -> Bytes:
    """Cut off the edges that are close to the colour of a corner.

    A picture that its object fills already stays whole: cutting a pixel or two of 28 would stretch
    what has the right size, such as a picture of the set itself.
    """
    farthest = 255.0 * np.sqrt(3.0)
    there = np.ones(picture.shape[:2], bool)
    for corner in _corners(picture):
        distance = np.sqrt(((picture.astype(np.float32) - np.float32(corner)) ** 2).sum(axis=2))
        there &= distance > CLOSE * farthest
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    if rows.size == 0:
        raise NOTHING_THERE
    trimmed = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return picture if max(trimmed.shape) >= FILLED * max(picture.shape) else trimmed


def subsample(picture: Bytes) -> Bytes:
    """Make the longest edge 28 by skipping rows and columns; a smaller picture repeats them."""
    height, width = picture.shape[:2]
    longest = max(height, width)
    rows, columns = (_every(edge, max(1, round(edge * SIDE / longest))) for edge in (height, width))
    return picture[rows][:, columns]


def sharpen(picture: Bytes) -> Bytes:
    """Set each pixel off from its eight neighbours, more so near outlines.

    The kernel of ImageMagick's `-sharpen 1x1.0`, which has the paper's radius and deviation.
    """
    offsets = (-1, 0, 1)
    kernel = {(y, x): -np.exp(-(y * y + x * x) / 2.0) for y in offsets for x in offsets}
    kernel[0, 0] = -2.0 * sum(kernel.values())
    total = sum(kernel.values())
    height, width = picture.shape[:2]
    framed = np.pad(picture.astype(np.float64), ((1, 1), (1, 1), (0, 0)), "edge")
    out = np.zeros(picture.shape)
    for (y, x), weight in kernel.items():
        out += weight / total * framed[1 + y : 1 + y + height, 1 + x : 1 + x + width]
    return to_bytes(out)


def extend(picture: Bytes, colour: Floats) -> Bytes:
    """Put a picture in the middle of 28 by 28 of a colour."""
    height, width = picture.shape[:2]
    canvas = np.empty((SIDE, SIDE, 3), np.uint8)
    canvas[:] = to_bytes(colour)
    top, left = (SIDE - height) // 2, (SIDE - width) // 2
    canvas[top : top + height, left : left + width] = picture
    return canvas


def _corners(picture: Bytes) -> Bytes:
    return picture[[0, 0, -1, -1], [0, -1, 0, -1]]


def _every(edge: int, count: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    """Return which of `edge` rows stay so that `count` do, evenly spread."""
    return ((np.arange(count) + 0.5) * edge / count).astype(np.intp)
