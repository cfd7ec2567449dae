"""The pictures of units on the poster, as text in its script: a poster fetches nothing.

Each is 28 by 28 pixels, each of seven levels from -3 to 3, and each character two of them:
`chr(FIRST + 7 * one + other)`, both counted from 0. `web/embed/units.js` reads it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

SIDE = 28
LEVELS = 3
FIRST = 35
"""From here on no character needs an escape in a string of JavaScript."""
MOST = 5
"""Units that are shown."""
EMPHASIS = 0.7
"""Small weights are many and matter together."""

Weights = npt.NDArray[np.float64]


def coded(changes: Sequence[bytes]) -> str:
    """Return the clearest units as the poster's text; each has 784 bytes, 128 for zero."""
    weights = [_weights(unit) for unit in changes]
    clearest = sorted(range(len(weights)), key=lambda unit: _grain(weights[unit]))[:MOST]
    shown = np.stack([weights[unit] for unit in sorted(clearest)])
    levels = np.rint(LEVELS * np.sign(shown) * np.abs(shown) ** EMPHASIS).astype(int) + LEVELS
    pairs = levels.reshape(-1, 2) @ [2 * LEVELS + 1, 1]
    return "".join(chr(FIRST + pair) for pair in pairs)


def _weights(unit: bytes) -> Weights:
    return (np.frombuffer(unit, np.uint8) - 128.0).reshape(SIDE, SIDE) / 127


def _grain(unit: Weights) -> float:
    """Return how much neighbours differ, over how much pixels do; one that is empty has most."""
    spread = float(unit.var())
    steps = [float((np.diff(unit, axis=axis) ** 2).mean()) for axis in (0, 1)]
    return sum(steps) / spread if spread else np.inf
