"""Stochastic gradient descent."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate


class SGD(Optimizer):
    """Stochastic gradient descent: `w -= learning_rate * g`.

    With `momentum`: `v = momentum * v - learning_rate * g`, then `w += v`, or with `nesterov`
    `w += momentum * v - learning_rate * g`.

    Args:
        momentum: float from 0 to 1.
        nesterov: whether to look ahead.
        options: see `Optimizer`.

    Reference: Sutskever et al. 2013, "On the importance of initialization and momentum in deep
    learning", section 2, in the form that evaluates the gradient at `w`;
    https://keras.io/api/optimizers/sgd/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.01,
        momentum: float = 0.0,
        nesterov: bool = False,
        **options: Unpack[Options],
    ) -> None:
        if not isinstance(momentum, float) or not 0.0 <= momentum <= 1.0:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ValueError(
                "`momentum` must be a float between [0, 1], such as 0.9. "
                f"Received: momentum={momentum!r}"
            )
        super().__init__(learning_rate=learning_rate, **options)
        self.momentum = momentum
        self.nesterov = nesterov

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        self._steps = [np.empty_like(variable) for variable in variables]
        return [[np.zeros_like(variable) for variable in variables]] if self.momentum else []

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        for grad, step in zip(grads, self._steps, strict=True):
            np.multiply(grad, -rate, out=step)
        if self.momentum:
            self._apply_momentum()
        for variable, step in zip(variables, self._steps, strict=True):
            np.add(variable, step, out=variable)

    def _apply_momentum(self) -> None:
        for velocity, step in zip(self.slots[0], self._steps, strict=True):
            np.multiply(velocity, self.momentum, out=velocity)
            np.add(velocity, step, out=velocity)
            if self.nesterov:
                step += self.momentum * velocity
            else:
                step[...] = velocity

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "momentum": self.momentum, "nesterov": self.nesterov}
