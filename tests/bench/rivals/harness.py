"""The frame of every native rival: reads the pictures, then trains as often as it is told to.

Talks JSON lines over its standard streams: first what it is, then one answer for each task. Runs in
the rival's own environment: imports NumPy only.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

PIXELS = 784


class Data:
    """Fashion-MNIST in its original order: images `(n, 784)` float32 in [0, 1], labels int64."""

    def __init__(self, folder: Path) -> None:
        self.x, self.y = _read(folder, "train")
        self.x_test, self.y_test = _read(folder, "test")


def _read(folder: Path, part: str) -> tuple[np.ndarray, np.ndarray]:
    pixels = np.fromfile(folder / f"{part}-images.u8", np.uint8).reshape(-1, PIXELS)
    labels = np.fromfile(folder / f"{part}-labels.u8", np.uint8)
    return pixels.astype(np.float32) / np.float32(255), labels.astype(np.int64)


def timed(epochs: Iterator[object]) -> list[float]:
    """Seconds that each step of an iterator takes."""
    seconds = []
    begun = time.perf_counter()
    for _ in epochs:
        seconds.append(time.perf_counter() - begun)
        begun = time.perf_counter()
    return seconds


def serve(about: dict[str, Any], train: Callable[[dict[str, Any], Data], dict[str, Any]]) -> None:
    """Answer tasks until the input ends.

    Args:
        about: `version` and `threads`.
        train: takes a task (`images`, `units`, `batch`, `epochs`; PyTorch's may have `layers`, the
            units of several hidden ones, instead) and the data; returns `epochs`,
            seconds each, and the test `accuracy` afterwards.
    """
    # What a library prints must not come between the answers.
    answers, sys.stdout = sys.stdout, sys.stderr
    data = Data(Path(sys.argv[1]))

    def tell(answer: dict[str, Any]) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    tell(about)
    for line in sys.stdin:
        tell(train(json.loads(line), data))
