"""Activation functions with other numbers than their usual ones."""

from collections.abc import Callable
from typing import Any

import numpy as np

from fittingroom.activations import functions
from fittingroom.activations.activation import Activation
from fittingroom.activations.input_activation import InputActivation
from fittingroom.backend import Array
from fittingroom.utils import lazy_modules


def make(name: str, *args: Any, **options: Any) -> Activation:
    """Return the activation of a name with what Keras's function of that name takes.

    Raises:
        TypeError: if it takes no such thing here.
    """
    if name not in _MAKERS:
        given = ", ".join([*map(repr, args), *options])
        raise TypeError(f"activations.{name} takes the values alone here. Received: {given}")
    return _MAKERS[name](*args, **options)


def relu(
    negative_slope: float = 0.0, max_value: float | None = None, threshold: float = 0.0
) -> Activation:
    """`max(x, 0)`, but with a slope below `threshold` and a largest value."""
    if not negative_slope and max_value is None and not threshold:
        return functions.relu
    if max_value is None and not threshold:
        return leaky_relu(negative_slope)

    def function(x: Array) -> Array:
        y = np.where(x > threshold, x, 0.0) if threshold else np.maximum(x, 0.0)
        if max_value is not None:
            y = np.clip(y, 0.0, max_value)
        return y - negative_slope * np.maximum(threshold - x, 0.0)

    def slope(x: Array) -> Array:
        above = x > threshold
        if max_value is not None:
            above &= x <= max_value
        return above + negative_slope * (x < threshold)

    return InputActivation("relu", function, slope)


def leaky_relu(negative_slope: float = 0.2) -> Activation:
    """`x` above 0, `negative_slope * x` below; at 0 itself the slope is that of below."""
    return InputActivation(
        "leaky_relu",
        lambda x: np.where(x > 0, x, negative_slope * x),
        lambda x: np.where(x > 0, 1.0, negative_slope),
    )


def elu(alpha: float = 1.0) -> Activation:
    """`x` above 0, `alpha * (exp(x) - 1)` below."""
    return InputActivation(
        "elu",
        lambda x: np.where(x > 0, x, alpha * np.expm1(np.minimum(x, 0.0))),
        lambda x: np.where(x > 0, 1.0, alpha * np.exp(np.minimum(x, 0.0))),
    )


def _celu(alpha: float = 1.0) -> Activation:
    return InputActivation(
        "celu",
        lambda x: np.maximum(x, 0.0) + alpha * np.expm1(np.minimum(x, 0.0) / alpha),
        lambda x: np.exp(np.minimum(x, 0.0) / alpha),
    )


def _gelu(approximate: bool = False) -> Activation:
    if not approximate:
        return lazy_modules.load("activations.further").gelu
    root, cubic = (2.0 / np.pi) ** 0.5, 0.044715

    def inner(x: Array) -> Array:
        return np.tanh(root * (x + cubic * x**3))

    def slope(x: Array) -> Array:
        t = inner(x)
        return 0.5 * (1.0 + t) + 0.5 * x * (1.0 - t**2) * root * (1.0 + 3.0 * cubic * x**2)

    return InputActivation("gelu", lambda x: 0.5 * x * (1.0 + inner(x)), slope)


def _hard_shrink(threshold: float = 0.5) -> Activation:
    return InputActivation(
        "hard_shrink",
        lambda x: x * (np.abs(x) > threshold),
        lambda x: np.abs(x) > threshold,
    )


def _soft_shrink(threshold: float = 0.5) -> Activation:
    return InputActivation(
        "soft_shrink",
        lambda x: x - np.clip(x, -threshold, threshold),
        lambda x: np.abs(x) > threshold,
    )


def _squareplus(b: float = 4.0) -> Activation:
    return InputActivation(
        "squareplus",
        lambda x: (x + np.sqrt(np.square(x) + b)) / 2.0,
        lambda x: (1.0 + x / np.sqrt(np.square(x) + b)) / 2.0,
    )


def _of_last_axis(name: str) -> Callable[..., Activation]:
    def made(axis: int = -1) -> Activation:
        if axis != -1:
            raise ValueError(f"Expected `axis` to be -1, the last axis. Received: axis={axis}")
        return getattr(lazy_modules.load("activations"), name)

    return made


_MAKERS: dict[str, Callable[..., Activation]] = {
    "relu": relu,
    "leaky_relu": leaky_relu,
    "elu": elu,
    "celu": _celu,
    "gelu": _gelu,
    "hard_shrink": _hard_shrink,
    "soft_shrink": _soft_shrink,
    "squareplus": _squareplus,
    **{name: _of_last_axis(name) for name in ("softmax", "log_softmax")},
}
