"""Draws card.png, shown beside links: clothes, and what the default run came to and learned."""

from collections.abc import Sequence
from pathlib import Path

from sitebuild.site import canvas, default_run
from sitebuild.site.canvas import Box, Canvas, Point
from sitebuild.tools.artifacts import artifact, contents

FILE = "card.png"
SIZE = (1200, 630)
"""Pixels, in the shape that Open Graph's and Twitter's large cards have in common."""
WORDS = ("Train a real neural network", "on pictures of clothes,", "right in your browser.")
SMALL_WORDS = ("Nothing to install, no account,", "and nothing leaves the device.")
LEFT, MIDDLE, RIGHT = 72, 566, 1140
COLUMNS, ROWS = 5, 2
TILE, STEP = 96, 106


def make(run: Path) -> Path:
    """Return the artifact with the file, from that of the default run."""
    inputs = contents(Path(__file__), Path(canvas.__file__), canvas.PALETTE, run)
    return artifact("social-card", "Drawing the social card", [inputs], lambda to: _fill(to, run))


def _fill(folder: Path, run: Path) -> None:
    history, clothes, changes = default_run.read(run)
    card = Canvas(SIZE)
    _words(card)
    card.stitches((MIDDLE, 64), (MIDDLE, 566), "--line", width=3)
    _curve(card, history, Box(MIDDLE + 56, 116, RIGHT, 286))
    for place, pixels in enumerate(clothes):
        card.garment((LEFT + 96 * place, 388), 80, pixels)
    _templates(card, changes, (MIDDLE + 56, 336))
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


def _templates(card: Canvas, units: Sequence[bytes], corner: Point) -> None:
    """Draw what training has added to the weights of each unit of the first layer."""
    left, top = corner
    card.text((left, top), "What its units look for", "sans", 21, weight=600)
    for place, unit in enumerate(units[: COLUMNS * ROWS]):
        row, column = divmod(place, COLUMNS)
        card.weights((left + STEP * column, top + 20 + STEP * row), TILE, unit)
