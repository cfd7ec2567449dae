"""Adadelta."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class Adadelta(Optimizer):
    """Adadelta: steps as long as the last ones were, against the gradients' running size.

    `a = rho a + (1 - rho) g**2`; `d = -sqrt(b + epsilon) / sqrt(a + epsilon) g`;
    `b = rho b + (1 - rho) d**2`; `w += learning_rate d`.

    Args:
        rho: how much of the running means is kept.
        epsilon: keeps the division from zero; it stands under the roots.
        options: see `Optimizer`.

    Reference: Zeiler 2012, arXiv:1212.5701; https://keras.io/api/optimizers/adadelta/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.95,
        epsilon: float = 1e-7,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        self.rho, self.epsilon = rho, epsilon

    @property
    def slot_groups(self) -> list[tuple[int, ...]]:
        return [(0, 1)]

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        return [[np.zeros_like(each) for each in variables] for _ in range(2)]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        for variable, grad, squares, steps in zip(variables, grads, *self.slots, strict=True):
            squares[...] = self.rho * squares + (1 - self.rho) * np.square(grad)
            step = -np.sqrt(steps + self.epsilon) * grad / np.sqrt(squares + self.epsilon)
            steps[...] = self.rho * steps + (1 - self.rho) * np.square(step)
            variable += rate * step

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "rho": self.rho, "epsilon": self.epsilon}
