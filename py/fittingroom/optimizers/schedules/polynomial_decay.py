"""A rate that falls along a power of the steps left."""

from typing import Any

import numpy as np

from fittingroom.optimizers.schedules.learning_rate_schedule import Decay, Number, number_type


class PolynomialDecay(Decay):
    """`(initial - end) * (1 - step / decay_steps) ** power + end`, and `end` after that.

    Args:
        cycle: whether to begin again after `decay_steps`, each time for as many more.

    Reference: https://keras.io/api/optimizers/learning_rate_schedules/polynomial_decay/
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name)
        self.end_learning_rate = end_learning_rate
        self.power = power
        self.cycle = cycle

    def __call__(self, step: int) -> Number:
        number = number_type()
        begin, end = number(self.initial_learning_rate), number(self.end_learning_rate)
        done, steps = number(step), number(self.decay_steps)
        if self.cycle:
            steps *= np.maximum(np.ceil(done / steps), number(1))
        fraction = np.minimum(done, steps) / steps
        return (begin - end) * (number(1) - fraction) ** number(self.power) + end

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {
            "end_learning_rate": self.end_learning_rate,
            "power": self.power,
            "cycle": self.cycle,
        }
