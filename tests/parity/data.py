"""What the parity runs train on and start from: samples, labels, weights, all drawn here.

Made of whole numbers and exact arithmetic, so that the Python that holds Keras
and the one that holds this package get the same bits.
"""

import zlib
from typing import Any

import numpy as np

SAMPLES = 60
SHAPES = {"row": (6,), "grid": (2, 3)}


def draws(seed: str, shape: tuple[int, ...], low: float = -1.0, high: float = 1.0) -> Any:
    """Float32 numbers from `low` to `high`, the same for the same `seed` everywhere."""
    rng = np.random.default_rng(zlib.crc32(seed.encode()))
    fractions = rng.integers(0, 2**16, shape) / 2**16
    return (low + (high - low) * fractions).astype("float32")


def samples() -> Any:
    """`(60, 6)` float32 from 0 to 0.86: three overlapping clusters, nothing learnt at once."""
    return draws("x", (SAMPLES, 6), 0.0, 0.6) + classes()[:, None].astype("float32") * 0.125


def classes() -> Any:
    """`(60,)` class numbers from 0 to 2."""
    return np.random.default_rng(7).integers(0, 3, SAMPLES)


def labels(kind: str) -> Any:
    """Labels in one of the forms a loss may want."""
    three = classes()
    if kind == "one_hot":
        return np.eye(3, dtype="float32")[three]
    if kind == "column":
        return three[:, None]
    if kind == "ten":
        x = samples()
        return (np.floor(x[:, 0] * 7) * 3 + np.floor(x[:, 1] * 11)).astype(int) % 10
    if kind == "float":
        return three.astype("float32")
    if kind == "yes_no":
        return (three == 2).astype("float32")[:, None]
    return three


def start(name: str, shapes: list[tuple[int, ...]]) -> list[Any]:
    """Weights to start from: kernels as wide as Glorot's, biases that are not 0."""
    return [
        draws(f"{name} {index}", shape, -limit, limit)
        for index, shape in enumerate(shapes)
        for limit in [(6 / sum(shape)) ** 0.5 if len(shape) > 1 else 0.25]
    ]


def sample_weight() -> Any:
    """`(60,)` float32 from 0 to 3, some of them 0."""
    weights = draws("sample_weight", (SAMPLES,), 0.0, 3.0)
    weights[::9] = 0
    return weights


def pictures() -> tuple[Any, Any]:
    """48 pictures `(48, 28, 28)` uint8, stripes, discs and frames, and their one-hot rows."""
    rows, columns = np.mgrid[:28, :28]
    shapes = [
        (columns % 6 < 3) * 180,
        ((rows - 14) ** 2 + (columns - 14) ** 2 < 81) * 200,
        ((np.abs(rows - 14) > 9) | (np.abs(columns - 14) > 9)) * 160,
    ]
    kinds = np.arange(48) % 3
    dots = np.random.default_rng(11).integers(0, 12, (48, 7, 7)) * 5
    images = np.array([shapes[kind] for kind in kinds]) + dots.repeat(4, axis=1).repeat(4, axis=2)
    return images.astype("uint8"), np.eye(3, dtype="uint8")[kinds]
