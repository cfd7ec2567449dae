"""Nadam."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.two_moments import TwoMoments

_DECAY = 0.96


class Nadam(TwoMoments):
    """Nadam: Adam with Nesterov's look ahead, whose momentum rises step by step.

    Args:
        beta_1, beta_2: how much of the running means is kept.
        epsilon: keeps the division from zero.
        options: see `Optimizer`.

    Reference: Dozat 2015, "Incorporating Nesterov Momentum into Adam";
    https://keras.io/api/optimizers/nadam/
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._product = 1.0

    @property
    def scalars(self) -> list[float]:
        return [self._product]

    @scalars.setter
    def scalars(self, values: list[float]) -> None:
        (self._product,) = values

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        now, ahead = (
            self.beta_1 * (1.0 - 0.5 * _DECAY**step)
            for step in (self.iterations, self.iterations + 1)
        )
        self._product *= now
        unbias = 1 - self.beta_2**self.iterations
        for variable, grad, m, v in zip(variables, grads, *self.slots, strict=True):
            m += (grad - m) * (1 - self.beta_1)
            v += (np.square(grad) - v) * (1 - self.beta_2)
            step = m * (ahead / (1 - self._product * ahead))
            step += grad * ((1 - now) / (1 - self._product))
            variable -= rate * step / (np.sqrt(v / unbias) + self.epsilon)
