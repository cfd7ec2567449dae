"""What one batch goes through: forward, loss, backward, update.

Imports NumPy, `backend.buffers`, `layer` (for types), `losses` and `metrics`.
"""

import warnings
from typing import TYPE_CHECKING

import numpy as np

from fittingroom import losses
from fittingroom.backend import Array
from fittingroom.backend.buffers import pack
from fittingroom.layers.layer import LayerCall
from fittingroom.metrics import Tracker

if TYPE_CHECKING:
    from fittingroom.trainers.trainer import Trainer


class Program:
    """What one batch goes through; set up once per loop, so that a step decides little."""

    def __init__(self, model: "Trainer") -> None:
        self.layers, self._token = model.layers, model.token
        self._loss, self._optimizer = model.compiled_parts()
        fused = losses.fuses(self.layers[-1], self._loss)
        self._fused = fused is not None
        self._logits = self._fused or self._loss.from_logits
        self._activation = None if fused is self._loss.activation else fused
        self._learning = [layer for layer in self.layers if layer.trainable_weights]
        first = self._learning[0] if self._learning else None
        self._lowest = len(self.layers) if first is None else self.layers.index(first)
        self._variables = pack([layer.weights for layer in self._learning])
        self._grads = pack([layer.grads for layer in self._learning])
        self._penalties = [
            (rule, layer.weights[index], layer.grads[index])
            for layer in self._learning
            for index, rule in layer.weight_regularizers.items()
        ]
        self._calls: list[LayerCall] = [layer.call for layer in self.layers]
        self._training_calls = [layer.training_call(model.rng) for layer in self.layers]

    def build_optimizer(self) -> None:
        """Make the optimizer ready for `train`."""
        if not self._learning:
            warnings.warn("The model does not have any trainable weights.", stacklevel=4)
            return
        parts = [weight.size for layer in self._learning for weight in layer.weights]
        self._optimizer.build(self._variables, parts, self._token)

    @np.errstate(all="ignore")  # a diverging run shows in its loss, not in warnings
    def train(self, x: Array, y: Array, tracker: Tracker, weights: Array | None = None) -> None:
        """Take one optimizer step on a batch; `weights`, `(batch,)`, one per sample."""
        output = self._measure(x, y, tracker, weights, self._training_calls)
        grad = self._loss.backward(y, output, logits=self._logits)
        if weights is not None:
            grad *= weights.reshape(-1, *[1] * (grad.ndim - 1))
        self._backward(grad)
        for rule, weight, weight_grad in self._penalties:
            rule.add_gradient(weight, weight_grad)
        if self._learning:
            self._optimizer.apply(self._grads, self._variables)

    @np.errstate(all="ignore")
    def test(self, x: Array, y: Array, tracker: Tracker, weights: Array | None = None) -> None:
        """Take a batch into `tracker` without learning from it."""
        self._measure(x, y, tracker, weights, self._calls)

    def _measure(
        self, x: Array, y: Array, tracker: Tracker, weights: Array | None, calls: list[LayerCall]
    ) -> Array:
        """Take loss and metrics into `tracker`; return what the loss's `backward` works in."""
        for call in calls[:-1]:
            x = call(x)
        predictions = output = calls[-1](x, logits=self._fused)
        if self._activation is not None:  # the loss will leave another one's values behind
            predictions = self._activation(output)
        elif self._logits and not self._fused:
            # The loss works inside logits, which metrics and `backward` need as they are.
            output = output.copy()
        values = self._loss.forward(y, output, logits=self._logits)
        if weights is not None:
            values = values * weights
        if self._penalties:
            values = values + sum(rule(weight) for rule, weight, _ in self._penalties)
        tracker.update(values, y, predictions, weights)
        return output

    def _backward(self, grad: Array | None) -> None:
        logits = self._fused
        for index in range(len(self.layers) - 1, self._lowest - 1, -1):
            if grad is not None:
                grad = self.layers[index].backward(
                    grad, logits=logits, input_grad=index > self._lowest
                )
            logits = False
