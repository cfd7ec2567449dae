"""A rate that falls along half a cosine wave."""

import math
from typing import Any

import numpy as np

from fittingroom.optimizers.schedules.learning_rate_schedule import Decay, Number, number_type


class CosineDecay(Decay):
    """From the first rate down to `alpha` of it along half a cosine wave.

    With `warmup_target` the rate first rises to that, in a straight line over `warmup_steps`,
    and falls from there.

    Reference: Loshchilov & Hutter 2016, arXiv:1608.03983;
    https://keras.io/api/optimizers/learning_rate_schedules/cosine_decay/
    """

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        super().__init__(initial_learning_rate, decay_steps, name)
        self.alpha = alpha
        self.warmup_target = warmup_target
        self.warmup_steps = warmup_steps

    def __call__(self, step: int) -> Number:
        number = number_type()
        begin, done = number(self.initial_learning_rate), number(step)
        if self.warmup_target is None:
            return self._fall(begin, done)
        top, warmup = number(self.warmup_target), number(self.warmup_steps)
        if done < warmup:
            return (top - begin) * (done / warmup) + begin
        return self._fall(top, done - warmup)

    def _fall(self, begin: Number, done: Number) -> Number:
        number = number_type()
        steps = number(self.decay_steps)
        fraction = np.minimum(done, steps) / steps
        wave = number(0.5) * (number(1) + np.cos(number(math.pi) * fraction))
        return begin * (number(1 - self.alpha) * wave + number(self.alpha))

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {
            "alpha": self.alpha,
            "warmup_target": self.warmup_target,
            "warmup_steps": self.warmup_steps,
        }
