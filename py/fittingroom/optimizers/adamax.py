"""Adamax."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class Adamax(Optimizer):
    """Adamax: Adam by the largest gradient instead of the mean of squares.

    `m += (1 - beta_1) (g - m)`; `u = max(beta_2 u, |g|)`;
    `w -= learning_rate m / ((1 - beta_1**t) (u + epsilon))` at step `t = 1, 2, ...`

    Args:
        beta_1, beta_2: how much of `m` and `u` is kept.
        epsilon: keeps the division from zero.
        options: see `Optimizer`.

    Reference: Kingma & Ba 2014, arXiv:1412.6980, section 7.1;
    https://keras.io/api/optimizers/adamax/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        self.beta_1, self.beta_2, self.epsilon = beta_1, beta_2, epsilon

    @property
    def slot_groups(self) -> list[tuple[int, ...]]:
        return [(0, 1)]

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        return [[np.zeros_like(each) for each in variables] for _ in range(2)]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        unbias = 1 - self.beta_1**self.iterations
        for variable, grad, m, u in zip(variables, grads, *self.slots, strict=True):
            m += (grad - m) * (1 - self.beta_1)
            np.maximum(self.beta_2 * u, np.abs(grad), out=u)
            variable -= rate * m / (unbias * (u + self.epsilon))

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }
