"""What one batch goes through in a model of any form: forward, losses, backward, update."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from fittingroom.activations import Activation
from fittingroom.backend import Array
from fittingroom.layers.layer import Layer
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.fusion import fused_activation
from fittingroom.trainers.output_parts import OutputPart, OutputsMetrics
from fittingroom.trainers.train_step import TrainStep
from fittingroom.trainers.trainable_model import TrainableModel


class Call:
    """One call of a layer in a model.

    Args:
        layer: a stand-in with the same weights, where the layer was called before.
        owner: the layer itself.
        sources: numbers of the values that it takes.
        target: number of the value that it gives.
        listed: whether it takes them in a list.
        training: True and False compute so always; None as the model does.
    """

    def __init__(
        self,
        layer: Layer,
        owner: Layer,
        sources: list[int],
        target: int,
        listed: bool,
        training: bool | None,
    ) -> None:
        self.layer, self.owner = layer, owner
        self.sources, self.target = sources, target
        self.listed, self.training = listed, training


class Graph(Protocol):
    """The calls of a model in order, and its inputs and outputs among the values."""

    calls: list[Call]
    outputs: list[int]
    values: int

    def inputs(self, x: Array) -> list[Array]:
        """Return the values of the inputs, one behind the other."""
        ...


class GraphModel(TrainableModel, Protocol):
    """A model of any form."""

    graph: Graph
    parts: list[OutputPart]


@dataclass
class _Output:
    """An output while a batch goes through: its part, and how its loss starts."""

    part: OutputPart
    place: int
    fused: bool
    activation: Activation | None

    @property
    def logits(self) -> bool:
        return self.fused or self.part.loss.from_logits


class GraphStep(TrainStep):
    """What one batch goes through."""

    def __init__(self, model: Any) -> None:
        self._prepare(model)
        graph: Graph = model.graph
        self._graph = graph
        taken = Counter(source for call in graph.calls for source in call.sources)
        taken.update(graph.outputs)
        self._shared = {place for place, count in taken.items() if count > 1}
        by_target = {call.target: call for call in graph.calls}
        self._outputs = [
            _output(part, place, by_target.get(place), place in self._shared)
            for part, place in zip(model.parts, graph.outputs, strict=True)
        ]
        self._fused_places = {out.place for out in self._outputs if out.fused}
        learns: set[int] = set()
        self._wanted: list[tuple[Call, bool]] = []
        for call in graph.calls:
            below = any(source in learns for source in call.sources)
            if below or self._learns_in(call.owner):
                learns.add(call.target)
                self._wanted.append((call, below))
        self._learns = learns
        rng = model.rng
        self._calls = [_call(call, rng, training=False) for call in graph.calls]
        self._training_calls = [_call(call, rng, training=True) for call in graph.calls]
        self._twins = [
            (call.owner, call.layer) for call in graph.calls if call.layer is not call.owner
        ]

    @np.errstate(all="ignore")
    def train(self, x: Array, y: Array, metrics: Any, weights: Array | None = None) -> None:
        """Take one optimizer step on a batch; `weights`, `(batch,)`, one per sample."""
        outputs = self._forward(x, y, metrics, weights, self._training_calls)
        grads: list[Array | None] = [None] * self._graph.values
        for out, output in zip(self._outputs, outputs, strict=True):
            grad = out.part.loss.backward(out.part.labels(y), output, logits=out.logits)
            if out.part.weight != 1.0:
                grad *= out.part.weight
            if weights is not None:
                grad *= weights.reshape(-1, *[1] * (grad.ndim - 1))
            self._add(grads, out.place, grad)
        for call, below in reversed(self._wanted):
            grad = grads[call.target]
            if grad is None:
                grad = np.zeros_like(self._values[call.target])
            grads[call.target] = None
            logits = call.target in self._fused_places
            back: Any = call.layer.backward(grad, logits=logits, input_grad=below)
            if below:
                for source, part in zip(call.sources, back if call.listed else [back], strict=True):
                    if source in self._learns:
                        self._add(grads, source, part)
        for owner, twin in self._twins:
            for mine, its in zip(owner.grads, twin.grads, strict=True):
                mine += its
        self._update()

    @np.errstate(all="ignore")
    def test(self, x: Array, y: Array, metrics: Any, weights: Array | None = None) -> None:
        """Update `metrics` by a batch without learning from it."""
        self._forward(x, y, metrics, weights, self._calls)

    def _add(self, grads: list[Array | None], place: int, grad: Array) -> None:
        """Add a gradient to those of a value: a copy, where others will be added to it."""
        before = grads[place]
        if before is not None:
            before += grad
        else:
            grads[place] = grad.copy() if place in self._shared else grad

    def _forward(
        self, x: Array, y: Array, metrics: Any, weights: Array | None, calls: Sequence[Any]
    ) -> list[Array]:
        """Update `metrics`; return what the losses' `backward` work in."""
        values = run(self._graph, x, calls, self._fused_places)
        self._values = values
        outputs: list[Array] = []
        measured: list[tuple[Array, Array, Array]] = []
        for out in self._outputs:
            predictions = output = values[out.place]
            if out.activation is not None:
                predictions = out.activation(output)
            elif out.logits and not out.fused:
                output = output.copy()
            labels = out.part.labels(y)
            losses = out.part.loss.forward(labels, output, logits=out.logits)
            if weights is not None:
                losses = losses * weights
            outputs.append(output)
            measured.append((losses, labels, predictions))
        penalty = sum(rule(weight) for rule, weight, _ in self._penalties)
        _update_metrics(metrics, measured, penalty, weights)
        return outputs


def _update_metrics(
    metrics: OutputsMetrics | CompileMetrics,
    measured: list[tuple[Array, Array, Array]],
    penalty: float,
    weights: Array | None,
) -> None:
    if isinstance(metrics, OutputsMetrics):
        metrics.update_outputs(measured, penalty, weights)
        return
    losses, labels, predictions = measured[0]
    metrics.update(losses + penalty if penalty else losses, labels, predictions, weights)


def _output(part: OutputPart, place: int, call: Call | None, shared: bool) -> _Output:
    # What others take too must be whole, so that its activation is not left to the loss.
    fused = None if call is None or shared else fused_activation(call.layer, part.loss)
    activation = None if fused is part.loss.activation else fused
    return _Output(part, place, fused is not None, activation)


def _call(call: Call, rng: np.random.Generator, *, training: bool) -> Any:
    wanted = training if call.training is None else call.training
    return call.layer.training_call(rng) if wanted else call.layer.call


def run(graph: Graph, x: Array, calls: Sequence[Any], fused: set[int] | None = None) -> list[Array]:
    """Return the values of a batch: inputs, and what each call gives.

    Args:
        calls: what is called, call by call.
        fused: numbers of the values whose activation is left out.
    """
    values: list[Any] = [*graph.inputs(x), *[None] * len(graph.calls)]
    for call, compute in zip(graph.calls, calls, strict=True):
        given = [values[source] for source in call.sources]
        taken = given if call.listed else given[0]
        if fused and call.target in fused:
            values[call.target] = compute(taken, logits=True)
        else:
            values[call.target] = compute(taken)
    return values
