"""`ELU` as a layer."""

from typing import Any

from fittingroom.activations import variants
from fittingroom.layers.activation import Activation
from fittingroom.layers.layer import Layer


class ELU(Activation):
    """`x` above 0, `alpha * (exp(x) - 1)` below.

    Args:
        alpha: how far below 0 outputs go.

    Reference: Clevert et al. 2016, arXiv:1511.07289
    """

    def __init__(self, alpha: float = 1.0, **kwargs: Any) -> None:
        super().__init__(variants.elu(alpha), **kwargs)
        self.alpha = alpha

    def get_config(self) -> dict[str, Any]:
        return {**Layer.get_config(self), "alpha": self.alpha}
