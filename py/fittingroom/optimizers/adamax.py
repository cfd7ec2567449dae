"""Adamax."""

from collections.abc import Sequence

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.two_moments import TwoMoments


class Adamax(TwoMoments):
    """Adamax: Adam by the largest gradient instead of the mean of squares.

    `m += (1 - beta_1) (g - m)`; `u = max(beta_2 u, |g|)`;
    `w -= learning_rate m / ((1 - beta_1**t) (u + epsilon))` at step `t = 1, 2, ...`

    Args:
        beta_1, beta_2: how much of `m` and `u` is kept.
        epsilon: keeps the division from zero.
        options: see `Optimizer`.

    Reference: Kingma & Ba 2014, arXiv:1412.6980, section 7.1;
    https://keras.io/api/optimizers/adamax/
    """

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        unbias = 1 - self.beta_1**self.iterations
        for variable, grad, m, u in zip(variables, grads, *self.slots, strict=True):
            m += (grad - m) * (1 - self.beta_1)
            np.maximum(self.beta_2 * u, np.abs(grad), out=u)
            variable -= rate * m / (unbias * (u + self.epsilon))
