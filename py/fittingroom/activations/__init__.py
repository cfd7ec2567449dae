"""Activation functions: their public names, and activations by name."""

import warnings
from typing import Any

from fittingroom import utils
from fittingroom.activations.activation import Activation
from fittingroom.activations.functions import (
    elu,
    exponential,
    hard_sigmoid,
    leaky_relu,
    linear,
    relu,
    relu6,
    selu,
    sigmoid,
    softmax,
    softplus,
    softsign,
    tanh,
)
from fittingroom.backend import Shape
from fittingroom.utils import lazy_modules

__all__ = [
    "Activation",
    "deserialize",
    "elu",
    "exponential",
    "get",
    "hard_sigmoid",
    "leaky_relu",
    "linear",
    "relu",
    "relu6",
    "selu",
    "serialize",
    "sigmoid",
    "softmax",
    "softplus",
    "softsign",
    "tanh",
    "warn_of_one",
]

_LATER = (
    "celu gelu hard_shrink hard_silu hard_swish hard_tanh log_sigmoid log_softmax mish silu "
    "soft_shrink sparse_plus sparse_sigmoid squareplus swish tanh_shrink"
)
__getattr__ = lazy_modules.attach(
    __name__,
    {
        "activations.further": f"{_LATER} threshold",
        "activations.input_activation": "",
        "activations.own_function": "",
        "activations.variants": "",
    },
)

_NAMES = (
    *("relu", "softmax", "sigmoid", "tanh", "linear", "elu", "exponential", "hard_sigmoid"),
    *("leaky_relu", "relu6", "selu", "softplus", "softsign", *_LATER.split()),
)
_REGISTRY = lazy_modules.Classes(__name__, {name: name for name in _NAMES})


def get(identifier: Any) -> Activation:
    """Return the activation for a name, an activation, its operation in `ops`, or None (`linear`).

    A function of the program's own is one too, if its gradient can be followed through it.

    Raises:
        ValueError: if it is none of these.
    """
    if identifier is None:
        return linear
    if isinstance(identifier, Activation):
        return identifier.fresh()
    if isinstance(identifier, str) and identifier in _REGISTRY:
        return _REGISTRY[identifier].fresh()
    # An operation of `ops` wraps the activation that it computes.
    wrapped = getattr(identifier, "__wrapped__", None)
    if isinstance(wrapped, Activation):
        return wrapped.fresh()
    if callable(identifier) and not isinstance(identifier, type):
        return lazy_modules.load("activations.own_function").OwnFunction(identifier)
    raise utils.unknown_name("activation function", identifier, _REGISTRY)


def warn_of_one(activation: Activation, shape: Shape) -> None:
    """Warn, as Keras does, of a softmax over an axis of one output: it is always 1.

    Args:
        shape: of the outputs, `(None, ..., units)`.
    """
    if activation is softmax and shape[-1] == 1:
        warnings.warn(
            f"You are using a softmax over axis -1 of a tensor of shape {shape}. This axis has "
            "size 1. The softmax operation will always return the value 1, which is likely not "
            "what you intended. Did you mean to use a sigmoid instead?",
            stacklevel=2,
        )


def serialize(activation: Activation) -> Any:
    """Return the name of an activation; one of the program's own as the function that it is."""
    return activation.config


def deserialize(config: Any) -> Activation:
    """Return the activation of a name.

    Raises:
        ValueError: if there is none.
    """
    return get(config)
