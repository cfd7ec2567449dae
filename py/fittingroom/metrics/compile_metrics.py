"""The running loss and metrics of one pass over a data set."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from fittingroom.backend import Array
from fittingroom.metrics.metric import Metric


class CompileMetrics:
    """Running loss and metrics of a pass, updated batch by batch.

    Args:
        metrics: count every sample alike.
        weighted: count each sample by its weight.
    """

    def __init__(self, metrics: Sequence[Metric], weighted: Sequence[Metric] = ()) -> None:
        self._total, self._count = 0.0, 0
        self._metrics, self._weighted = list(metrics), list(weighted)
        self._all = [*self._metrics, *self._weighted]
        self._names = ["loss", *_unique_names(self._metrics, self._weighted)]

    def reset(self) -> None:
        """Start a new pass."""
        self._total, self._count = 0.0, 0
        for metric in self._all:
            metric.reset_state()

    def update(
        self, losses: Array, y_true: Array, y_pred: Array, weights: Array | None = None
    ) -> None:
        """Update by a batch: losses `(batch,)`, labels, predictions, weights `(batch,)` if any."""
        self._total += float(np.add.reduce(losses))
        self._count += len(losses)
        for metric in self._metrics:
            metric.update_state(y_true, y_pred)
        for metric in self._weighted:
            metric.update_state(y_true, y_pred, sample_weight=weights)

    @property
    def loss(self) -> float:
        """The mean loss so far; 0 before the first batch."""
        return self._total / self._count if self._count else 0.0

    def values(self) -> list[float]:
        """`[loss, *metrics]` in the order of `compile`.

        Parity: Keras looks each metric up by its own name. Metrics that share a name give the
        first one's value each, and those with a name put together follow at the end.
        """
        logs = self.logs()
        own = ["loss", *(metric.name for metric in self._all)]
        found = [logs[name] for name in own if name in logs]
        return found + [value for name, value in logs.items() if name not in own]

    def logs(self, prefix: str = "") -> dict[str, float]:
        """Return values by name, sorted by name as Keras's are, each name after `prefix`."""
        values = [self.loss, *(_number(metric.result()) for metric in self._all)]
        pairs = sorted(zip(self._names, values, strict=True), key=lambda pair: pair[0])
        return {prefix + name: value for name, value in pairs}


def _number(value: Any) -> Any:
    """Return a result as a number, unless a custom metric gives an array."""
    return float(value) if np.ndim(value) == 0 else np.asarray(value)


def _unique_names(metrics: Sequence[Metric], weighted: Sequence[Metric]) -> Iterator[str]:
    """Keras's names in logs: numbered where they repeat, `weighted_` where it sets them apart."""
    given: Counter[str] = Counter()
    for metric in metrics:
        repeats = given[metric.name]
        given[metric.name] += 1
        yield f"{metric.name}_{repeats}" if repeats else metric.name
    for metric in weighted:
        name = f"weighted_{metric.name}" if given[metric.name] else metric.name
        repeats = given[name]
        given[name] += 1
        yield f"{name}_{repeats}" if repeats else name
