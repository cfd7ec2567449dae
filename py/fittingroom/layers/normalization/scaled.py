"""Base of the normalizations that learn a scale and an offset for each feature."""

from typing import Any

import numpy as np

from fittingroom import constraints, initializers, regularizers, utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.variables import Weight
from fittingroom.layers.elementwise import Elementwise
from fittingroom.layers.layer import serialized


class Scaled(Elementwise):
    """A normalization over the last axis, times `gamma`, plus `beta`.

    Args:
        axis: -1, the last.
        epsilon: keeps the division from zero; it stands under the root.
        center, scale: whether there is a `beta`, a `gamma`.
        beta_initializer and the like: name or instance.

    Raises:
        ValueError: for another `axis`.
    """

    def __init__(
        self,
        axis: Any = -1,
        epsilon: float = 0.001,
        center: bool = True,
        scale: bool = True,
        beta_initializer: object = "zeros",
        gamma_initializer: object = "ones",
        beta_regularizer: object = None,
        gamma_regularizer: object = None,
        beta_constraint: object = None,
        gamma_constraint: object = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.axis: Any = axis
        self.epsilon, self.center, self.scale = float(epsilon), center, scale
        self.beta_initializer = initializers.get(beta_initializer)
        self.gamma_initializer = initializers.get(gamma_initializer)
        self.beta_regularizer = regularizers.get(beta_regularizer)
        self.gamma_regularizer = regularizers.get(gamma_regularizer)
        self.beta_constraint = constraints.get(beta_constraint)
        self.gamma_constraint = constraints.get(gamma_constraint)
        self._normal = self._inverse = np.empty(0)

    @property
    def gamma(self) -> Weight | None:
        """The scale, `(features,)`; None without one, or before the layer is built."""
        return self._weights[0] if self.scale and self.built else None

    @property
    def beta(self) -> Weight | None:
        """The offset, `(features,)`; None without one, or before the layer is built."""
        return self._weights[-1] if self.center and self.built else None

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        axes = utils.as_list(self.axis)
        if axes not in ([-1], [len(input_shape) - 1]) or input_shape[-1] is None:
            raise ValueError(
                f"{type(self).__name__} here works along the last axis, axis=-1, which must be "
                f"known. Received: axis={self.axis}, input_shape={input_shape}"
            )
        shape = (input_shape[-1],)
        rules = [
            (self.scale, "gamma", self.gamma_initializer),
            (self.center, "beta", self.beta_initializer),
        ]
        self.weights, self.grads = [], []
        for wanted, name, initializer in rules:
            if wanted:
                index = len(self.arrays)
                self.add_weight(shape, initializer, name=name, rng=rng)
                regularizer = getattr(self, f"{name}_regularizer")
                if regularizer is not None:
                    self.weight_regularizers[index] = regularizer
                constraint = getattr(self, f"{name}_constraint")
                if constraint is not None:
                    self.weight_constraints[index] = constraint
        self.built = True

    def _normalized(self, inputs: Array, mean: Array, variance: Array) -> Array:
        """Return the outputs; keep what `backward` needs of them."""
        self._inverse = 1.0 / np.sqrt(variance + np.asarray(self.epsilon, variance.dtype))
        outputs = self._rows_like(inputs)
        np.subtract(inputs, mean, out=outputs)
        np.multiply(outputs, self._inverse, out=outputs)
        self._normal = outputs.copy()
        self._scale_and_shift(outputs)
        return outputs

    def _through_moments(self, grad: Array, axes: tuple[int, ...]) -> None:
        """Take from a gradient, in place, what went through mean and variance over `axes`."""
        along = (grad * self._normal).mean(axis=axes, keepdims=True)
        np.subtract(grad, grad.mean(axis=axes, keepdims=True), out=grad)
        np.subtract(grad, self._normal * along, out=grad)

    def _scale_and_shift(self, normal: Array) -> None:
        """Turn normalized values into outputs, in place."""
        if self.scale:
            np.multiply(normal, self.arrays[0], out=normal)
        if self.center:
            np.add(normal, self.arrays[-1], out=normal)

    def _weight_grads(self, grad_output: Array, normal: Array) -> None:
        """Fill `grads`; turn `grad_output` into the gradient before the scale, in place."""
        axes = tuple(range(grad_output.ndim - 1))
        if self.center:
            np.add.reduce(grad_output, axis=axes, out=self.grads[-1])
        if self.scale:
            np.add.reduce(grad_output * normal, axis=axes, out=self.grads[0])
            np.multiply(grad_output, self.arrays[0], out=grad_output)

    def _rules(self) -> dict[str, Any]:
        return {
            "beta_initializer": serialized(self.beta_initializer, "keras.initializers"),
            "gamma_initializer": serialized(self.gamma_initializer, "keras.initializers"),
            "beta_regularizer": serialized(self.beta_regularizer, "keras.regularizers"),
            "gamma_regularizer": serialized(self.gamma_regularizer, "keras.regularizers"),
            "beta_constraint": serialized(self.beta_constraint, "keras.constraints"),
            "gamma_constraint": serialized(self.gamma_constraint, "keras.constraints"),
        }
