"""Initializers that draw from one distribution, whatever the shape."""

from typing import Any

import numpy as np

from fittingroom import backend, random, utils
from fittingroom.backend import Array
from fittingroom.initializers.initializer import Initializer, Shape


class RandomInitializer(Initializer):
    """Base of the initializers that draw: override `draw`.

    Args:
        seed: whole number for the same draws at every call; None draws on from the `rng` it is
            called with, a model's own.

    Raises:
        ValueError: if `seed` is something else.
    """

    def __init__(self, seed: int | None = None) -> None:
        if seed is not None and not utils.is_whole_number(seed):
            raise ValueError(
                f"`seed` argument should be an integer, or None. Received: seed={seed!r}"
            )
        self.seed = seed

    def __call__(
        self, shape: Shape, dtype: str | None = None, rng: np.random.Generator | None = None
    ) -> Array:
        if self.seed is not None:
            rng = np.random.default_rng(self.seed)
        number = np.dtype(backend.standardize_dtype(dtype)).type
        return self.draw(shape, number, rng or random.new_generator())

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        """Return a new array of `shape` and of the NumPy type `number`."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {"seed": self.seed}


class RandomNormal(RandomInitializer):
    """Normally distributed around `mean`, with standard deviation `stddev`."""

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: int | None = None) -> None:
        super().__init__(seed)
        self.mean = mean
        self.stddev = stddev

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        return scaled(normal(shape, number, rng), self.stddev, self.mean)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"mean": self.mean, "stddev": self.stddev}


class TruncatedNormal(RandomNormal):
    """As `RandomNormal`, but what lies more than two `stddev` away from `mean` is drawn again."""

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        return scaled(truncated_normal(shape, number, rng), self.stddev, self.mean)


class RandomUniform(RandomInitializer):
    """Evenly distributed in `[minval, maxval)`."""

    def __init__(
        self, minval: float = -0.05, maxval: float = 0.05, seed: int | None = None
    ) -> None:
        super().__init__(seed)
        self.minval = minval
        self.maxval = maxval

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        return scaled(uniform(shape, number, rng), self.maxval - self.minval, self.minval)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"minval": self.minval, "maxval": self.maxval}


def scaled(draws: Array, factor: float, offset: float) -> Array:
    """`draws * factor + offset`, in place."""
    # One operation at a time: a fused multiply-add would round differently on some machines.
    np.multiply(draws, factor, out=draws)
    np.add(draws, offset, out=draws)
    return draws


def uniform(shape: Shape, number: Any, rng: np.random.Generator) -> Array:
    """Return draws in `[0, 1)`."""
    generator: Any = rng
    return generator.random(shape, number)


def normal(shape: Shape, number: Any, rng: np.random.Generator) -> Array:
    """Return standard normal draws."""
    generator: Any = rng
    return generator.standard_normal(shape, number)


def truncated_normal(shape: Shape, number: Any, rng: np.random.Generator) -> Array:
    """Return standard normal draws, drawn again until none is beyond 2 or below -2."""
    draws = normal(shape, number, rng)
    while (outside := np.abs(draws) > 2).any():
        draws[outside] = normal((int(np.count_nonzero(outside)),), number, rng)
    return draws
