"""What `compile` was given for each of several outputs: losses, their weights, metrics."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, cast

import numpy as np

from fittingroom import losses, metrics, utils
from fittingroom.backend import Array, Shape
from fittingroom.losses import Loss, SparseCategoricalCrossentropy
from fittingroom.metrics import CompileMetrics
from fittingroom.trainers.argument_checks import check_execution
from fittingroom.trainers.compile import Compilation


@dataclass
class OutputPart:
    """One output: how its labels lie among those of all, its loss, and how much that counts.

    Attributes:
        columns: of the labels of all outputs side by side; None where there is one output.
    """

    name: str
    shape: Shape
    loss: Loss
    weight: float = 1.0
    columns: slice | None = None

    @property
    def is_sparse(self) -> bool:
        """Whether labels are class numbers."""
        return isinstance(self.loss, SparseCategoricalCrossentropy)

    @property
    def width(self) -> int:
        """Number of columns of its labels."""
        return 1 if self.is_sparse else prod(size or 1 for size in self.shape[1:])

    def labels(self, y: Array) -> Array:
        """Return its labels of a batch."""
        if self.columns is None:
            return y
        if self.is_sparse:
            return y[:, self.columns.start].astype(np.intp)
        return y[:, self.columns].reshape(len(y), *(size or 1 for size in self.shape[1:]))


class OutputsLoss(Loss):
    """The losses of several outputs together. Labels are checked output by output before."""

    of_several = True

    def __init__(self, parts: Sequence[OutputPart]) -> None:
        super().__init__()
        self._parts = parts

    def check_learnable(self) -> None:
        for part in self._parts:
            part.loss.check_learnable()

    def check_labels(self, y_true: Array, output_shape: Shape) -> Array:
        return y_true


class OutputsMetrics:
    """The running loss of a pass, and loss and metrics of each output under its name."""

    def __init__(self, parts: Sequence[OutputPart], of_each: Sequence[CompileMetrics]) -> None:
        self._parts, self._of_each = parts, of_each
        self._total, self._count = 0.0, 0
        self._steps = 0
        self._sums = [0.0] * len(parts)

    def reset(self) -> None:
        """Start a new pass."""
        self._total, self._count = 0.0, 0
        self._steps, self._sums = 0, [0.0] * len(self._parts)
        for each in self._of_each:
            each.reset()

    def update_outputs(
        self,
        measured: Sequence[tuple[Array, Array, Array]],
        penalty: float,
        weights: Array | None = None,
    ) -> None:
        """Update by a batch: losses `(batch,)`, labels and predictions of each output."""
        count = len(measured[0][0])
        self._count += count
        self._steps += 1
        self._total += penalty * count
        for place, (values, labels, predictions) in enumerate(measured):
            loss = float(values.mean())
            self._total += self._parts[place].weight * loss * count
            self._sums[place] += loss
            self._of_each[place].update(values, labels, predictions, weights)

    @property
    def loss(self) -> float:
        """The mean loss so far; 0 before the first batch."""
        return self._total / self._count if self._count else 0.0

    def values(self) -> list[float]:
        """`[loss, *metrics]`. Parity: names put together follow sorted, losses before them."""
        logs = self.logs()
        own = ["loss", *(f"{part.name}_loss" for part in self._parts)]
        return [logs[name] for name in own] + [
            value for name, value in logs.items() if name not in own
        ]

    def logs(self, prefix: str = "") -> dict[str, float]:
        """Return values by name, sorted by name as Keras's are, each name after `prefix`."""
        found = {"loss": self.loss}
        for part, each, total in zip(self._parts, self._of_each, self._sums, strict=True):
            found |= {f"{part.name}_{name}": value for name, value in each.logs().items()}
            # Parity: on TensorFlow each batch counts alike here, the last smaller one too.
            found[f"{part.name}_loss"] = total / self._steps if self._steps else 0.0
        return {prefix + name: found[name] for name in sorted(found)}


class OutputsCompilation(Compilation):
    """Optimizer, losses and metrics of a model of several outputs.

    Args:
        outputs: names and shapes of the outputs.
        others: as for `Compilation`.

    Raises:
        ValueError: for an unknown name, or where there is not one for each output.
    """

    def __init__(
        self,
        outputs: Sequence[tuple[str, Shape]],
        optimizer: object,
        loss: object,
        metrics_given: object,
        weighted_metrics: object,
        execution: dict[str, object],
    ) -> None:
        names = [name for name, _ in outputs]
        weights = execution.pop("loss_weights", None)
        check_execution(execution)
        super().__init__(optimizer, None, None, None, {})
        self.loss, self._weights = loss, weights
        self._given = metrics_given, weighted_metrics
        rules = _for_each(loss, names, "loss", alike=True)
        factors = _for_each(weights, names, "loss_weights", alike=False)
        self.parts = (
            [
                OutputPart(
                    name,
                    shape,
                    losses.get(rule),
                    1.0 if factor is None else float(cast("float", factor)),
                )
                for (name, shape), rule, factor in zip(outputs, rules, factors, strict=True)
            ]
            if loss is not None
            else []
        )
        start = 0
        for part in self.parts:
            part.columns = slice(start, start + part.width)
            start += part.width
        self._of_each = [
            (metrics.check(mine), metrics.check(weighted, "weighted_metrics"))
            for mine, weighted in zip(
                _metrics_for_each(metrics_given, names),
                _metrics_for_each(weighted_metrics, names),
                strict=True,
            )
        ]
        self._loss = OutputsLoss(self.parts) if self.parts else None

    @property
    def metrics_names(self) -> list[str]:
        return ["loss", "compile_metrics", *(f"{part.name}_loss" for part in self.parts)]

    def new_metrics(self, labels_shape: tuple[int, ...], output_shape: Shape) -> Any:
        """Make the metrics of one pass."""
        return OutputsMetrics(self.parts, list(self._new_metrics(labels_shape[0])))

    def _new_metrics(self, samples: int) -> Iterator[CompileMetrics]:
        for part, kinds in zip(self.parts, self._of_each, strict=True):
            sizes = (1,) if part.is_sparse else tuple(size or 1 for size in part.shape[1:])
            made = [
                [metrics.get_metric(each, (samples, *sizes), part.shape) for each in kind]
                for kind in kinds
            ]
            yield CompileMetrics(*made)

    def get_config(self) -> dict[str, Any]:
        return {
            **super().get_config(),
            "loss": _plain(self.loss),
            "loss_weights": self._weights,
            "metrics": _plain(self._given[0]),
            "weighted_metrics": _plain(self._given[1]),
        }


def _plain(given: Any) -> Any:
    if isinstance(given, Mapping):
        return {name: _plain(each) for name, each in cast("Mapping[str, Any]", given).items()}
    if isinstance(given, (list, tuple)):
        return [_plain(each) for each in cast("Sequence[Any]", given)]
    if isinstance(given, Loss):
        return losses.serialize(given)
    return metrics.serialize(given) if isinstance(given, metrics.Metric) else given


def is_nested(given: object) -> bool:
    """Return whether an argument of `compile` says something for each output."""
    return isinstance(given, (list, tuple)) or (
        isinstance(given, Mapping) and "class_name" not in given
    )


def _for_each(given: Any, names: Sequence[str], argument: str, *, alike: bool) -> list[Any]:
    """Return what an argument says for each output; one for all where `alike`."""
    if given is None:
        return [None] * len(names)
    if isinstance(given, Mapping) and "class_name" not in given:
        by_name = cast("Mapping[str, Any]", given)
        if set(by_name) != set(names):
            raise ValueError(
                f"Expected keys {list(names)} in {argument} dict, but found "
                f"{argument}.keys()={list(by_name)}"
            )
        return [by_name[name] for name in names]
    if isinstance(given, (list, tuple)):
        listed = list(cast("Sequence[Any]", given))
        if len(listed) != len(names):
            raise ValueError(
                f"Expected `{argument}` for each of the outputs {list(names)}, in this order. "
                f"Received: {argument}={listed!r}"
            )
        return listed
    if alike:
        return [given] * len(names)
    raise ValueError(
        f"Expected `{argument}` argument to be a float (single output case) or a list, tuple, or "
        f"dict (multiple output case). Received instead: {argument}={given!r}"
    )


def _metrics_for_each(given: Any, names: Sequence[str]) -> list[Any]:
    if given is None:
        return [None] * len(names)
    if isinstance(given, Mapping):
        by_name = cast("Mapping[str, Any]", given)
        unknown = set(by_name) - set(names)
        if unknown:
            raise ValueError(
                f"In the dict argument `metrics`, keys {sorted(unknown)} do not correspond to any "
                f"output: {list(names)}."
            )
        return [_listed(by_name.get(name)) for name in names]
    listed = utils.as_list(given)
    if len(listed) != len(names):
        raise ValueError(
            "For a model with multiple outputs, when providing the `metrics` argument as a list, "
            f"it should have as many entries as the model has outputs. Received: metrics={given!r} "
            f"of length {len(listed)} whereas the model has {len(names)} outputs."
        )
    return [_listed(each) for each in listed]


def _listed(given: Any) -> Any:
    return given if given is None else utils.as_list(given)
