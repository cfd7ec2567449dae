"""Adagrad."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class Adagrad(Optimizer):
    """Adagrad: steps that shrink with all gradients so far.

    `a += g**2`; `w -= learning_rate g / sqrt(a + epsilon)`.

    Args:
        initial_accumulator_value: what `a` starts with.
        epsilon: keeps the division from zero; it stands under the root.
        options: see `Optimizer`.

    Reference: Duchi et al. 2011, JMLR 12; https://keras.io/api/optimizers/adagrad/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        self.initial_accumulator_value, self.epsilon = initial_accumulator_value, epsilon

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        return [[np.full_like(each, self.initial_accumulator_value) for each in variables]]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        for variable, grad, squares in zip(variables, grads, *self.slots, strict=True):
            squares += np.square(grad)
            variable -= rate * grad / np.sqrt(squares + self.epsilon)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "initial_accumulator_value": self.initial_accumulator_value,
            "epsilon": self.epsilon,
        }
