"""Layers: what they compute, and how a gradient passes back through them.

Imports NumPy, `activations`, `backend`, `initializers` and `utils` only. A layer knows neither
the model it stands in nor the loss behind it.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations, backend, initializers, utils
from fittingroom.backend import Array
from fittingroom.backend.buffers import RowBuffer

Shape = tuple[int | None, ...]


class Layer:
    """Base of all layers.

    `weights` and `grads` list arrays in the same order; `backward` fills `grads` in place.
    What `call` and `backward` return may be memory that the next batch overwrites: copy to keep.

    Args:
        name: unique in its model; by default the class's name, numbered.
        dtype: float type of weights and results; by default `backend.floatx()`.
        input_shape: shape of one sample, when this is the first layer of a model.
        input_dim: the same as `input_shape=(input_dim,)`.
    """

    def __init__(
        self,
        *,
        name: str | None = None,
        dtype: str | None = None,
        input_shape: Sequence[int] | None = None,
        input_dim: int | None = None,
    ) -> None:
        if input_dim is not None:
            input_shape = (input_dim,)
        self.input_shape_argument = None if input_shape is None else sample_shape(input_shape)
        self.name = name or utils.auto_name(type(self).__name__)
        self.dtype = backend.standardize_dtype(dtype)
        self.built = False
        self.weights: list[Array] = []
        self.grads: list[Array] = []

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        """Make the weights for inputs of `input_shape`, `(None, ...)`, drawing from `rng`."""
        self.built = True

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        """Compute the layer's output for one batch, remembering what `backward` needs.

        With `logits=True` a layer that ends in an activation leaves it out.
        """
        raise NotImplementedError

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        """Fill `grads` for the batch of the last `call`; return dLoss/dInputs.

        Args:
            grad_output: dLoss/dOutput, the output's shape; overwritten. With `logits=True` it
                is the gradient before the activation.
            input_grad: False returns None and saves the work, as the first layer may.
        """
        raise NotImplementedError

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        """Shape of the output, `(None, ...)`, for inputs of `input_shape`."""
        raise NotImplementedError

    def __call__(self, inputs: ArrayLike) -> Array:
        """Build if needed and compute: `(batch, ...)` to a new array."""
        values = np.ascontiguousarray(inputs, dtype=self.dtype)
        shape = (None, *values.shape[1:])
        self.compute_output_shape(shape)  # raises when the shape does not fit
        if not self.built:
            self.build(shape)
        return self.call(values).copy()

    def get_weights(self) -> list[Array]:
        """Copies of the weights, `[kernel, bias]` order."""
        return [weight.copy() for weight in self.weights]

    def set_weights(self, weights: Sequence[ArrayLike]) -> None:
        """Overwrite the weights with `weights`, in the order of `get_weights`.

        Raises:
            ValueError: if number or shapes differ; nothing is changed then.
        """
        assign_weights(self.name, self.weights, weights)

    @property
    def trainable_weights(self) -> list[Array]:
        """The weights that training changes: all of them."""
        return self.weights

    def count_params(self) -> int:
        """Number of single weights.

        Raises:
            ValueError: if the layer is not built yet.
        """
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't "
                "built. Give the model an input shape, call `build(input_shape)` or fit it first."
            )
        return sum(weight.size for weight in self.weights)

    def get_config(self) -> dict[str, Any]:
        """Arguments that make an equal layer."""
        return {"name": self.name, "dtype": self.dtype}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


class InputLayer(Layer):
    """Declares the shape of one sample; computes nothing."""

    def __init__(
        self, shape: Sequence[int], *, dtype: str | None = None, name: str | None = None
    ) -> None:
        super().__init__(name=name, dtype=dtype)
        self.batch_shape: Shape = (None, *sample_shape(shape))

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "shape": self.batch_shape[1:]}


def Input(  # noqa: N802 (Keras's name)
    shape: Sequence[int], *, dtype: str | None = None, name: str | None = None
) -> InputLayer:
    """Declare the shape of one sample, as the first entry of a `Sequential`: `Input((784,))`."""
    return InputLayer(shape, dtype=dtype, name=name)


class Flatten(Layer):
    """Lay each sample out as one row: `(batch, 28, 28)` becomes `(batch, 784)`."""

    def __init__(
        self,
        *,
        name: str | None = None,
        dtype: str | None = None,
        input_shape: Sequence[int] | None = None,
    ) -> None:
        super().__init__(name=name, dtype=dtype, input_shape=input_shape)
        self._shape: tuple[int, ...] = ()

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._shape = inputs.shape
        return inputs.reshape(len(inputs), math.prod(inputs.shape[1:]))

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        return grad_output.reshape(self._shape)

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return (input_shape[0], math.prod(size or 0 for size in input_shape[1:]))


class Dense(Layer):
    """A fully connected layer: `output = activation(inputs @ kernel + bias)`.

    Args:
        units: number of outputs, a positive whole number.
        activation: name or function; None for none.
        use_bias: whether a bias is added.
        kernel_initializer, bias_initializer: name or instance.

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
        *,
        input_shape: Sequence[int] | None = None,
        input_dim: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        if isinstance(units, bool) or not isinstance(units, (int, np.integer)) or units <= 0:
            raise ValueError(
                "Received an invalid value for `units`, expected a positive integer. "
                f"Received: units={units!r}"
            )
        super().__init__(name=name, dtype=dtype, input_shape=input_shape, input_dim=input_dim)
        self.units = int(units)
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self._inputs = self._outputs = np.empty((0, self.units), self.dtype)
        self._output_rows = RowBuffer((self.units,), self.dtype)
        self._scratch_rows = RowBuffer((self.units,), self.dtype)
        self._grad_input_rows = RowBuffer((0,), self.dtype)

    @property
    def kernel(self) -> Array:
        """`(features, units)`"""
        return self.weights[0]

    @property
    def bias(self) -> Array | None:
        """`(units,)`, or None without one"""
        return self.weights[1] if self.use_bias else None

    def build(self, input_shape: Shape, rng: np.random.Generator | None = None) -> None:
        features = _features(input_shape, self.name)
        self.weights = [self.kernel_initializer((features, self.units), self.dtype, rng)]
        if self.use_bias:
            self.weights.append(self.bias_initializer((self.units,), self.dtype, rng))
        self.grads = [np.zeros_like(weight) for weight in self.weights]
        self._grad_input_rows = RowBuffer((features,), self.dtype)
        self.built = True

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        x = inputs if inputs.ndim == 2 else inputs.reshape(-1, inputs.shape[-1])
        y = self._output_rows.rows(len(x))
        backend.current().matmul(x, self.weights[0], y)
        if self.use_bias:
            np.add(y, self.weights[1], out=y)
        if not logits:
            self.activation.inplace_forward(y)
        self._inputs, self._outputs = x, y
        return y if inputs.ndim == 2 else y.reshape(*inputs.shape[:-1], self.units)

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        grad = grad_output if grad_output.ndim == 2 else grad_output.reshape(-1, self.units)
        if not logits:
            scratch = self._scratch_rows.rows(len(grad))
            self.activation.inplace_backward(self._outputs, grad, scratch)
        matmul = backend.current().matmul
        matmul(self._inputs.T, grad, self.grads[0])
        if self.use_bias:
            np.add.reduce(grad, axis=0, out=self.grads[1])
        if not input_grad:
            return None
        grad_input = self._grad_input_rows.rows(len(grad))
        matmul(grad, self.weights[0].T, grad_input)
        return grad_input.reshape(*grad_output.shape[:-1], grad_input.shape[-1])

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        features = _features(input_shape, self.name)
        if self.built and features != len(self.weights[0]):
            raise ValueError(
                f"Layer '{self.name}' was built for inputs whose last axis is "
                f"{len(self.weights[0])}. Received: input_shape={input_shape}. Reshape the data, "
                "or make a new model for it."
            )
        return (*input_shape[:-1], self.units)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "units": self.units,
            "activation": self.activation.name,
            "use_bias": self.use_bias,
            "kernel_initializer": self.kernel_initializer,
            "bias_initializer": self.bias_initializer,
        }


def sample_shape(shape: object) -> tuple[int, ...]:
    """Check the shape of one sample, `(784,)` or `(28, 28)`.

    Raises:
        ValueError: if it is not a tuple of positive whole numbers.
    """
    sizes = tuple(shape) if isinstance(shape, (tuple, list)) else ()  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if not sizes or not all(isinstance(size, (int, np.integer)) and size > 0 for size in sizes):
        raise ValueError(
            "Expected the shape of one sample as a tuple of positive whole numbers, such as "
            f"(784,) or (28, 28). Received: shape={shape!r}"
        )
    return tuple(int(size) for size in sizes)


def assign_weights(owner: str, weights: list[Array], values: Sequence[ArrayLike]) -> None:
    """Copy `values` into `weights` after checking number and shapes; `owner` is for the message."""
    arrays = [np.asarray(value) for value in values]
    expected, received = [w.shape for w in weights], [a.shape for a in arrays]
    if expected != received:
        raise ValueError(
            f"Expected {len(expected)} weights for '{owner}', of shapes {expected}. "
            f"Received: {len(received)} weights, of shapes {received}. Pass what "
            "`get_weights()` of a model with the same layers returned."
        )
    for weight, array in zip(weights, arrays, strict=True):
        weight[...] = array


def _features(input_shape: Shape, name: str) -> int:
    features = input_shape[-1] if len(input_shape) > 1 else None
    if features is None:
        raise ValueError(
            f"Layer '{name}' expects inputs of shape (batch, features), at least two axes. "
            f"Received: input_shape={input_shape}. Add an axis, for example "
            "x = x.reshape((-1, 1))."
        )
    return features
