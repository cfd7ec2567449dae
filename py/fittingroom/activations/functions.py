"""The common activation functions, whose gradient needs only their value."""

import numpy as np

from fittingroom import backend
from fittingroom.activations.activation import Activation
from fittingroom.backend import Array


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


def _elu(x: Array) -> None:
    np.expm1(x, out=x, where=x < 0)


def _elu_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.add(y, 1.0, out=scratch)
    np.multiply(grad, scratch, out=grad, where=y < 0)


def _selu(x: Array) -> None:
    below = x < 0
    np.expm1(x, out=x, where=below)
    np.multiply(x, _SELU_ALPHA, out=x, where=below)
    np.multiply(x, _SELU_SCALE, out=x)


def _selu_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.add(y, _SELU_SCALE * _SELU_ALPHA, out=scratch)
    np.copyto(scratch, _SELU_SCALE, where=y >= 0)
    np.multiply(grad, scratch, out=grad)


def _leaky_relu(x: Array) -> None:
    np.multiply(x, _LEAK, out=x, where=x < 0)


def _leaky_relu_backward(y: Array, grad: Array, scratch: Array) -> None:
    # Parity: at 0 itself the slope is that of the negative side.
    np.multiply(grad, _LEAK, out=grad, where=y <= 0)


def _relu6(x: Array) -> None:
    np.clip(x, 0.0, 6.0, out=x)


def _relu6_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.multiply(grad, (y > 0) & (y < 6), out=grad)


def _softplus(x: Array) -> None:
    np.logaddexp(x, 0.0, out=x)


def _softplus_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.negative(y, out=scratch)
    np.expm1(scratch, out=scratch)
    np.multiply(grad, np.negative(scratch, out=scratch), out=grad)


def _softsign(x: Array) -> None:
    np.divide(x, 1.0 + np.abs(x), out=x)


def _softsign_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.subtract(1.0, np.abs(y), out=scratch)
    np.multiply(grad, np.square(scratch, out=scratch), out=grad)


def _exponential(x: Array) -> None:
    np.exp(x, out=x)


def _exponential_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.multiply(grad, y, out=grad)


def _hard_sigmoid(x: Array) -> None:
    np.multiply(x, 1.0 / 6.0, out=x)
    np.add(x, 0.5, out=x)
    np.clip(x, 0.0, 1.0, out=x)


def _hard_sigmoid_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.multiply(grad, (y > 0) & (y < 1), out=grad)
    np.multiply(grad, 1.0 / 6.0, out=grad)


_SELU_SCALE, _SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
"""Of Klambauer et al. 2017, arXiv:1706.02515: they keep mean 0 and variance 1."""
_LEAK = 0.2

relu = Activation("relu", _relu, _relu_backward)
softmax = Activation("softmax", _softmax, _softmax_backward)
sigmoid = Activation("sigmoid", _sigmoid, _sigmoid_backward)
tanh = Activation("tanh", _tanh, _tanh_backward)
linear = Activation("linear", _linear, _linear_backward)

elu = Activation("elu", _elu, _elu_backward)
exponential = Activation("exponential", _exponential, _exponential_backward)
hard_sigmoid = Activation("hard_sigmoid", _hard_sigmoid, _hard_sigmoid_backward)
leaky_relu = Activation("leaky_relu", _leaky_relu, _leaky_relu_backward)
relu6 = Activation("relu6", _relu6, _relu6_backward)
selu = Activation("selu", _selu, _selu_backward)
softplus = Activation("softplus", _softplus, _softplus_backward)
softsign = Activation("softsign", _softsign, _softsign_backward)
