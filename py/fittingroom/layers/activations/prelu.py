"""`PReLU`: a slope below 0 that is learnt."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom import constraints, initializers, regularizers
from fittingroom.backend import Array, Shape
from fittingroom.layers.elementwise import Elementwise
from fittingroom.layers.layer import serialized


class PReLU(Elementwise):
    """`x` above 0, `alpha * x` below, with an `alpha` for each place that is learnt.

    Args:
        alpha_initializer, alpha_regularizer, alpha_constraint: name or instance.
        shared_axes: axes of the input, from 1, along which one `alpha` is shared.

    Reference: He et al. 2015, arXiv:1502.01852
    """

    def __init__(
        self,
        alpha_initializer: object = "Zeros",
        alpha_regularizer: object = None,
        alpha_constraint: object = None,
        shared_axes: int | Sequence[int] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.alpha_initializer = initializers.get(alpha_initializer)
        self.alpha_regularizer = regularizers.get(alpha_regularizer)
        self.alpha_constraint = constraints.get(alpha_constraint)
        one = isinstance(shared_axes, int)
        self.shared_axes = [shared_axes] if one else shared_axes and list(shared_axes)
        self._inputs = np.empty(0)
        if self.alpha_regularizer is not None:
            self.weight_regularizers[0] = self.alpha_regularizer
        if self.alpha_constraint is not None:
            self.weight_constraints[0] = self.alpha_constraint

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        shape = [size or 1 for size in input_shape[1:]]
        for axis in self.shared_axes or ():
            shape[axis - 1] = 1
        self.weights, self.grads = [], []
        self.add_weight(tuple(shape), self.alpha_initializer, name="alpha", rng=rng)
        self.built = True

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._inputs = inputs
        outputs = self._rows_like(inputs)
        np.multiply(np.minimum(inputs, 0.0), self.arrays[0], out=outputs)
        np.add(outputs, np.maximum(inputs, 0.0), out=outputs)
        return outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        below = grad_output * np.minimum(self._inputs, 0.0)
        shape = self.arrays[0].shape
        shared = [axis + 1 for axis, size in enumerate(shape) if size < below.shape[axis + 1]]
        summed = np.add.reduce(below, axis=(0, *shared), keepdims=True)
        self.grads[0][...] = summed.reshape(shape)
        if not input_grad:
            return None
        # Parity: at 0 itself there is no slope, of either side.
        slope = (self._inputs > 0) + self.arrays[0] * (self._inputs < 0)
        np.multiply(grad_output, slope, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "alpha_initializer": serialized(self.alpha_initializer, "keras.initializers"),
            "alpha_regularizer": serialized(self.alpha_regularizer, "keras.regularizers"),
            "alpha_constraint": serialized(self.alpha_constraint, "keras.constraints"),
            "shared_axes": self.shared_axes,
        }
