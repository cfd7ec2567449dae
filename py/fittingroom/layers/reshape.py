"""`Reshape`: samples in another shape."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom.backend import Array, Shape
from fittingroom.layers.layer import Layer


class Reshape(Layer):
    """Lay each sample out anew: `Reshape((28, 28))` turns `(batch, 784)` into pictures.

    Args:
        target_shape: shape of one sample; -1 once, for whatever is left.

    Raises:
        ValueError: while building, if the number of values differs.
    """

    def __init__(self, target_shape: Sequence[int], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)
        self._inputs = np.empty((0, 0))

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._inputs = inputs
        return inputs.reshape(len(inputs), *self.target_shape)

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        return grad_output.reshape(self._inputs.shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        values = math.prod(size or 0 for size in input_shape[1:])
        known = math.prod(size for size in self.target_shape if size != -1)
        rest = values // known if known and -1 in self.target_shape else 1
        if known * rest != values or self.target_shape.count(-1) > 1:
            raise ValueError(
                "The total size of the tensor must be unchanged. Received: "
                f"input_shape={input_shape[1:]}, target_shape={self.target_shape}"
            )
        return (input_shape[0], *(rest if size == -1 else size for size in self.target_shape))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "target_shape": self.target_shape}
