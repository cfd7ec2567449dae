"""Draws the picture that other sites show beside a link to this one: card.png.

What it shows is real: the run of the default recipe, trained while the site is built, and what that
network makes of pictures it has never seen. Colours and fonts are the page's own.
"""

from pathlib import Path
from typing import Any

from sitebuild import easel, paths, visit
from sitebuild.easel import Box, Easel, Point
from sitebuild.pieces import contents, piece
from sitebuild.visit import Visit

FILE = "card.png"
SIZE = (1200, 630)
"""Pixels, in the shape that Open Graph's and Twitter's large cards have in common."""
WORDS = ("Train a real neural network", "on pictures of clothes,", "right in your browser.")
SMALL_WORDS = ("Nothing to install, no account,", "and nothing leaves the device.")
LEFT, MIDDLE, RIGHT = 72, 566, 1140
COLUMNS, ROWS = 5, 2
_CODE = tuple(Path(module.__file__ or "") for module in (easel, visit))


def make(data: Path) -> Path:
    """The piece with the file, from the folder of the pictures."""
    inputs = contents(
        Path(__file__), *_CODE, easel.TOKENS, paths.PY / "fittingroom", data / "manifest.json"
    )
    return piece("card", "Drawing the card for links", [inputs], lambda to: _fill(to, data))


def _fill(folder: Path, data: Path) -> None:
    sitting = Visit(data)
    events = sitting.fit({})
    (end,) = [event for event in events if event["type"] == "run-end"]
    shown = sitting.ask("predictions", which="all", start=0, count=COLUMNS * ROWS)
    sheet = Easel(SIZE)
    _words(sheet)
    sheet.stitches((MIDDLE, 64), (MIDDLE, 566), "--line", width=3)
    _curve(sheet, end["history"], Box(MIDDLE + 56, 116, RIGHT, 286))
    for place, prediction in enumerate(shown["predictions"]):
        row, column = divmod(place, COLUMNS)
        _garment(sheet, prediction, (MIDDLE + 56 + 106 * column, 326 + 132 * row))
    sheet.save(folder / FILE)


def _words(sheet: Easel) -> None:
    """The name and what it is for."""
    end = sheet.text((LEFT, 196), "Fitting", "serif", 68, weight=600)
    sheet.dot((end + 8, 178), 5.5, "--thread")
    sheet.text((end + 17, 196), "Room", "serif", 68, weight=600)
    for line, words in enumerate(WORDS):
        sheet.text((LEFT, 274 + 44 * line), words, "sans", 31, weight=450)
    for line, words in enumerate(SMALL_WORDS):
        sheet.text((LEFT, 512 + 34 * line), words, "sans", 23, colour="--soft")


def _curve(sheet: Easel, history: dict[str, list[float]], box: Box) -> None:
    """Accuracy after each epoch, on a scale that ends at 1."""
    lines = {"accuracy": ("--chalk", False), "val_accuracy": ("--thread", True)}
    least = min(0.75, *(min(history[key]) for key in lines))
    sheet.text((box.left, box.top - 30), "Accuracy", "sans", 21, weight=600)
    score = f"{history['val_accuracy'][-1]:.0%} right"
    sheet.text((box.right, box.top - 30), score, "mono", 21, anchor="rs")
    for level in (0, 1, 2, 3):
        height = box.top + (box.bottom - box.top) * level / 3
        sheet.line([(box.left, height), (box.right, height)], "--line", 1.5)
    for key, (colour, dashed) in lines.items():
        values = history[key]
        points = [
            (
                box.left + (box.right - box.left) * epoch / max(1, len(values) - 1),
                box.bottom - (box.bottom - box.top) * (value - least) / (1 - least),
            )
            for epoch, value in enumerate(values)
        ]
        sheet.line(points, colour, 4, dashed=dashed)


def _garment(sheet: Easel, prediction: dict[str, Any], corner: Point) -> None:
    """One test picture and what it is taken for, in the page's colours of right and wrong."""
    left, top = corner
    sheet.garment((left, top), 84, prediction["pixels"])
    right = prediction["correct"]
    colour = "--soft" if right else "--thread"
    words = prediction["predicted_name"] + ("" if right else "?")
    sheet.text((left + 42, top + 108), words, "sans", 18, colour=colour, anchor="ms")
