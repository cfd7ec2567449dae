"""Adam."""

from collections.abc import Sequence
from typing import Any, Unpack

import numpy as np

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.backend.buffers import aligned
from fittingroom.optimizers.optimizer import Optimizer, Options, Rate

_AHEAD = 256


class _Corrections:
    """`1 - beta_1**t` and `sqrt(1 - beta_2**t)` for `_AHEAD` steps from `first` on.

    One by one they would take as long as a small matrix product.
    """

    def __init__(self, first: int, beta_1: float, beta_2: float, number: Any) -> None:
        # Parity: worked out in the weights' own float type. While beta_2**t is close to 1,
        # float32 makes the step differ by up to 1e-5 of itself.
        steps = np.arange(first, first + _AHEAD).astype(number)
        self.unbias_1: Array = number(1) - number(beta_1) ** steps
        self.root_2: Array = np.sqrt(number(1) - number(beta_2) ** steps)
        self.made_for = (first, beta_1, beta_2, number)


class Adam(Optimizer):
    """Adam: steps scaled by running means of the gradient and of its square.

    `m += (1 - beta_1) (g - m)`; `v += (1 - beta_2) (g**2 - v)`;
    `w -= alpha m / (sqrt(v) + epsilon)` with
    `alpha = learning_rate sqrt(1 - beta_2**t) / (1 - beta_1**t)` at step `t = 1, 2, ...`
    With `amsgrad` the largest `v` so far stands in its place.

    Args:
        beta_1, beta_2: how much of the running means is kept, from 0 up to but not 1.
        epsilon: keeps the division from zero.
        amsgrad: whether steps may only grow smaller.
        options: see `Optimizer`.

    Reference: Kingma & Ba 2014, arXiv:1412.6980, in the "epsilon hat" form that stands just
    before section 2.1; Reddi et al. 2018, arXiv:1904.09237, for `amsgrad`;
    https://keras.io/api/optimizers/adam/
    """

    def __init__(
        self,
        learning_rate: Rate = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        **options: Unpack[Options],
    ) -> None:
        for argument, value in (("beta_1", beta_1), ("beta_2", beta_2)):
            if not 0.0 <= value < 1.0:
                raise ValueError(
                    f"Expected `{argument}` from 0 up to but not including 1. "
                    f"Received: {argument}={value!r}"
                )
        super().__init__(learning_rate=learning_rate, **options)
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.amsgrad = amsgrad
        self._ahead = _Corrections(0, beta_1, beta_2, np.float32)

    @property
    def slot_groups(self) -> list[tuple[int, ...]]:
        return [(0, 1), (2,)] if self.amsgrad else [(0, 1)]

    def _make_slots(self, variables: Sequence[Array]) -> list[list[Array]]:
        self._scratch = [np.empty((2, *v.shape), v.dtype) for v in variables]
        kinds = 3 if self.amsgrad else 2
        return [[aligned(v.shape, v.dtype) for v in variables] for _ in range(kinds)]

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        if not variables:
            return
        alpha = self._step_size(variables[0].dtype.type, rate)
        if self.amsgrad:
            self._apply_amsgrad(grads, variables, alpha)
            return
        update = backend.current().adam_update
        constants = (alpha, self.beta_1, self.beta_2, self.epsilon)
        arrays = zip(variables, grads, *self.slots, self._scratch, strict=True)
        for variable, grad, m, v, scratch in arrays:
            update(variable, grad, m, v, *constants, scratch)

    def _apply_amsgrad(
        self, grads: Sequence[Array], variables: Sequence[Array], alpha: float
    ) -> None:
        for variable, grad, m, v, largest in zip(variables, grads, *self.slots, strict=True):
            m += (grad - m) * (1 - self.beta_1)
            v += (np.square(grad) - v) * (1 - self.beta_2)
            np.maximum(largest, v, out=largest)
            variable -= m * alpha / (np.sqrt(largest) + self.epsilon)

    def _step_size(self, number: Any, rate: float) -> float:
        index = self.iterations % _AHEAD
        made_for = (self.iterations - index, self.beta_1, self.beta_2, number)
        if self._ahead.made_for != made_for:
            self._ahead = _Corrections(*made_for)
        return float(number(rate) * self._ahead.root_2[index] / self._ahead.unbias_1[index])

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
            "amsgrad": self.amsgrad,
        }
