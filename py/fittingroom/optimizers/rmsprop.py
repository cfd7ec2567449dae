"""RMSprop."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class RMSprop(Optimizer):
    """RMSprop: steps scaled by a running mean of the squared gradient.

    `v = rho v + (1 - rho) g**2`; `step = learning_rate g / sqrt(v + epsilon)`; `w -= step`.
    With `centered`, `a = rho a + (1 - rho) g` and `v - a**2` stands for `v` under the root.
    With `momentum`, `s = momentum s + step` and `w -= s`.

    Args:
        rho: how much of the running mean is kept.
        momentum: how much of the last step goes on.
        epsilon: keeps the division from zero; it stands under the root.
        centered: whether to scale by the gradient's variance instead.
        options: see `Optimizer`.

    Reference: Hinton 2012, "Neural Networks for Machine Learning", lecture 6e; centered form
    from Graves 2013, arXiv:1308.0850, section 4.2; https://keras.io/api/optimizers/rmsprop/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(learning_rate=learning_rate, **options)
        self.rho = rho
        self.momentum = momentum
        self.epsilon = epsilon
        self.centered = centered

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        self._scratch = [np.empty((2, *v.shape), v.dtype) for v in variables]
        kinds = 1 + (self.momentum > 0) + self.centered
        return [[np.zeros_like(variable) for variable in variables] for _ in range(kinds)]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        for index, (variable, grad) in enumerate(zip(variables, grads, strict=True)):
            velocity, *others = (kind[index] for kind in self.slots)
            scale, step = self._scratch[index]
            self._running_mean(velocity, np.multiply(grad, grad, out=scale), scratch=scale)
            if self.centered:
                self._running_mean(others[-1], grad, scratch=step)
                np.multiply(others[-1], others[-1], out=scale)
                np.subtract(velocity, scale, out=scale)
                scale += self.epsilon
            else:
                np.add(velocity, self.epsilon, out=scale)
            np.multiply(grad, rate, out=step)
            step /= np.sqrt(scale, out=scale)
            if self.momentum > 0:
                others[0] *= self.momentum
                others[0] += step
                step = others[0]
            variable -= step

    def _running_mean(self, mean: Array, value: Array, scratch: Array) -> None:
        np.multiply(value, 1 - self.rho, out=scratch)
        mean *= self.rho
        mean += scratch

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "rho": self.rho,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "centered": self.centered,
        }
