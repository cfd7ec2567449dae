"""`Dropout`: zeros at random while training."""

import inspect
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from fittingroom import random
from fittingroom.backend import Array
from fittingroom.layers.elementwise import Elementwise
from fittingroom.layers.layer import LayerCall


class Dropout(Elementwise):
    """While training, set values to 0 at random and scale the others up; else do nothing.

    Each value is dropped with probability `rate`; the rest are multiplied by `1 / (1 - rate)`, so
    that the expected sum stays.

    Args:
        rate: fraction to drop, from 0 to 1.
        noise_shape: shape of the noise, `(batch, ...)`, where 1 shares it along an axis and None
            takes the input's size.
        seed: whole number for draws of its own; None draws from the model's stream.

    Raises:
        ValueError: if `rate` is out of range.

    Reference: Srivastava et al. 2014, "Dropout: a simple way to prevent neural networks from
    overfitting", in the inverted form that leaves inference alone.
    """

    def __init__(
        self,
        rate: float,
        noise_shape: Sequence[int | None] | None = None,
        seed: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        if not 0 <= rate <= 1:
            raise ValueError(
                "Invalid value received for argument `rate`. Expected a float value between 0 "
                f"and 1. Received: rate={rate}"
            )
        self.rate, self.seed = rate, seed
        self.noise_shape = None if noise_shape is None else tuple(noise_shape)
        self._rng = None if seed is None else np.random.default_rng(seed)
        self._noise: Array | None = None

    def call(self, inputs: Array, training: bool | None = None, *, logits: bool = False) -> Array:
        """Return the inputs, or with `training`, as a subclass may ask for, drop some of them."""
        if training and self.rate:
            self._rng = self._rng or random.new_generator()
            return self._drop(inputs, rng=self._rng)
        self._noise = None
        return inputs

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
        if type(self).call is not Dropout.call:
            # A subclass with a `call` of its own, as for Monte Carlo dropout.
            self._rng = self._rng or rng
            takes_training = "training" in inspect.signature(self.call).parameters
            return partial(self.call, training=True) if takes_training else self.call
        if not self.rate:
            return self.call
        return partial(self._drop, rng=self._rng or rng or random.new_generator())

    def _drop(self, inputs: Array, *, logits: bool = False, rng: np.random.Generator) -> Array:
        shape = inputs.shape
        if self.noise_shape is not None:
            sizes = zip(self.noise_shape, inputs.shape, strict=True)
            shape = tuple(given or size for given, size in sizes)
        draws = rng.random(shape, dtype=inputs.dtype.type)
        kept = 1.0 / (1.0 - self.rate) if self.rate < 1 else 0.0
        self._noise = np.multiply(draws >= self.rate, kept, dtype=inputs.dtype)
        return np.multiply(inputs, self._noise, out=self._rows_like(inputs))

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        if self._noise is not None:
            np.multiply(grad_output, self._noise, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rate": self.rate,
            "seed": self.seed,
            "noise_shape": self.noise_shape,
        }
