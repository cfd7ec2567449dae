"""Base of the optimizers that keep two running values of each weight's gradient, as Adam does."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class TwoMoments(Optimizer):
    """An optimizer with Adam's arguments and two slots of each weight array, zeros at first.

    Args:
        beta_1, beta_2: how much of the running values is kept.
        epsilon: keeps the division from zero.
        options: see `Optimizer`.
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

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }
