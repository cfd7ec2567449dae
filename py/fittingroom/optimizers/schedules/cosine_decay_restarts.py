"""A rate that falls along a cosine wave, again and again."""

import math
from typing import Any

import numpy as np

from fittingroom.optimizers.schedules.learning_rate_schedule import (
    LearningRateSchedule,
    Number,
    number_type,
)


class CosineDecayRestarts(LearningRateSchedule):
    """As `CosineDecay`, begun again each time it has come down.

    Args:
        first_decay_steps: steps until the first new beginning.
        t_mul: how much longer each period is than the one before.
        m_mul: how much of the rate each period begins with, of the one before.
        alpha: fraction of the first rate that each period ends at.

    Raises:
        ValueError: if `first_decay_steps` is not positive.

    Reference: Loshchilov & Hutter 2016, arXiv:1608.03983, section 3;
    https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay_restarts/
    """

    def __init__(
        self,
        initial_learning_rate: float,
        first_decay_steps: int,
        t_mul: float = 2.0,
        m_mul: float = 1.0,
        alpha: float = 0.0,
        name: str = "SGDRDecay",
    ) -> None:
        if first_decay_steps <= 0:
            raise ValueError(
                "Argument `first_decay_steps` must be > 0. "
                f"Received: first_decay_steps={first_decay_steps}"
            )
        self.initial_learning_rate = initial_learning_rate
        self.first_decay_steps = first_decay_steps
        self.t_mul = t_mul
        self.m_mul = m_mul
        self.alpha = alpha
        self.name = name

    def __call__(self, step: int) -> Number:
        number = number_type()
        restarts, fraction = self._period(number(step) / number(self.first_decay_steps))
        top = number(0.5) * number(self.m_mul) ** restarts
        wave = top * (number(1) + np.cos(number(math.pi) * fraction))
        alpha = number(self.alpha)
        return number(self.initial_learning_rate) * ((number(1) - alpha) * wave + alpha)

    def _period(self, done: Number) -> tuple[Number, Number]:
        """How many periods lie behind, and what fraction of this one; `done` in first ones."""
        number = number_type()
        growth = number(self.t_mul)
        if growth == 1:
            restarts = np.floor(done)
            return restarts, done - restarts
        # The first n periods last (1 - growth**n) / (1 - growth) first ones.
        restarts = np.floor(np.log(number(1) - done * (number(1) - growth)) / np.log(growth))
        length = growth**restarts
        return restarts, (done - (number(1) - length) / (number(1) - growth)) / length

    def get_config(self) -> dict[str, Any]:
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "first_decay_steps": self.first_decay_steps,
            "t_mul": self.t_mul,
            "m_mul": self.m_mul,
            "alpha": self.alpha,
            "name": self.name,
        }
