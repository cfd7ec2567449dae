"""`ReLU` as a layer."""

from typing import Any

from fittingroom import activations
from fittingroom.layers.activation import Activation
from fittingroom.layers.layer import Layer
from fittingroom.utils import lazy_modules


class ReLU(Activation):
    """`output = max(inputs, 0)` as a layer.

    Args:
        max_value: the largest output; None for any.
        negative_slope: the slope below `threshold`.
        threshold: inputs up to it give 0, or what the slope makes of them.

    Raises:
        ValueError: for a negative number.
    """

    def __init__(
        self,
        max_value: float | None = None,
        negative_slope: float = 0.0,
        threshold: float = 0.0,
        **kwargs: Any,
    ) -> None:
        given = {
            "max_value": max_value,
            "negative_slope": negative_slope,
            "threshold": threshold,
        }
        for name, value in given.items():
            if (value is None and name != "max_value") or (value is not None and value < 0):
                raise ValueError(
                    f"{name} of a ReLU layer cannot be a negative value. Received: {name}={value}"
                )
        self._given, made = given, activations.relu
        if max_value is not None or negative_slope or threshold:
            made = lazy_modules.load("activations.variants").relu(
                negative_slope, max_value, threshold
            )
        super().__init__(made, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return {**Layer.get_config(self), **self._given}
