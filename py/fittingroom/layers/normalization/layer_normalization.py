"""`LayerNormalization`: each sample with mean 0 and variance 1 over its features."""

from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.layers.normalization.scaled import Scaled


class LayerNormalization(Scaled):
    """Bring each sample to mean 0 and variance 1 over its features, while training or not.

    `output = gamma * (inputs - mean) / sqrt(variance + epsilon) + beta`

    Args: as for `BatchNormalization`, without moving averages.

    Raises:
        TypeError: if `axis` is neither a whole number nor a list of one.
        ValueError: for another `axis` than the last.

    Reference: Ba et al. 2016, arXiv:1607.06450
    """

    def __init__(
        self, axis: Any = -1, *args: Any, rms_scaling: bool = False, **kwargs: Any
    ) -> None:
        if not isinstance(axis, (int, list, tuple)):
            raise TypeError(
                "Expected an int or a list/tuple of ints for the argument 'axis', but received: "
                f"{axis!r}"
            )
        if rms_scaling:
            raise ValueError("`rms_scaling` of Keras's LayerNormalization is not here.")
        super().__init__(axis, *args, **kwargs)

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        super().build(input_shape, rng)
        if isinstance(self.axis, int):
            self.axis = [self.axis]  # Parity: as in Keras, a list from here on.

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        mean = inputs.mean(axis=-1, keepdims=True)
        variance = inputs.var(axis=-1, keepdims=True)
        return self._normalized(inputs, mean, variance)

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        self._weight_grads(grad_output, self._normal)
        self._through_moments(grad_output, (-1,))
        np.multiply(grad_output, self._inverse, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "axis": self.axis,
            "epsilon": self.epsilon,
            "center": self.center,
            "scale": self.scale,
            "rms_scaling": False,
            **self._rules(),
        }
