"""Draws with the page's colours and fonts, in pixels of the finished picture."""

import functools
import itertools
import math
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

from sitebuild import paths

SCALE = 3
"""Drawn so much larger and shrunk at the end: edges come out smooth."""
SIDE = 28
TOKENS = paths.WEB / "views" / "shared" / "tokens.css"
_FONTS = paths.NODE_MODULES / "@fontsource-variable"
_FAMILIES = {"serif": "fraunces", "sans": "inter", "mono": "jetbrains-mono"}

Point = tuple[float, float]


class Box(NamedTuple):
    """Four edges."""

    left: float
    top: float
    right: float
    bottom: float


@functools.cache
def colours() -> dict[str, str]:
    """The light theme's colours, by the names of their custom properties."""
    pattern = r"(--[\w-]+): light-dark\((#[0-9a-f]{6}),"
    return dict(re.findall(pattern, TOKENS.read_text("utf-8")))


class Easel:
    """A sheet of `size` (width, height) in the colour of the page's paper."""

    def __init__(self, size: tuple[int, int]) -> None:
        self.size = size
        large = (size[0] * SCALE, size[1] * SCALE)
        self.sheet = Image.new("RGB", large, colours()["--paper"])
        self.pen = ImageDraw.Draw(self.sheet)

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
        """Write on the baseline that goes through `at`; return where it ends on the right."""
        font = _font(family, size, weight)
        place = _scaled(at)
        self.pen.text(place, words, colours()[colour], font, anchor)
        return self.pen.textbbox(place, words, font, anchor)[2] / SCALE

    def line(
        self, points: Sequence[Point], colour: str, width: float, *, dashed: bool = False
    ) -> None:
        """A line through all points."""
        for part in _dashes(points, 14, 9) if dashed else [points]:
            thick = round(width * SCALE)
            self.pen.line([_scaled(p) for p in part], colours()[colour], thick, joint="curve")

    def stitches(self, start: Point, end: Point, colour: str, width: float) -> None:
        """The page's seam."""
        for part in _dashes([start, end], 9, 9):
            self.line(part, colour, width)

    def dot(self, centre: Point, radius: float, colour: str) -> None:
        x, y = _scaled(centre)
        reach = radius * SCALE
        self.pen.ellipse((x - reach, y - reach, x + reach, y + reach), colours()[colour])

    def garment(self, corner: Point, side: float, pixels: bytes) -> None:
        """784 bytes as ink on the paper, its upper left corner at `corner`."""
        reach = round(side * SCALE)
        ink = Image.frombytes("L", (SIDE, SIDE), pixels)
        mask = ink.resize((reach, reach), Image.Resampling.BICUBIC)
        x, y = _scaled(corner)
        self.sheet.paste(
            Image.new("RGB", mask.size, colours()["--ink"]), (round(x), round(y)), mask
        )

    def save(self, path: Path) -> None:
        self.sheet.resize(self.size, Image.Resampling.LANCZOS).save(path, optimize=True)


@functools.cache
def _font(family: str, size: float, weight: int) -> ImageFont.FreeTypeFont:
    name = _FAMILIES[family]
    file = _FONTS / name / "files" / f"{name}-latin-wght-normal.woff2"
    font = ImageFont.truetype(file, size * SCALE)
    font.set_variation_by_axes([weight])
    return font


def _scaled(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE


def _dashes(points: Sequence[Point], length: float, gap: float) -> list[list[Point]]:
    """The pieces of a line that are drawn, measured along it, corners included."""
    pieces: list[list[Point]] = []
    drawing, left = True, length
    piece: list[Point] = [points[0]]
    for start, end in itertools.pairwise(points):
        whole, gone = math.dist(start, end), 0.0
        while whole - gone > left:
            gone += left
            at = (
                start[0] + (end[0] - start[0]) * gone / whole,
                start[1] + (end[1] - start[1]) * gone / whole,
            )
            if drawing:
                pieces.append([*piece, at])
            piece, drawing = [at], not drawing
            left = length if drawing else gap
        left -= whole - gone
        piece.append(end)
    return [*pieces, piece] if drawing else pieces
