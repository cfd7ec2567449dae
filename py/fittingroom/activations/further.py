"""Activation functions beyond the common ones."""

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.activations.activation import Activation
from fittingroom.activations.input_activation import Elementwise, InputActivation
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor


def _logistic(x: Array) -> Array:
    return np.reciprocal(np.exp(-np.maximum(x, -87.0)) + 1.0)


def _silu_slope(x: Array) -> Array:
    s = _logistic(x)
    return s * (1.0 + x * (1.0 - s))


def erf(x: Array) -> Array:
    """The error function, right to 1.2e-7 of 1 - |erf|.

    Reference: Press et al. 1992, "Numerical Recipes in C", section 6.2, erfcc.
    """
    t = 1.0 / (1.0 + 0.5 * np.abs(x))
    series = np.polynomial.polynomial.polyval(t, _ERFC)
    rest = t * np.exp(series - np.square(x))
    return np.where(x >= 0, 1.0 - rest, rest - 1.0)


_ERFC = (
    *(-1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806),
    *(0.27886807, -1.13520398, 1.48851587, -0.82215223, 0.17087277),
)
_ROOT_2, _ROOT_2_PI = 2.0**0.5, (2.0 * np.pi) ** 0.5


def _gelu(x: Array) -> Array:
    return (0.5 * x * (1.0 + erf(np.asarray(x, np.float64) / _ROOT_2))).astype(x.dtype)


def _gelu_slope(x: Array) -> Array:
    wide = np.asarray(x, np.float64)
    density = np.exp(-0.5 * np.square(wide)) / _ROOT_2_PI
    return (0.5 * (1.0 + erf(wide / _ROOT_2)) + wide * density).astype(x.dtype)


def _softplus(x: Array) -> Array:
    return np.logaddexp(x, np.zeros((), x.dtype))


def _mish_slope(x: Array) -> Array:
    t = np.tanh(_softplus(x))
    return t + x * (1.0 - np.square(t)) * _logistic(x)


def _hard_logistic(x: Array) -> Array:
    return np.clip(x + 3.0, 0.0, 6.0) / 6.0


def _hard_silu_slope(x: Array) -> Array:
    return _hard_logistic(x) + x * ((x > -3) & (x < 3)) / 6.0


def _log_softmax(x: Array) -> None:
    np.subtract(x, np.maximum.reduce(x, axis=-1, keepdims=True), out=x)
    np.subtract(x, np.log(np.add.reduce(np.exp(x), axis=-1, keepdims=True)), out=x)


def _log_softmax_backward(y: Array, grad: Array, scratch: Array) -> None:
    np.exp(y, out=scratch)
    np.multiply(scratch, np.add.reduce(grad, axis=-1, keepdims=True), out=scratch)
    np.subtract(grad, scratch, out=grad)


def _elementwise(name: str, function: Elementwise, slope: Elementwise) -> InputActivation:
    return InputActivation(name, function, slope)


silu = _elementwise("silu", lambda x: x * _logistic(x), _silu_slope)
swish = silu
gelu = _elementwise("gelu", _gelu, _gelu_slope)
mish = _elementwise("mish", lambda x: x * np.tanh(_softplus(x)), _mish_slope)
celu = _elementwise(
    "celu",
    lambda x: np.maximum(x, 0.0) + np.expm1(np.minimum(x, 0.0)),
    lambda x: np.exp(np.minimum(x, 0.0)),
)
hard_silu = _elementwise("hard_silu", lambda x: x * _hard_logistic(x), _hard_silu_slope)
hard_swish = hard_silu
hard_tanh = _elementwise(
    "hard_tanh", lambda x: np.clip(x, -1.0, 1.0), lambda x: (x >= -1.0) & (x <= 1.0)
)
hard_shrink = _elementwise(
    "hard_shrink", lambda x: x * (np.abs(x) > 0.5), lambda x: np.abs(x) > 0.5
)
soft_shrink = _elementwise(
    "soft_shrink", lambda x: x - np.clip(x, -0.5, 0.5), lambda x: np.abs(x) > 0.5
)
tanh_shrink = _elementwise("tanh_shrink", lambda x: x - np.tanh(x), lambda x: np.square(np.tanh(x)))
log_sigmoid = _elementwise("log_sigmoid", lambda x: -_softplus(-x), lambda x: _logistic(-x))
squareplus = _elementwise(
    "squareplus",
    lambda x: (x + np.sqrt(np.square(x) + 4.0)) / 2.0,
    lambda x: (1.0 + x / np.sqrt(np.square(x) + 4.0)) / 2.0,
)
sparse_plus = _elementwise(
    "sparse_plus",
    lambda x: np.where(x < 1.0, np.square(np.maximum(x + 1.0, 0.0)) / 4.0, x),
    lambda x: np.clip((x + 1.0) / 2.0, 0.0, 1.0),
)
sparse_sigmoid = _elementwise(
    "sparse_sigmoid",
    lambda x: np.clip(0.5 * (x + 1.0), 0.0, 1.0),
    lambda x: 0.5 * ((x > -1.0) & (x < 1.0)),
)
log_softmax = Activation("log_softmax", _log_softmax, _log_softmax_backward)


def threshold(x: ArrayLike, threshold: float, default_value: float) -> Tensor:
    """`x` where it is above `threshold`, else `default_value`."""
    values = tensor(x)
    return tensor(np.where(values > threshold, values, default_value).astype(values.dtype))
