"""Draws card.png, shown beside links to the site: the default recipe's run and predictions."""

from pathlib import Path
from typing import Any

from sitebuild.data import visit
from sitebuild.data.visit import Visit
from sitebuild.site import canvas
from sitebuild.site.canvas import Box, Canvas, Point
from sitebuild.tools import paths
from sitebuild.tools.artifacts import artifact, contents

FILE = "card.png"
SIZE = (1200, 630)
"""Pixels, in the shape that Open Graph's and Twitter's large cards have in common."""
WORDS = ("Train a real neural network", "on pictures of clothes,", "right in your browser.")
SMALL_WORDS = ("Nothing to install, no account,", "and nothing leaves the device.")
LEFT, MIDDLE, RIGHT = 72, 566, 1140
COLUMNS, ROWS = 5, 2
_CODE = tuple(Path(module.__file__ or "") for module in (canvas, visit))


def make(data: Path) -> Path:
    """Return the artifact with the file, from the folder of the pictures."""
    inputs = contents(
        Path(__file__), *_CODE, canvas.PALETTE, paths.PY / "fittingroom", data / "manifest.json"
    )
    return artifact("social-card", "Drawing the social card", [inputs], lambda to: _fill(to, data))


def _fill(folder: Path, data: Path) -> None:
    session = Visit(data)
    events = session.fit({})
    (end,) = [event for event in events if event["type"] == "run-end"]
    shown = session.ask("predictions", which="all", start=0, count=COLUMNS * ROWS)
    card = Canvas(SIZE)
    _words(card)
    card.stitches((MIDDLE, 64), (MIDDLE, 566), "--line", width=3)
    _curve(card, end["history"], Box(MIDDLE + 56, 116, RIGHT, 286))
    for place, prediction in enumerate(shown["predictions"]):
        row, column = divmod(place, COLUMNS)
        _garment(card, prediction, (MIDDLE + 56 + 106 * column, 326 + 132 * row))
    card.save(folder / FILE)


def _words(card: Canvas) -> None:
    """Write the name and the purpose."""
    end = card.text((LEFT, 196), "Fitting", "serif", 68, weight=600)
    card.dot((end + 8, 178), 5.5, "--thread")
    card.text((end + 17, 196), "Room", "serif", 68, weight=600)
    for line, words in enumerate(WORDS):
        card.text((LEFT, 274 + 44 * line), words, "sans", 31, weight=450)
    for line, words in enumerate(SMALL_WORDS):
        card.text((LEFT, 512 + 34 * line), words, "sans", 23, colour="--soft")


def _curve(card: Canvas, history: dict[str, list[float]], box: Box) -> None:
    """Draw the accuracy after each epoch, on a scale that ends at 1."""
    lines = {"accuracy": ("--chalk", False), "val_accuracy": ("--thread", True)}
    least = min(0.75, *(min(history[key]) for key in lines))
    card.text((box.left, box.top - 30), "Accuracy", "sans", 21, weight=600)
    score = f"{history['val_accuracy'][-1]:.0%} right"
    card.text((box.right, box.top - 30), score, "mono", 21, anchor="rs")
    for level in (0, 1, 2, 3):
        height = box.top + (box.bottom - box.top) * level / 3
        card.line([(box.left, height), (box.right, height)], "--line", 1.5)
    for key, (colour, dashed) in lines.items():
        values = history[key]
        points = [
            (
                box.left + (box.right - box.left) * epoch / max(1, len(values) - 1),
                box.bottom - (box.bottom - box.top) * (value - least) / (1 - least),
            )
            for epoch, value in enumerate(values)
        ]
        card.line(points, colour, 4, dashed=dashed)


def _garment(card: Canvas, prediction: dict[str, Any], corner: Point) -> None:
    """Draw a test picture and its prediction, in the page's colours of right and wrong."""
    left, top = corner
    card.garment((left, top), 84, prediction["pixels"])
    right = prediction["correct"]
    colour = "--soft" if right else "--thread"
    words = prediction["predicted_name"] + ("" if right else "?")
    card.text((left + 42, top + 108), words, "sans", 18, colour=colour, anchor="ms")
