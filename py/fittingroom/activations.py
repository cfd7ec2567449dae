"""Activation functions: each a value, and a gradient that needs only that value.

Imports NumPy, `backend`, `tensor` and `utils` only.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend, utils
from fittingroom.backend import Array
from fittingroom.tensor import Tensor


@dataclass(frozen=True, repr=False)
class Activation:
    """One activation function, applied in place by layers and to a copy when called.

    `inplace_forward(x)` turns `x` into `f(x)`. `inplace_backward(y, grad, scratch)` turns the
    gradient with respect to `y = f(x)` into the one with respect to `x`; it may overwrite
    `scratch`. All arrays are `(batch, units)`.
    """

    name: str
    inplace_forward: Callable[[Array], None]
    inplace_backward: Callable[[Array, Array, Array], None]

    def __call__(self, x: ArrayLike) -> Tensor:
        values = np.asarray(x)
        dtype = values.dtype if values.dtype.kind == "f" else backend.floatx()
        values = values.astype(dtype)
        self.inplace_forward(values)
        return values.view(Tensor)

    def __repr__(self) -> str:
        return f"<activation {self.name}>"

    @property
    def __name__(self) -> str:
        return self.name


def _relu(x: Array) -> None:
    backend.current().relu(x)


def _relu_backward(y: Array, grad: Array, scratch: Array) -> None:
    backend.current().relu_gradient(y, grad, scratch)


def _sigmoid(x: Array) -> None:
    np.maximum(x, -87.0, out=x)  # exp(87) is the last power of e that float32 holds
    np.negative(x, out=x)
    np.exp(x, out=x)
    np.add(x, 1.0, out=x)
    np.reciprocal(x, out=x)


def _sigmoid_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.subtract(1.0, y, out=scratch)
    np.multiply(scratch, y, out=scratch)
    np.multiply(grad, scratch, out=grad)


def _tanh(x: Array) -> None:
    np.tanh(x, out=x)


def _tanh_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.multiply(y, y, out=scratch)
    np.subtract(1.0, scratch, out=scratch)
    np.multiply(grad, scratch, out=grad)


def _softmax(x: Array) -> None:
    np.subtract(x, np.maximum.reduce(x, axis=-1, keepdims=True), out=x)
    np.exp(x, out=x)
    np.divide(x, np.add.reduce(x, axis=-1, keepdims=True), out=x)


def _softmax_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.multiply(grad, y, out=scratch)
    np.subtract(grad, np.add.reduce(scratch, axis=-1, keepdims=True), out=grad)
    np.multiply(grad, y, out=grad)


def _linear(x: Array) -> None:
    pass


def _linear_backward(y: Array, grad: Array, scratch: Array) -> None:
    pass


relu = Activation("relu", _relu, _relu_backward)
softmax = Activation("softmax", _softmax, _softmax_backward)
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_backward)
tanh = Activation("tanh", _tanh, _tanh_backward)
linear = Activation("linear", _linear, _linear_backward)

_REGISTRY = {function.name: function for function in (relu, softmax, sigmoid, tanh, linear)}


def get(identifier: object) -> Activation:
    """Return the activation for a name, an activation, or None (`linear`).

    Raises:
        ValueError: if it is none of these.
    """
    if identifier is None:
        return linear
    if isinstance(identifier, Activation):
        return identifier
    if isinstance(identifier, str) and identifier in _REGISTRY:
        return _REGISTRY[identifier]
    if callable(identifier):
        raise NotImplementedError(
            f"An activation of your own, {utils.object_name(identifier)!r}, is not possible here: "
            "training needs its gradient, and this page does not derive one from a Python "
            f"function. Expected one of: {', '.join(map(repr, _REGISTRY))}. Or run this cell where "
            "Keras itself is installed, for example in Google Colab."
        )
    raise utils.unknown_name("activation function", identifier, _REGISTRY)


def serialize(activation: Activation) -> str:
    """Name of an activation."""
    return activation.name


def deserialize(config: str) -> Activation:
    """The activation of a name.

    Raises:
        ValueError: if there is none.
    """
    return get(config)
