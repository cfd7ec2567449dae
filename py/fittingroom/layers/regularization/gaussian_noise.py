"""`GaussianNoise`: noise that is added while training."""

from functools import partial
from typing import Any

import numpy as np

from fittingroom import random
from fittingroom.backend import Array
from fittingroom.layers.elementwise import Elementwise
from fittingroom.layers.layer import LayerCall


class GaussianNoise(Elementwise):
    """While training, add normal noise of mean 0; else do nothing.

    Args:
        stddev: of the noise, from 0 to 1.
        seed: whole number for draws of its own; None draws from the model's stream.

    Raises:
        ValueError: if `stddev` is out of range.
    """

    def __init__(self, stddev: float, seed: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not 0 <= stddev <= 1:
            raise ValueError(
                "Invalid value received for argument `stddev`. Expected a float value between 0 "
                f"and 1. Received: stddev={stddev}"
            )
        self.stddev, self.seed = stddev, seed
        self._rng = None if seed is None else np.random.default_rng(seed)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        return inputs

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
        if not self.stddev:
            return self.call
        return partial(self._add_noise, rng=self._rng or rng or random.new_generator())

    def _add_noise(self, inputs: Array, *, logits: bool = False, rng: np.random.Generator) -> Array:
        outputs = self._rows_like(inputs)
        rng.standard_normal(inputs.shape, inputs.dtype.type, outputs)
        np.multiply(outputs, self.stddev, out=outputs)
        np.add(outputs, inputs, out=outputs)
        return outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "stddev": self.stddev, "seed": self.seed}
