"""What one batch goes through: forward, loss, backward, update."""

import warnings

import numpy as np

from fittingroom.backend import Array
from fittingroom.backend.buffers import pack
from fittingroom.layers.layer import Layer, LayerCall
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.fusion import fused_activation
from fittingroom.trainers.trainable_model import TrainableModel


class TrainStep:
    """What one batch goes through; set up once per loop, so that a step decides little."""

    def __init__(self, model: TrainableModel) -> None:
        self._prepare(model)
        fused = fused_activation(self.layers[-1], self._loss)
        self._fused = fused is not None
        self._logits = self._fused or self._loss.from_logits
        self._activation = None if fused is self._loss.activation else fused
        self._lowest = next(
            (index for index, layer in enumerate(self.layers) if self._learns_in(layer)),
            len(self.layers),
        )
        self._calls: list[LayerCall] = [layer.call for layer in self.layers]
        self._training_calls = [layer.training_call(model.rng) for layer in self.layers]

    def _prepare(self, model: TrainableModel) -> None:
        """Lay out what learns, and what is done to it."""
        self.layers, self._token = model.layers, model.token
        compilation = model.compilation
        self._loss, self._optimizer = compilation.get_loss(), compilation.optimizer
        inner = {id(each): each for layer in self.layers for each in layer.flattened()}
        self._learning = [each for each in inner.values() if each.arrays and each.trainable]
        self._variables = pack([layer.arrays for layer in self._learning])
        self._grads = pack([layer.grads for layer in self._learning])
        self._penalties = [
            (rule, layer.arrays[index], layer.grads[index])
            for layer in self._learning
            for index, rule in layer.weight_regularizers.items()
        ]
        self._constraints = [
            (rule, layer, index)
            for layer in self._learning
            for index, rule in layer.weight_constraints.items()
        ]

    def _learns_in(self, layer: Layer) -> bool:
        """Return whether training changes weights of a layer, or of those that it is made of."""
        return any(each in self._learning for each in layer.flattened())

    def build_optimizer(self) -> None:
        """Make the optimizer ready for `train`."""
        if not self._learning:
            warnings.warn("The model does not have any trainable weights.", stacklevel=4)
            return
        parts = [array.size for layer in self._learning for array in layer.arrays]
        self._optimizer.build(self._variables, parts, self._token)

    @np.errstate(all="ignore")  # a diverging run shows in its loss, not in warnings
    def train(
        self, x: Array, y: Array, metrics: CompileMetrics, weights: Array | None = None
    ) -> None:
        """Take one optimizer step on a batch; `weights`, `(batch,)`, one per sample."""
        output = self._measure(x, y, metrics, weights, self._training_calls)
        grad = self._loss.backward(y, output, logits=self._logits)
        if weights is not None:
            grad *= weights.reshape(-1, *[1] * (grad.ndim - 1))
        self._backward(grad)
        self._update()

    def _update(self) -> None:
        """Change the weights by their gradients."""
        for rule, weight, weight_grad in self._penalties:
            rule.add_gradient(weight, weight_grad)
        if self._learning:
            self._optimizer.apply(self._grads, self._variables)
            for rule, layer, index in self._constraints:
                layer.arrays[index][...] = rule(layer.arrays[index])

    @np.errstate(all="ignore")
    def test(
        self, x: Array, y: Array, metrics: CompileMetrics, weights: Array | None = None
    ) -> None:
        """Update `metrics` by a batch without learning from it."""
        self._measure(x, y, metrics, weights, self._calls)

    def _measure(
        self,
        x: Array,
        y: Array,
        metrics: CompileMetrics,
        weights: Array | None,
        calls: list[LayerCall],
    ) -> Array:
        """Update `metrics` by loss and predictions; return what the loss's `backward` works in."""
        for call in calls[:-1]:
            x = call(x)
        predictions = output = calls[-1](x, logits=self._fused)
        if self._activation is not None:  # the loss overwrites `output` with another one's values
            predictions = self._activation(output)
        elif self._logits and not self._fused:
            # The loss works inside logits, which metrics and `backward` need as they are.
            output = output.copy()
        values = self._loss.forward(y, output, logits=self._logits)
        if weights is not None:
            values = values * weights
        if self._penalties:
            values = values + sum(rule(weight) for rule, weight, _ in self._penalties)
        metrics.update(values, y, predictions, weights)
        return output

    def _backward(self, grad: Array | None) -> None:
        logits = self._fused
        for index in range(len(self.layers) - 1, self._lowest - 1, -1):
            if grad is not None:
                grad = self.layers[index].backward(
                    grad, logits=logits, input_grad=index > self._lowest
                )
            logits = False
