"""Running results over an epoch: the loss, and how many predictions were right.

Imports NumPy, `utils` and `layer` (for shapes) only.
"""

import copy
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.layer import Shape


class Metric:
    """Base of all metrics: `update_state` once a batch, `result` at any time."""

    default_name = "metric"

    def __init__(self, name: str | None = None) -> None:
        self.name = name or self.default_name
        self.reset_state()

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        """Take in one batch of labels and predictions `(batch, classes)`."""
        raise NotImplementedError

    def result(self) -> float:
        """Value over all batches since the last reset."""
        raise NotImplementedError

    def reset_state(self) -> None:
        """Forget all batches."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


class _MeanOverSamples(Metric):
    def reset_state(self) -> None:
        self.total = 0.0
        self.count = 0

    def result(self) -> float:
        """Mean over all samples since the last reset; 0 before the first."""
        return self.total / self.count if self.count else 0.0


class Mean(_MeanOverSamples):
    """Mean of values, each batch weighted by its samples."""

    default_name = "mean"

    def add(self, total: float, count: int) -> None:
        """Take in `count` values that sum to `total`."""
        self.total += total
        self.count += count


class CategoricalAccuracy(_MeanOverSamples):
    """Fraction of samples whose likeliest class is the one-hot label's."""

    default_name = "categorical_accuracy"

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        labels = np.asarray(y_true).argmax(axis=-1)
        self.total += int(np.count_nonzero(np.asarray(y_pred).argmax(axis=-1) == labels))
        self.count += len(labels)


class SparseCategoricalAccuracy(_MeanOverSamples):
    """Fraction of samples whose likeliest class is the labelled one."""

    default_name = "sparse_categorical_accuracy"

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        predictions = np.asarray(y_pred).argmax(axis=-1)
        labels = np.asarray(y_true).reshape(predictions.shape)
        self.total += int(np.count_nonzero(predictions == labels))
        self.count += len(predictions)


class BinaryAccuracy(_MeanOverSamples):
    """Fraction of outputs on the right side of `threshold`; labels are 0 and 1.

    Args:
        threshold: outputs above it say 1.
    """

    default_name = "binary_accuracy"

    def __init__(self, name: str | None = None, threshold: float = 0.5) -> None:
        super().__init__(name)
        self.threshold = threshold

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        said = np.asarray(y_pred) > self.threshold
        right = np.asarray(y_true).reshape(said.shape) == said
        self.total += float(right.reshape(len(right), -1).mean(axis=-1).sum())
        self.count += len(right)


class SparseTopKCategoricalAccuracy(_MeanOverSamples):
    """Fraction of samples whose labelled class is among the `k` likeliest.

    Args:
        k: how many of the likeliest classes count.

    Reference: https://keras.io/api/metrics/accuracy_metrics/
    """

    default_name = "sparse_top_k_categorical_accuracy"

    def __init__(self, k: int = 5, name: str | None = None) -> None:
        super().__init__(name)
        self.k = k

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        predictions = np.asarray(y_pred)
        labels = np.asarray(y_true).reshape(len(predictions), 1).astype(np.intp)
        likelier = predictions > np.take_along_axis(predictions, labels, axis=-1)
        self.total += int(np.count_nonzero(likelier.sum(axis=-1) < self.k))
        self.count += len(predictions)


class TopKCategoricalAccuracy(SparseTopKCategoricalAccuracy):
    """Fraction of samples whose one-hot label's class is among the `k` likeliest."""

    default_name = "top_k_categorical_accuracy"

    def update_state(self, y_true: ArrayLike, y_pred: ArrayLike) -> None:
        super().update_state(np.asarray(y_true).argmax(axis=-1), y_pred)


_REGISTRY: dict[str, type[Metric]] = {
    metric.default_name: metric
    for metric in (
        CategoricalAccuracy,
        SparseCategoricalAccuracy,
        BinaryAccuracy,
        TopKCategoricalAccuracy,
        SparseTopKCategoricalAccuracy,
    )
}
_REGISTRY_BY_CLASS = {cls.__name__: cls for cls in _REGISTRY.values()}
_ACCURACY = ("accuracy", "acc")
NAMES = (*_ACCURACY, *_REGISTRY)
"""Names that `compile(metrics=[...])` takes."""


def check(identifiers: object) -> list[str | Metric]:
    """Check what `compile` was given as `metrics`; the metrics themselves are made at `fit`.

    Raises:
        ValueError: if it is no list or holds an unknown name.
    """
    if identifiers is None:
        return []
    names = utils.as_list(identifiers)
    if names == [identifiers]:
        raise ValueError(
            "Expected `metrics` argument to be a list, such as metrics=['accuracy']. "
            f"Received: metrics={identifiers!r}"
        )
    checked: list[str | Metric] = []
    for identifier in names:
        if identifier in _REGISTRY.values():
            checked.append(identifier())
        elif isinstance(identifier, Metric) or str(identifier) in (*NAMES, *_REGISTRY_BY_CLASS):
            checked.append(identifier)
        else:
            raise utils.unknown_name("metric", identifier, NAMES)
    return checked


def get(identifier: str | Metric, labels_shape: tuple[int, ...], output_shape: Shape) -> Metric:
    """Make a fresh metric; `"accuracy"` suits itself to the labels, as in Keras.

    Args:
        labels_shape: `(samples, ...)`; one column or none means class numbers.
        output_shape: `(None, classes)`.
    """
    if isinstance(identifier, Metric):
        metric = copy.copy(identifier)
        metric.reset_state()
        return metric
    if identifier in _ACCURACY:
        if output_shape[-1] == 1:
            return BinaryAccuracy(identifier)
        sparse = len(labels_shape) < len(output_shape) or labels_shape[-1] == 1
        return (SparseCategoricalAccuracy if sparse else CategoricalAccuracy)(identifier)
    return (_REGISTRY.get(identifier) or _REGISTRY_BY_CLASS[identifier])(name=identifier)


class Tracker:
    """The running loss and metrics of one pass over a data set."""

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self._loss = Mean("loss")
        self._metrics = list(metrics)
        names = ["loss"]
        for metric in metrics:
            repeats = sum(other.name == metric.name for other in metrics[: len(names) - 1])
            names.append(f"{metric.name}_{repeats}" if repeats else metric.name)
        self._names = names

    def reset(self) -> None:
        """Start a new pass."""
        self._loss.reset_state()
        for metric in self._metrics:
            metric.reset_state()

    def update(self, losses: Array, y_true: Array, y_pred: Array) -> None:
        """Take in one batch: losses `(batch,)`, labels, predictions `(batch, classes)`."""
        self._loss.add(float(np.add.reduce(losses)), len(losses))
        for metric in self._metrics:
            metric.update_state(y_true, y_pred)

    def values(self) -> list[float]:
        """`[loss, *metrics]` in the order of `compile`."""
        return [metric.result() for metric in (self._loss, *self._metrics)]

    def logs(self, prefix: str = "") -> dict[str, float]:
        """Values by name, sorted by name as Keras's are, each name after `prefix`."""
        pairs = sorted(zip(self._names, self.values(), strict=True))
        return {prefix + name: value for name, value in pairs}
