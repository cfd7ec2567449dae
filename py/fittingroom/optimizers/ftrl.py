"""FTRL."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class Ftrl(Optimizer):
    """Follow the regularized leader: weights that stay at 0 unless gradients insist.

    Args:
        learning_rate_power: of the accumulated squares, at most 0.
        initial_accumulator_value: what the squares start with, at least 0.
        l1_regularization_strength, l2_regularization_strength: at least 0.
        l2_shrinkage_regularization_strength: as L2, on the gradient; at least 0.
        beta: from the paper.
        options: see `Optimizer`.

    Raises:
        ValueError: for a number out of range.

    Reference: McMahan et al. 2013, "Ad Click Prediction"; https://keras.io/api/optimizers/ftrl/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        learning_rate_power: float = -0.5,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        l2_shrinkage_regularization_strength: float = 0.0,
        beta: float = 0.0,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        if learning_rate_power > 0.0:
            raise ValueError(
                "`learning_rate_power` needs to be negative or zero. Received: "
                f"learning_rate_power={learning_rate_power}."
            )
        positive = {
            "initial_accumulator_value": initial_accumulator_value,
            "l1_regularization_strength": l1_regularization_strength,
            "l2_regularization_strength": l2_regularization_strength,
            "l2_shrinkage_regularization_strength": l2_shrinkage_regularization_strength,
        }
        for name, value in positive.items():
            if value < 0.0:
                raise ValueError(
                    f"`{name}` needs to be positive or zero. Received: {name}={value}."
                )
        self.learning_rate_power = learning_rate_power
        self._given = {"learning_rate_power": learning_rate_power, **positive, "beta": beta}

    @property
    def slot_groups(self) -> list[tuple[int, ...]]:
        return [(0, 1)]

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        start = self._given["initial_accumulator_value"]
        return [
            [np.full_like(each, start) for each in variables],
            [np.zeros_like(each) for each in variables],
        ]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        power = -self.learning_rate_power
        l1 = self._given["l1_regularization_strength"]
        l2 = self._given["l2_regularization_strength"] + self._given["beta"] / (2.0 * rate)
        shrink = self._given["l2_shrinkage_regularization_strength"]
        for variable, grad, squares, linear in zip(variables, grads, *self.slots, strict=True):
            new = squares + np.square(grad)
            change = (np.power(new, power) - np.power(squares, power)) / rate
            linear += grad + 2 * shrink * variable - change * variable
            quadratic = np.power(new, power) / rate + 2 * l2
            variable[...] = (np.clip(linear, -l1, l1) - linear) / quadratic
            squares[...] = new

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self._given}
