"""`LeakyReLU` as a layer."""

import warnings
from typing import Any

from fittingroom.activations import variants
from fittingroom.layers.activation import Activation
from fittingroom.layers.layer import Layer


class LeakyReLU(Activation):
    """`x` above 0, `negative_slope * x` below.

    Args:
        negative_slope: a number of at least 0. `alpha` is its old name.

    Raises:
        ValueError: for another number.
    """

    def __init__(self, negative_slope: float = 0.3, **kwargs: Any) -> None:
        if "alpha" in kwargs:
            negative_slope = kwargs.pop("alpha")
            warnings.warn(
                "Argument `alpha` is deprecated. Use `negative_slope` instead.", stacklevel=2
            )
        if negative_slope is None or negative_slope < 0:  # pyright: ignore[reportUnnecessaryComparison]
            raise ValueError(
                "The negative_slope value of a Leaky ReLU layer cannot be None or negative value. "
                f"Expected a float. Received: negative_slope={negative_slope}"
            )
        super().__init__(variants.leaky_relu(negative_slope), **kwargs)
        self.negative_slope = negative_slope

    def get_config(self) -> dict[str, Any]:
        return {**Layer.get_config(self), "negative_slope": self.negative_slope}
