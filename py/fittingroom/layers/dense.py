"""`Dense`: the fully connected layer."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom import activations, backend, constraints, initializers, regularizers, utils
from fittingroom.backend import Array, Shape
from fittingroom.backend.buffers import RowBuffer
from fittingroom.backend.variables import Weight
from fittingroom.layers.layer import Layer, serialized


class Dense(Layer):
    """A fully connected layer: `output = activation(inputs @ kernel + bias)`.

    Args:
        units: number of outputs, a positive whole number.
        activation: name or function; None for none.
        use_bias: whether a bias is added.
        kernel_initializer, bias_initializer: name or instance.
        kernel_regularizer, bias_regularizer: name or instance; None for none.
        kernel_constraint, bias_constraint: name, instance or function; None for none.

    Input shape: `(batch, ..., features)`, usually `(batch, features)`.
    Output shape: `(batch, ..., units)`.

    Raises:
        ValueError: if `units` is no positive whole number or a name is unknown.
    """

    def __init__(
        self,
        units: int,
        activation: object = None,
        use_bias: bool = True,
        kernel_initializer: object = "glorot_uniform",
        bias_initializer: object = "zeros",
        kernel_regularizer: object = None,
        bias_regularizer: object = None,
        *,
        kernel_constraint: object = None,
        bias_constraint: object = None,
        input_shape: Sequence[int] | None = None,
        input_dim: int | None = None,
        name: str | None = None,
        trainable: bool = True,
        dtype: str | None = None,
        **others: object,
    ) -> None:
        if not utils.is_whole_number(units) or units <= 0:
            raise ValueError(
                "Received an invalid value for `units`, expected a positive integer. "
                f"Received: units={units!r}"
            )
        super().__init__(
            name=name,
            trainable=trainable,
            dtype=dtype,
            input_shape=input_shape,
            input_dim=input_dim,
            **others,
        )
        self.units = int(units)
        self._activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.kernel_regularizer = regularizers.get(kernel_regularizer)
        self.bias_regularizer = regularizers.get(bias_regularizer)
        rules = (self.kernel_regularizer, self.bias_regularizer if use_bias else None)
        self.weight_regularizers = {i: rule for i, rule in enumerate(rules) if rule is not None}
        self.kernel_constraint = constraints.get(kernel_constraint)
        self.bias_constraint = constraints.get(bias_constraint)
        rules = (self.kernel_constraint, self.bias_constraint if use_bias else None)
        self.weight_constraints = {i: rule for i, rule in enumerate(rules) if rule is not None}
        self._inputs = self._outputs = np.empty((0, self.units), self.dtype)
        self._output_rows = RowBuffer((self.units,), self.dtype)
        self._scratch_rows = RowBuffer((self.units,), self.dtype)
        self._grad_input_rows = RowBuffer((0,), self.dtype)

    @property
    def activation(self) -> activations.Activation:
        """The activation; it may be set."""
        return self._activation

    @activation.setter
    def activation(self, value: object) -> None:
        self._activation = activations.get(value)

    @property
    def kernel(self) -> Weight:
        """`(features, units)`.

        Raises:
            AttributeError: if the layer is not built yet.
        """
        if not self.built:
            raise AttributeError("You must build the layer before accessing `kernel`.")
        return self.weights[0]

    @property
    def bias(self) -> Weight | None:
        """`(units,)`; None without one, or before the layer is built."""
        return self.weights[1] if self.use_bias and self.built else None

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        features = _features(input_shape, self.name)
        activations.warn_of_one(self._activation, (*input_shape[:-1], self.units))
        self.weights, self.grads = [], []
        shape = (features, self.units)
        self.add_weight(shape, self.kernel_initializer, name="kernel", rng=rng)
        if self.use_bias:
            self.add_weight((self.units,), self.bias_initializer, name="bias", rng=rng)
        self._grad_input_rows = RowBuffer((features,), self.dtype)
        self.built = True

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        x = inputs if inputs.ndim == 2 else inputs.reshape(-1, inputs.shape[-1])
        y = self._output_rows.rows(len(x))
        bias = self.arrays[1] if self.use_bias else None
        backend.current().matmul(x, self.arrays[0], y, bias)
        if not logits:
            self._activation.inplace_forward(y)
        self._inputs, self._outputs = x, y
        return y if inputs.ndim == 2 else y.reshape(*inputs.shape[:-1], self.units)

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        grad = grad_output if grad_output.ndim == 2 else grad_output.reshape(-1, self.units)
        if not logits:
            scratch = self._scratch_rows.rows(len(grad))
            self._activation.inplace_backward(self._outputs, grad, scratch)
        operations = backend.current()
        bias_grad = self.grads[1] if self.use_bias else None
        operations.matmul_tn(self._inputs, grad, self.grads[0], bias_grad)
        if not input_grad:
            return None
        grad_input = self._grad_input_rows.rows(len(grad))
        operations.matmul_nt(grad, self.arrays[0], grad_input)
        if grad_output.ndim == 2:
            return grad_input
        return grad_input.reshape(*grad_output.shape[:-1], grad_input.shape[-1])

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        features = _features(input_shape, self.name)
        if self.built and features != len(self.arrays[0]):
            raise ValueError(
                f"Layer '{self.name}' was built for inputs whose last axis is "
                f"{len(self.arrays[0])}. Received: input_shape={input_shape}. Reshape the data, "
                "or make a new model for it."
            )
        return (*input_shape[:-1], self.units)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self._activation.config,
            "use_bias": self.use_bias,
            "kernel_initializer": serialized(self.kernel_initializer, "keras.initializers"),
            "bias_initializer": serialized(self.bias_initializer, "keras.initializers"),
            "kernel_regularizer": serialized(self.kernel_regularizer, "keras.regularizers"),
            "bias_regularizer": serialized(self.bias_regularizer, "keras.regularizers"),
            "kernel_constraint": serialized(self.kernel_constraint, "keras.constraints"),
            "bias_constraint": serialized(self.bias_constraint, "keras.constraints"),
        }


def _features(input_shape: Shape, name: str) -> int:
    features = input_shape[-1] if len(input_shape) > 1 else None
    if features is None:
        raise ValueError(
            f"Layer '{name}' expects inputs of shape (batch, features), at least two axes. "
            f"Received: input_shape={input_shape}. Add an axis, for example "
            "x = x.reshape((-1, 1))."
        )
    return features
