"""Base of the layers that make one output of several inputs, and those that work value by value."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array, Shape
from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.layers.keras_tensor import is_symbolic
from fittingroom.layers.layer import Layer
from fittingroom.layers.symbolic_call import call as call_symbolically


class Merge(Layer):
    """A layer that is called on a list of inputs."""

    merges = True
    least = 1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._inputs: list[Array] = []

    def __call__(self, inputs: Any, training: bool | None = None) -> Any:
        """Compute for arrays, `(batch, ...)` each, or join a model that is being built."""
        values: list[ArrayLike] = list(self._listed(inputs))
        if is_symbolic(inputs):
            return call_symbolically(self, inputs)
        followed: Any = next((value for value in values if hasattr(value, "apply_layer")), None)
        if followed is not None:
            return followed.apply_layer(self, values, training)
        arrays = [np.ascontiguousarray(value, dtype=self.dtype) for value in values]
        self.compute_output_shape([(None, *array.shape[1:]) for array in arrays])
        self.built = True
        return tensor(self.call(arrays).copy())  # pyright: ignore[reportArgumentType]

    def _listed(self, inputs: Any) -> Sequence[Any]:
        if not isinstance(inputs, (list, tuple)) or len(inputs) < self.least:  # pyright: ignore[reportUnknownArgumentType]
            raise ValueError(
                f"A `{type(self).__name__}` layer should be called on a list of at least "
                f"{self.least} inputs. Received: {inputs!r}"
            )
        return inputs  # pyright: ignore[reportUnknownVariableType]

    def call(self, inputs: Any, *, logits: bool = False) -> Array:
        self._inputs = list(inputs)
        return self.merged(self._inputs)

    def merged(self, inputs: list[Array]) -> Array:
        """Return the output, a new array."""
        raise NotImplementedError

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        """Return the gradient of each input, new arrays in the output's shape."""
        raise NotImplementedError

    def backward(self, grad_output: Array, *, logits: bool = False, input_grad: bool = True) -> Any:
        if not input_grad:
            return None
        grads = self.slopes(grad_output, self._inputs)
        return [_as(each, grad) for each, grad in zip(self._inputs, grads, strict=True)]

    def compute_output_shape(self, input_shape: Any) -> Shape:
        shapes = [tuple(shape)[1:] for shape in self._listed(input_shape)]
        try:
            sizes = np.broadcast_shapes(*(tuple(size or 1 for size in shape) for shape in shapes))
        except ValueError as error:
            raise ValueError(
                f"Inputs have incompatible shapes. Received shapes {' and '.join(map(str, shapes))}"
            ) from error
        return (None, *sizes)


def _as(inputs: Array, grad: Array) -> Array:
    """Return a gradient in the shape of an input that was spread out, C-contiguous."""
    if grad.shape != inputs.shape:
        missing = grad.ndim - inputs.ndim
        grad = grad.sum(axis=tuple(range(1, 1 + missing))) if missing else grad
        spread = [axis for axis, size in enumerate(inputs.shape) if size != grad.shape[axis]]
        grad = grad.sum(axis=tuple(spread), keepdims=True)
    return np.ascontiguousarray(grad)


class Add(Merge):
    """The sum of the inputs."""

    def merged(self, inputs: list[Array]) -> Array:
        total = np.array(inputs[0])
        for each in inputs[1:]:
            total = total + each
        return total

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        return [grad_output.copy() for _ in inputs]


class Subtract(Merge):
    """The first input less the second."""

    least = 2

    def merged(self, inputs: list[Array]) -> Array:
        first, second = inputs
        return first - second

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        return [grad_output.copy(), -grad_output]

    def compute_output_shape(self, input_shape: Any) -> Shape:
        if len(self._listed(input_shape)) != 2:
            raise ValueError(
                "A `Subtract` layer should be called on exactly 2 inputs. Received: "
                f"input_shape={input_shape}"
            )
        return super().compute_output_shape(input_shape)


class Multiply(Merge):
    """The product of the inputs."""

    def merged(self, inputs: list[Array]) -> Array:
        product = np.array(inputs[0])
        for each in inputs[1:]:
            product = product * each
        return product

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        grads: list[Array] = []
        for place in range(len(inputs)):
            grad = grad_output.copy()
            for other, each in enumerate(inputs):
                grad = grad * each if other != place else grad
            grads.append(grad)
        return grads


class Average(Add):
    """The mean of the inputs."""

    def merged(self, inputs: list[Array]) -> Array:
        return super().merged(inputs) / np.asarray(len(inputs), inputs[0].dtype)

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        return [grad_output / np.asarray(len(inputs), grad_output.dtype) for _ in inputs]


class Maximum(Merge):
    """The largest of the inputs, value by value."""

    largest = True

    def merged(self, inputs: list[Array]) -> Array:
        best = np.array(inputs[0])
        for each in inputs[1:]:
            best = np.maximum(best, each) if self.largest else np.minimum(best, each)
        return best

    def slopes(self, grad_output: Array, inputs: list[Array]) -> list[Array]:
        # Parity: compared two by two, and of equal ones the first counts.
        grads: list[Array] = []
        for place in range(len(inputs) - 1, 0, -1):
            before = self.merged(inputs[:place])
            first = before >= inputs[place] if self.largest else before <= inputs[place]
            grads.append(grad_output * ~first)
            grad_output = grad_output * first
        return [grad_output, *reversed(grads)]


class Minimum(Maximum):
    """The smallest of the inputs, value by value."""

    largest = False


def add(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Add` as a function."""
    return Add(**kwargs)(inputs)


def subtract(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Subtract` as a function."""
    return Subtract(**kwargs)(inputs)


def multiply(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Multiply` as a function."""
    return Multiply(**kwargs)(inputs)


def average(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Average` as a function."""
    return Average(**kwargs)(inputs)


def maximum(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Maximum` as a function."""
    return Maximum(**kwargs)(inputs)


def minimum(inputs: Sequence[Any], **kwargs: Any) -> Tensor:
    """`Minimum` as a function."""
    return Minimum(**kwargs)(inputs)
