"""Optimizers under their legacy names and arguments: TensorFlow 1's, and `lr=`."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from fittingroom import optimizers

LEGACY_KEYWORDS = {"lr": "learning_rate"}
"""Keywords that optimizers had, and what they have now."""


@contextmanager
def accept_legacy_keywords() -> Generator[None]:
    """Let optimizers accept legacy keywords inside a ``with`` block.

    The classes stay the same objects, so that `isinstance` is not affected.
    """
    originals: dict[type, Callable[..., None]] = {}

    def translate(owner: type) -> None:
        if owner not in originals and _has_init(owner):
            originals[owner] = vars(owner)["__init__"]
            owner.__init__ = _translate_keywords(originals[owner])  # pyright: ignore[reportAttributeAccessIssue]

    for value in [*vars(optimizers).values()]:
        if isinstance(value, type) and issubclass(value, optimizers.Optimizer):
            for base in value.__mro__[:-1]:
                translate(base)
    # Some are imported when they are first used, which may be inside.
    optimizers.Optimizer.when_subclassed = staticmethod(translate)
    try:
        yield
    finally:
        optimizers.Optimizer.when_subclassed = None
        for owner, init in originals.items():
            owner.__init__ = init  # pyright: ignore[reportAttributeAccessIssue]


def _has_init(base: type) -> bool:
    ours = base.__module__.startswith("fittingroom.")
    return ours and issubclass(base, optimizers.Optimizer) and "__init__" in vars(base)


def _translate_keywords(init: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(init)
    def wrapper(self: Any, *args: Any, **kwargs: Any) -> None:
        init(self, *args, **{_current(name, kwargs): value for name, value in kwargs.items()})

    return wrapper


def _current(name: str, kwargs: dict[str, Any]) -> str:
    """Return the current keyword; if both are given the legacy one stays, and is refused."""
    current = LEGACY_KEYWORDS.get(name, name)
    return name if current in kwargs else current


def _adam(
    learning_rate: float = 0.001,
    beta1: float = 0.9,
    beta2: float = 0.999,
    epsilon: float = 1e-8,
    **_: object,
) -> optimizers.Optimizer:
    return optimizers.Adam(learning_rate, beta_1=beta1, beta_2=beta2, epsilon=epsilon)


def _gradient_descent(learning_rate: float, **_: object) -> optimizers.Optimizer:
    return optimizers.SGD(learning_rate)


def _momentum(
    learning_rate: float, momentum: float, use_nesterov: bool = False, **_: object
) -> optimizers.Optimizer:
    return optimizers.SGD(learning_rate, momentum=momentum, nesterov=use_nesterov)


def _rmsprop(
    learning_rate: float,
    decay: float = 0.9,
    momentum: float = 0.0,
    epsilon: float = 1e-10,
    centered: bool = False,
    **_: object,
) -> optimizers.Optimizer:
    return optimizers.RMSprop(
        learning_rate, rho=decay, momentum=momentum, epsilon=epsilon, centered=centered
    )


TENSORFLOW_1_OPTIMIZERS: Mapping[str, Callable[..., optimizers.Optimizer]] = {
    "AdamOptimizer": _adam,
    "GradientDescentOptimizer": _gradient_descent,
    "MomentumOptimizer": _momentum,
    "RMSPropOptimizer": _rmsprop,
}
"""Optimizers of `tf.train`, with the arguments and defaults that they had."""
