"""Lion."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class Lion(Optimizer):
    """Lion: steps of one length for every weight, in the direction of a mixed momentum.

    `w -= learning_rate sign(beta_1 m + (1 - beta_1) g)`; `m = beta_2 m + (1 - beta_2) g`.

    Args:
        beta_1: how much of the momentum the direction takes, above 0 and up to 1.
        beta_2: how much of the momentum is kept.
        options: see `Optimizer`.

    Raises:
        ValueError: if `beta_1` is out of range.

    Reference: Chen et al. 2023, arXiv:2302.06675; https://keras.io/api/optimizers/lion/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.99,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        if not 0 < beta_1 <= 1:
            raise ValueError(
                "Argument `beta_1` must be in the [0, 1] range. Otherwise, the optimizer "
                f"degenerates to SignSGD. Received: beta_1={beta_1}."
            )
        self.beta_1, self.beta_2 = beta_1, beta_2

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        return [[np.zeros_like(each) for each in variables]]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        for variable, grad, m in zip(variables, grads, *self.slots, strict=True):
            variable -= rate * np.sign(m * self.beta_1 + grad * (1.0 - self.beta_1))
            m[...] = m * self.beta_2 + grad * (1.0 - self.beta_2)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "beta_1": self.beta_1, "beta_2": self.beta_2}
