"""`ReLU` as a layer."""

from typing import Any

from fittingroom import activations
from fittingroom.layers.activation import Activation
from fittingroom.layers.layer import Layer


class ReLU(Activation):
    """`output = max(inputs, 0)` as a layer."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(activations.relu, **kwargs)

    def get_config(self) -> dict[str, Any]:
        return Layer.get_config(self)
