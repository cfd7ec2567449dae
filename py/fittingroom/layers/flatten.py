"""`Flatten`: each sample as one row."""

import math
from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.layers.layer import Layer


class Flatten(Layer):
    """Lay each sample out as one row: `(batch, 28, 28)` becomes `(batch, 784)`.

    Args:
        data_format: taken, not used: which axis of pictures holds colours changes nothing here.
    """

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._inputs = self._rows = np.empty((0, 0))

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        # Batches come in the same memory: the same view of it spares the backend a new plan.
        if inputs is not self._inputs:
            self._inputs = inputs
            self._rows = inputs.reshape(len(inputs), math.prod(inputs.shape[1:]))
        return self._rows

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        return grad_output.reshape(self._inputs.shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], math.prod(size or 0 for size in input_shape[1:]))
