"""The picture beside links: its shape, and that what is on it was drawn from real things."""

import numpy as np
import pytest
from PIL import Image

from sitebuild.site import canvas, social_card
from sitebuild.site.canvas import Canvas
from sitebuild.tools import paths


@pytest.fixture(scope="module")
def drawn(dist: object) -> Image.Image:
    return Image.open(paths.DIST / social_card.FILE).convert("RGB")


def nearly(picture: Image.Image, name: str, box: tuple[int, int, int, int]) -> int:
    """Pixels in `box` whose colour is that of the page by that name."""
    wanted = tuple(bytes.fromhex(canvas.colours()[name][1:]))
    part = np.asarray(picture.crop(box)).astype(int)
    return int((np.abs(part - wanted).max(axis=-1) < 12).sum())


def coloured(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Pixels in `box` that are clearly blue or red."""
    part = np.asarray(picture.crop(box)).astype(int)
    return int((np.abs(part[..., 0] - part[..., 2]) > 60).sum())


def test_has_the_shape_that_sites_want(drawn: Image.Image) -> None:
    assert drawn.size == (1200, 630)
    assert (paths.DIST / social_card.FILE).stat().st_size < 300_000


def test_shows_the_name_the_clothes_the_run_and_what_it_learned(drawn: Image.Image) -> None:
    assert drawn.getpixel((0, 0)) == tuple(bytes.fromhex(canvas.colours()["--paper"][1:]))
    assert nearly(drawn, "--ink", (60, 130, 560, 220)) > 3000, "the name"
    assert nearly(drawn, "--chalk", (600, 110, 1150, 290)) > 500, "training"
    assert nearly(drawn, "--thread", (600, 110, 1150, 290)) > 200, "validation"
    assert nearly(drawn, "--ink", (60, 380, 560, 480)) > 300, "clothes"
    for row in range(social_card.ROWS):
        top = 356 + social_card.STEP * row
        for column in range(social_card.COLUMNS):
            left = 622 + social_card.STEP * column
            tile = (left, top, left + social_card.TILE, top + social_card.TILE)
            assert coloured(drawn, tile) > 400, "what training added to each unit"


def test_a_garment_is_its_bytes_in_ink() -> None:
    drawing = Canvas((40, 40))
    drawing.garment((6, 6), 28, bytes([255] * 392 + [0] * 392))
    pixels = np.asarray(drawing.image.resize((40, 40), Image.Resampling.BOX)).astype(int)
    ink, paper = (tuple(bytes.fromhex(canvas.colours()[n][1:])) for n in ("--ink", "--paper"))
    assert tuple(pixels[10, 20]) == ink
    assert tuple(pixels[30, 20]) == tuple(pixels[2, 2]) == paper


def test_weights_are_blue_and_red_around_zero() -> None:
    drawing = Canvas((40, 40))
    drawing.weights((6, 6), 28, bytes([255] * 196 + [128] * 392 + [0] * 196))
    pixels = np.asarray(drawing.image.resize((40, 40), Image.Resampling.BOX)).astype(int)
    named = ("--chalk", "--card", "--thread")
    wanted = [tuple(bytes.fromhex(canvas.colours()[name][1:])) for name in named]
    for row, colour in zip((9, 20, 31), wanted, strict=True):
        assert np.abs(pixels[row, 20] - colour).max() < 6


def test_dashes_are_as_long_as_said() -> None:
    drawing = Canvas((100, 20))
    drawing.line([(0, 10), (50, 10), (100, 10)], "--ink", 4, dashed=True)
    row = np.asarray(drawing.image.resize((100, 20), Image.Resampling.BOX)).astype(int)[10, :, 0]
    assert [bool(value < 128) for value in row[[7, 18, 30, 41, 53, 64, 76, 87]]] == [
        True,
        False,
    ] * 4
