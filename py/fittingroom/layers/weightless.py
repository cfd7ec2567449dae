"""Layers without weights: `Flatten`, `Activation`, `Rescaling`, `Dropout`.

Imports NumPy, `activations`, `backend.buffers`, `layer` and `random` only.
"""

import math
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations, random
from fittingroom.backend import Array
from fittingroom.backend.buffers import RowBuffer
from fittingroom.layers.layer import Layer, LayerCall, Shape


class _SameShape(Layer):
    """A layer whose output has its input's shape, in memory of its own."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._output_rows = RowBuffer((0,), self.dtype)
        self._row_shape: tuple[int, ...] = (0,)

    def _rows_like(self, inputs: Array) -> Array:
        if inputs.shape[1:] != self._row_shape:
            self._row_shape = inputs.shape[1:]
            self._output_rows = RowBuffer(self._row_shape, self.dtype)
        return self._output_rows.rows(len(inputs))

    def compute_output_shape(self, input_shape: Shape) -> Shape:
        return input_shape


class Flatten(Layer):
    """Lay each sample out as one row: `(batch, 28, 28)` becomes `(batch, 784)`."""

    def __init__(self, **kwargs: Any) -> None:
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


class Activation(_SameShape):
    """An activation function as a layer: `output = activation(inputs)`.

    Args:
        activation: name or function.

    Raises:
        ValueError: if the name is unknown.
    """

    def __init__(self, activation: object, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self._outputs = np.empty((0, 0), self.dtype)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._outputs = self._rows_like(inputs)
        np.copyto(self._outputs, inputs)
        if not logits:
            self.activation.inplace_forward(self._outputs)
        return self._outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        if not logits:
            scratch = np.empty_like(grad_output)
            self.activation.inplace_backward(self._outputs, grad_output, scratch)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "activation": self.activation.name}


class Softmax(Activation):
    """Softmax as a layer: each sample's outputs become positive and sum to 1.

    Args:
        axis: -1, the last; there is no other here.

    Raises:
        ValueError: for another `axis`.
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        if axis != -1:
            raise ValueError(f"Expected `axis` to be -1, the last axis. Received: axis={axis}")
        super().__init__(activations.softmax, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return {**Layer.get_config(self), "axis": -1}


class ReLU(Activation):
    """`output = max(inputs, 0)` as a layer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(activations.relu, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return Layer.get_config(self)


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


class Rescaling(_SameShape):
    """Scale and shift: `output = inputs * scale + offset`.

    Args:
        scale, offset: a number, or an array that broadcasts to a sample's shape. `1.0 / 255`
            takes pixels from 0 to 255 into [0, 1].
    """

    def __init__(self, scale: ArrayLike, offset: ArrayLike = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale, self.offset = scale, offset
        self._scale = np.asarray(scale, self.dtype)
        self._offset = np.asarray(offset, self.dtype)

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        outputs = self._rows_like(inputs)
        np.multiply(inputs, self._scale, out=outputs)
        np.add(outputs, self._offset, out=outputs)
        return outputs

    def backward(
        self, grad_output: Array, *, logits: bool = False, input_grad: bool = True
    ) -> Array | None:
        np.multiply(grad_output, self._scale, out=grad_output)
        return grad_output

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "scale": self.scale, "offset": self.offset}


class Dropout(_SameShape):
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

    def call(self, inputs: Array, *, logits: bool = False) -> Array:
        self._noise = None
        return inputs

    def training_call(self, rng: np.random.Generator | None) -> LayerCall:
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
