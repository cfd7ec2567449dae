"""Random matrices whose rows stand at right angles."""

import math
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.initializers.initializer import Shape
from fittingroom.initializers.random_initializers import RandomInitializer, normal


class Orthogonal(RandomInitializer):
    """A random matrix whose rows, or columns if these are fewer, have length `gain` and stand
    at right angles.

    Raises:
        ValueError: if the weight has less than two axes.

    Reference: Saxe et al. 2014, arXiv:1312.6120, section 3.
    """

    def __init__(self, gain: float = 1.0, seed: int | None = None) -> None:
        super().__init__(seed)
        self.gain = gain

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        if len(shape) < 2:
            raise ValueError(
                "The tensor to initialize must be at least two-dimensional. "
                f"Received: shape={shape} of rank {len(shape)}."
            )
        rows, columns = math.prod(shape[:-1]), shape[-1]
        draws = normal((max(rows, columns), min(rows, columns)), number, rng)
        q, r = np.linalg.qr(draws)
        q *= np.sign(np.diag(r))  # so that every such matrix is as likely as any other
        return self.gain * (q.T if rows < columns else q).reshape(shape)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"gain": self.gain}
