"""`Activation`: an activation function as a layer."""

from typing import Any

import numpy as np

from fittingroom import activations
from fittingroom.backend import Array, Shape
from fittingroom.layers.elementwise import Elementwise


class Activation(Elementwise):
    """An activation function as a layer: `output = activation(inputs)`.

    Args:
        activation: name or function.

    Raises:
        ValueError: if the name is unknown.
    """

    def __init__(self, activation: object, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._activation = activations.get(activation)
        self._outputs = np.empty((0, 0), self.dtype)

    @property
    def activation(self) -> activations.Activation:
        """The activation; it may be set."""
        return self._activation

    @activation.setter
    def activation(self, value: object) -> None:
        self._activation = activations.get(value)

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        activations.warn_of_one(self._activation, input_shape)
        super().build(input_shape, rng)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._outputs = self._rows_like(inputs)
        np.copyto(self._outputs, inputs)
        if not logits:
            self._activation.inplace_forward(self._outputs)
        return self._outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        if not logits:
            scratch = np.empty_like(grad_output)
            self._activation.inplace_backward(self._outputs, grad_output, scratch)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "activation": self._activation.config}
