"""A canvas with the page's colours and fonts, in pixels of the finished picture."""

import functools
import itertools
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from sitebuild.tools import paths

SCALE = 3
"""Drawn larger by this factor and shrunk at the end, for smooth edges."""
SIDE = 28
ZERO = 128
"""The byte of a weight of zero."""
PALETTE = paths.WEB / "views" / "shared" / "styles" / "palette.css"
_FONTS = paths.NODE_MODULES / "@fontsource-variable"
_FAMILIES = {"serif": "fraunces", "sans": "inter", "mono": "jetbrains-mono"}

Point = tuple[float, float]


class Box(NamedTuple):
    """A rectangle by its edges."""

    left: float
    top: float
    right: float
    bottom: float


@functools.cache
def colours() -> dict[str, str]:
    """Return the light theme's colours by their custom properties."""
    pattern = r"(--[\w-]+): light-dark\((#[0-9a-f]{6}),"
    return dict(re.findall(pattern, PALETTE.read_text("utf-8")))


class Canvas:
    """An image of `size` (width, height), filled with the page's paper colour."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        large = (size[0] * SCALE, size[1] * SCALE)
        self.image = Image.new("RGB", large, colours()["--paper"])
        self.draw = ImageDraw.Draw(self.image)

    def text(
        self,
        at: Point,
        words: str,
        family: str,
        size: float,
        *,
        weight: int = 400,
        colour: str = "--ink",
        anchor: str = "ls",
    ) -> float:
        """Write on the baseline through `at`; return the right end."""
        font = _font(family, size, weight)
        place = _scaled(at)
        self.draw.text(place, words, colours()[colour], font, anchor)
        return self.draw.textbbox(place, words, font, anchor)[2] / SCALE

    def line(
        self, points: Sequence[Point], colour: str, width: float, *, dashed: bool = False
    ) -> None:
        """Draw a line through all points."""
        for part in _dashes(points, 14, 9) if dashed else [points]:
            thick = round(width * SCALE)
            self.draw.line([_scaled(p) for p in part], colours()[colour], thick, joint="curve")

    def stitches(self, start: Point, end: Point, colour: str, width: float) -> None:
        """Draw the page's dashed seam."""
        for part in _dashes([start, end], 9, 9):
            self.line(part, colour, width)

    def dot(self, centre: Point, radius: float, colour: str) -> None:
        x, y = _scaled(centre)
        reach = radius * SCALE
        self.draw.ellipse((x - reach, y - reach, x + reach, y + reach), colours()[colour])

    def garment(self, corner: Point, side: float, pixels: bytes) -> None:
        """Draw 784 bytes as ink on the paper, the upper left corner at `corner`."""
        reach = round(side * SCALE)
        ink = Image.frombytes("L", (SIDE, SIDE), pixels)
        mask = ink.resize((reach, reach), Image.Resampling.BICUBIC)
        x, y = _scaled(corner)
        self.image.paste(
            Image.new("RGB", mask.size, colours()["--ink"]), (round(x), round(y)), mask
        )

    def weights(self, corner: Point, side: float, pixels: bytes) -> None:
        """Draw 784 weights, 128 for zero: blue where they add, red where they subtract."""
        reach = round(side * SCALE)
        signed = Image.frombytes("L", (SIDE, SIDE), pixels)
        x, y = (round(each) for each in _scaled(corner))
        paper = Image.new("RGB", (reach, reach), colours()["--card"])
        self.image.paste(paper, (x, y))
        for colour, strength in (("--chalk", _above), ("--thread", _below)):
            mask = signed.point(strength).resize((reach, reach), Image.Resampling.BICUBIC)
            self.image.paste(Image.new("RGB", mask.size, colours()[colour]), (x, y), mask)

    def save(self, path: Path) -> None:
        self.image.resize(self.size, Image.Resampling.LANCZOS).save(path, optimize=True)


@functools.cache
def _font(family: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    name = _FAMILIES[family]
    file = _FONTS / name / "files" / f"{name}-latin-wght-normal.woff2"
    font = ImageFont.truetype(file, size * SCALE)
    font.set_variation_by_axes([weight])
    return font


def _above(value: int) -> int:
    return min(255, 2 * max(0, value - ZERO))


def _below(value: int) -> int:
    return min(255, 2 * max(0, ZERO - value))


def _scaled(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE


def _dashes(points: Sequence[Point], length: float, gap: float) -> list[list[Point]]:
    """Return the dashes of a line, measured along it, corners included."""
    dashes: list[list[Point]] = []
    drawing, left = True, length
    dash: list[Point] = [points[0]]
    for start, end in itertools.pairwise(points):
        whole, gone = math.dist(start, end), 0.0
        while whole - gone > left:
            gone += left
            at = (
                start[0] + (end[0] - start[0]) * gone / whole,
                start[1] + (end[1] - start[1]) * gone / whole,
            )
            if drawing:
                dashes.append([*dash, at])
            dash, drawing = [at], not drawing
            left = length if drawing else gap
        left -= whole - gone
        dash.append(end)
    return [*dashes, dash] if drawing else dashes
