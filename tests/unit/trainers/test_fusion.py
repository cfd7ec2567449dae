"""Which losses work on what the last layer's activation is computed from."""

import pytest

from fittingroom import activations, layers, losses
from fittingroom.trainers.fusion import fused_activation


def test_fusion() -> None:
    loss = losses.CategoricalCrossentropy()
    assert fused_activation(layers.Dense(3, "softmax"), loss) is activations.softmax
    assert fused_activation(layers.Dense(3, "sigmoid"), loss) is activations.sigmoid
    for layer in (layers.Dense(3, "relu"), layers.Dense(3), layers.Flatten()):
        assert fused_activation(layer, loss) is None
    with pytest.warns(UserWarning, match="from_logits=True, but the last layer ends in softmax"):
        fused_activation(
            layers.Dense(3, "softmax"), losses.CategoricalCrossentropy(from_logits=True)
        )
