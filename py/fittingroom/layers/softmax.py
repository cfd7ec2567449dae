"""`Softmax` as a layer."""

from typing import Any

from fittingroom import activations
from fittingroom.layers.activation import Activation
from fittingroom.layers.layer import Layer


class Softmax(Activation):
    """Softmax as a layer: each sample's outputs become positive and sum to 1.

    Args:
        axis: -1, the last; there is no other here.

    Raises:
        ValueError: for another `axis`.
    """

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        if axis != -1:
            raise ValueError(f"Expected `axis` to be -1, the last axis. Received: axis={axis}")
        super().__init__(activations.softmax, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return {**Layer.get_config(self), "axis": -1}
