"""Lamb."""

from collections.abc import Sequence

import numpy as np

from fittingroom.backend import Array
from fittingroom.optimizers.gradient_clipping import single
from fittingroom.optimizers.two_moments import TwoMoments


class Lamb(TwoMoments):
    """Lamb: Adam, with each weight array's step as long as the array itself.

    Args:
        beta_1, beta_2: how much of the running means is kept.
        epsilon: keeps the division from zero.
        options: see `Optimizer`.

    Reference: You et al. 2019, arXiv:1904.00962; https://keras.io/api/optimizers/lamb/
    """

    def _apply(self, grads: Sequence[Array], variables: Sequence[Array], rate: float) -> None:
        unbias_1, unbias_2 = 1 - self.beta_1**self.iterations, 1 - self.beta_2**self.iterations
        kinds = [variables, grads, *self.slots]
        parts = [single(kind, self._parts) for kind in kinds]
        for variable, grad, m, v in zip(*parts, strict=True):
            m += (grad - m) * (1 - self.beta_1)
            v += (np.square(grad) - v) * (1 - self.beta_2)
            update = m / unbias_1 / (np.sqrt(v / unbias_2) + self.epsilon)
            lengths = [float(np.sqrt(np.square(each).sum())) for each in (variable, update)]
            ratio = lengths[0] / lengths[1] if min(lengths) > 0 else 1.0
            variable -= ratio * rate * update
