"""Optimizers under names and arguments of the past: TensorFlow 1's, and `lr=`.

Imports `optimizers` only.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from typing import Any

from fittingroom import optimizers

OLD_KEYWORDS = {"lr": "learning_rate"}
"""Of optimizers: the old word and today's."""


@contextmanager
def understood() -> Generator[None]:
    """Let optimizers take old keywords inside a ``with`` block.

    The classes stay the same objects, so `isinstance` says what it always says.
    """
    changed: dict[type, Callable[..., None]] = {}
    for value in vars(optimizers).values():
        if isinstance(value, type) and issubclass(value, optimizers.Optimizer):
            changed |= {part: vars(part)["__init__"] for part in value.__mro__[:-1] if _has(part)}
    for owner, init in changed.items():
        owner.__init__ = _translating(init)  # pyright: ignore[reportAttributeAccessIssue]
    try:
        yield
    finally:
        for owner, init in changed.items():
            owner.__init__ = init  # pyright: ignore[reportAttributeAccessIssue]


def _has(part: type) -> bool:
    return issubclass(part, optimizers.Optimizer) and "__init__" in vars(part)


def _translating(init: Callable[..., None]) -> Callable[..., None]:
    @functools.wraps(init)
    def translating(self: Any, *given: Any, **named: Any) -> None:
        init(self, *given, **{_today(word, named): value for word, value in named.items()})

    return translating


def _today(word: str, named: dict[str, Any]) -> str:
    """Today's word for `word`, unless both are given: then the old one is refused as it is."""
    today = OLD_KEYWORDS.get(word, word)
    return word if today in named else today


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
"""Those of `tf.train`, with the arguments and defaults that they had."""
