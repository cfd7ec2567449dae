"""Fusion of a loss with the last layer's activation.

The cross-entropy of a softmax is computed from the logits before it, where its gradient is
`softmax(logits) - labels` and nothing can round to log(0).
"""

import warnings

from fittingroom import activations
from fittingroom.layers import Activation, Dense, Layer
from fittingroom.losses import Loss


def fused_activation(last_layer: Layer, loss: Loss) -> activations.Activation | None:
    """Return the activation of `last_layer` if `loss` takes what it is computed from, else None.

    That is so for softmax and a cross-entropy. Parity: and for sigmoid, which Keras treats alike.
    """
    activation = last_layer.activation if isinstance(last_layer, (Dense, Activation)) else None
    if activation not in (activations.softmax, activations.sigmoid) or loss.activation is None:
        return None
    if loss.from_logits:
        warnings.warn(
            f"{loss.name} received from_logits=True, but the last layer ends in "
            f"{activation.name}, so its outputs are no logits. What it computes before that "
            "is used.",
            stacklevel=4,
        )
    return activation
