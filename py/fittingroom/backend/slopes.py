"""The derivatives of NumPy's functions that work value by value."""

from collections.abc import Callable
from typing import Any

import numpy as np

ONE: dict[Any, Callable[[Any, Any], Any]] = {
    np.negative: lambda y, x: np.full_like(x, -1.0),
    np.positive: lambda y, x: np.ones_like(x),
    np.exp: lambda y, x: y,
    np.expm1: lambda y, x: y + 1.0,
    np.log: lambda y, x: 1.0 / x,
    np.log1p: lambda y, x: 1.0 / (1.0 + x),
    np.sqrt: lambda y, x: 0.5 / y,
    np.square: lambda y, x: 2.0 * x,
    np.absolute: lambda y, x: np.sign(x),
    np.sign: lambda y, x: np.zeros_like(x),
    np.reciprocal: lambda y, x: -np.square(y),
    np.sin: lambda y, x: np.cos(x),
    np.cos: lambda y, x: -np.sin(x),
    np.tan: lambda y, x: 1.0 + np.square(y),
    np.tanh: lambda y, x: 1.0 - np.square(y),
    np.sinh: lambda y, x: np.cosh(x),
    np.cosh: lambda y, x: np.sinh(x),
    np.arctan: lambda y, x: 1.0 / (1.0 + np.square(x)),
    np.floor: lambda y, x: np.zeros_like(x),
    np.ceil: lambda y, x: np.zeros_like(x),
}
"""The derivative of functions of one value, from the result and the value."""

Slope = Callable[[Any, Any, Any], Any]

TWO: dict[Any, tuple[Slope, Slope]] = {
    np.add: (lambda y, a, b: np.ones_like(y), lambda y, a, b: np.ones_like(y)),
    np.subtract: (lambda y, a, b: np.ones_like(y), lambda y, a, b: np.full_like(y, -1.0)),
    np.multiply: (lambda y, a, b: b, lambda y, a, b: a),
    np.divide: (lambda y, a, b: 1.0 / b, lambda y, a, b: -y / b),
    np.power: (lambda y, a, b: b * np.power(a, b - 1.0), lambda y, a, b: y * np.log(a)),
    np.maximum: (lambda y, a, b: a >= b, lambda y, a, b: a < b),
    np.minimum: (lambda y, a, b: a <= b, lambda y, a, b: a > b),
    np.logaddexp: (lambda y, a, b: np.exp(a - y), lambda y, a, b: np.exp(b - y)),
}
"""The derivatives of functions of two values, from the result and the values."""
