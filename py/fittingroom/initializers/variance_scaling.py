"""Initializers scaled by the numbers of a layer's inputs and outputs."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.initializers.initializer import Shape
from fittingroom.initializers.random_initializers import (
    RandomInitializer,
    normal,
    scaled,
    truncated_normal,
    uniform,
)

MODES = ("fan_in", "fan_out", "fan_avg")
DISTRIBUTIONS = ("uniform", "truncated_normal", "untruncated_normal")

_STDDEV_OF_TRUNCATED = 0.87962566103423978
"""Standard deviation of a normal distribution cut off at two of its own."""


class VarianceScaling(RandomInitializer):
    """Random, with a variance of `scale / n`: the wider the layer, the smaller the weights.

    Args:
        scale: positive number.
        mode: what `n` is: `"fan_in"` inputs, `"fan_out"` outputs, or their mean `"fan_avg"`.
        distribution: `"uniform"` in `[-limit, limit)` with `limit = sqrt(3 scale / n)`,
            `"truncated_normal"` or `"untruncated_normal"`.
        input_axes, output_axes: axes of the weights' shape that count as inputs and outputs.

    Raises:
        ValueError: if an argument is none of these.

    Reference: https://keras.io/api/layers/initializers/#variancescaling-class
    """

    def __init__(
        self,
        scale: float = 1.0,
        mode: str = "fan_in",
        distribution: str = "truncated_normal",
        seed: int | None = None,
        input_axes: Sequence[int] | None = None,
        output_axes: Sequence[int] | None = None,
    ) -> None:
        if scale <= 0.0:
            raise ValueError(f"Argument `scale` must be positive float. Received: scale={scale}")
        if mode not in MODES:
            raise ValueError(f"Invalid `mode` argument: {mode}. Please use one of {MODES}")
        distribution = distribution.lower()
        distribution = "truncated_normal" if distribution == "normal" else distribution
        if distribution not in DISTRIBUTIONS:
            raise ValueError(
                f"Invalid `distribution` argument: {distribution}. "
                f"Please use one of {DISTRIBUTIONS}"
            )
        super().__init__(seed)
        self.scale = scale
        self.mode = mode
        self.distribution = distribution
        self.input_axes = input_axes
        self.output_axes = output_axes

    def draw(self, shape: Shape, number: Any, rng: np.random.Generator) -> Array:
        fan_in, fan_out = self._fans(shape)
        sizes = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2.0}
        n = max(1.0, sizes[self.mode])
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * self.scale / n)
            return scaled(uniform(shape, number, rng), 2.0 * limit, -limit)
        stddev = math.sqrt(self.scale / n)
        if self.distribution == "untruncated_normal":
            return scaled(normal(shape, number, rng), stddev, 0.0)
        return scaled(truncated_normal(shape, number, rng), stddev / _STDDEV_OF_TRUNCATED, 0.0)

    def _fans(self, shape: Shape) -> tuple[int, int]:
        if self.input_axes is not None and self.output_axes is not None:
            inputs = math.prod(shape[axis] for axis in self.input_axes)
            return inputs, math.prod(shape[axis] for axis in self.output_axes)
        if len(shape) < 2:
            return math.prod(shape), math.prod(shape)
        # More than two axes are a convolution's kernel: (..., inputs, outputs).
        field = math.prod(shape[:-2])
        return shape[-2] * field, shape[-1] * field

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {
            "scale": self.scale,
            "mode": self.mode,
            "distribution": self.distribution,
            "input_axes": self.input_axes,
            "output_axes": self.output_axes,
        }


class _Named(VarianceScaling):
    """A `VarianceScaling` whose settings have a name.

    Args:
        seed: as for every random initializer.
        input_axes, output_axes: as for `VarianceScaling`.
    """

    settings: tuple[float, str, str]

    def __init__(
        self,
        seed: int | None = None,
        input_axes: Sequence[int] | None = None,
        output_axes: Sequence[int] | None = None,
    ) -> None:
        super().__init__(*self.settings, seed, input_axes, output_axes)

    def get_config(self) -> dict[str, Any]:
        own = ("seed", "input_axes", "output_axes")
        return {name: value for name, value in super().get_config().items() if name in own}


class GlorotUniform(_Named):
    """Uniform in `[-limit, limit)` with `limit = sqrt(6 / (fan_in + fan_out))`; Dense's default.

    Reference: Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward
    neural networks", section 4.2.1, equation 16 ("normalized initialization").
    """

    settings = (1.0, "fan_avg", "uniform")


class GlorotNormal(_Named):
    """Truncated normal with standard deviation `sqrt(2 / (fan_in + fan_out))`.

    Reference: as for `GlorotUniform`.
    """

    settings = (1.0, "fan_avg", "truncated_normal")


class HeUniform(_Named):
    """Uniform in `[-limit, limit)` with `limit = sqrt(6 / fan_in)`; made for relu.

    Reference: He et al. 2015, arXiv:1502.01852, section 2.2.
    """

    settings = (2.0, "fan_in", "uniform")


class HeNormal(_Named):
    """Truncated normal with standard deviation `sqrt(2 / fan_in)`; made for relu.

    Reference: He et al. 2015, arXiv:1502.01852, section 2.2, equation 10.
    """

    settings = (2.0, "fan_in", "truncated_normal")


class LecunUniform(_Named):
    """Uniform in `[-limit, limit)` with `limit = sqrt(3 / fan_in)`.

    Reference: LeCun et al. 1998, "Efficient BackProp", section 4.6.
    """

    settings = (1.0, "fan_in", "uniform")


class LecunNormal(_Named):
    """Truncated normal with standard deviation `sqrt(1 / fan_in)`.

    Reference: LeCun et al. 1998, "Efficient BackProp", section 4.6, equation 16.
    """

    settings = (1.0, "fan_in", "truncated_normal")
