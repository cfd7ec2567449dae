"""Base of the schedules that fall by a rate."""

from typing import Any

import numpy as np

from fittingroom.optimizers.schedules.learning_rate_schedule import Decay, Number, number_type


class RateDecay(Decay):
    """What falls by `decay_rate` over `decay_steps`."""

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str | None = None,
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name or type(self).__name__)
        self.decay_rate = decay_rate
        self.staircase = staircase

    def _periods(self, step: int) -> Number:
        number = number_type()
        periods = number(step) / number(self.decay_steps)
        return np.floor(periods) if self.staircase else periods

    def get_config(self) -> dict[str, Any]:
        own = {"decay_rate": self.decay_rate, "staircase": self.staircase}
        return super().get_config() | own
