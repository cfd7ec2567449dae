"""Accuracies: the fraction of predictions that are right."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import backend
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.metrics.metrics_utils import labels_like
from fittingroom.metrics.reduction_metrics import SampleMean


class Accuracy(SampleMean):
    """Fraction of predictions that equal their labels: class numbers, not probabilities."""

    default_name = "accuracy"

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        same = labels_like(self.name, y_true, y_pred.shape) == y_pred
        return same.reshape(len(same), -1).mean(axis=-1)


class CategoricalAccuracy(SampleMean):
    """Fraction of samples whose likeliest class is the one-hot label's."""

    default_name = "categorical_accuracy"

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        labels = labels_like(self.name, y_true, y_pred.shape)
        return y_pred.argmax(axis=-1) == labels.argmax(axis=-1)


class SparseCategoricalAccuracy(SampleMean):
    """Fraction of samples whose likeliest class is the labelled one."""

    default_name = "sparse_categorical_accuracy"

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        predictions = y_pred.argmax(axis=-1)
        return predictions == labels_like(self.name, y_true, predictions.shape)


class BinaryAccuracy(SampleMean):
    """Fraction of outputs on the right side of `threshold`; labels are 0 and 1.

    Args:
        threshold: outputs above it say 1.
    """

    default_name = "binary_accuracy"

    def __init__(
        self, name: str | None = None, dtype: str | None = None, threshold: float = 0.5
    ) -> None:
        super().__init__(name, dtype)
        if not 0 < threshold < 1:
            raise ValueError(
                "Expected `threshold` between 0 and 1, both excluded. "
                f"Received: threshold={threshold}"
            )
        self.threshold = threshold

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        said = y_pred > self.threshold
        right = labels_like(self.name, y_true, said.shape) == said
        return right.reshape(len(right), -1).mean(axis=-1)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "threshold": self.threshold}


class SparseTopKCategoricalAccuracy(SampleMean):
    """Fraction of samples whose labelled class is among the `k` likeliest.

    Args:
        k: how many of the likeliest classes count.

    Reference: https://keras.io/api/metrics/accuracy_metrics/
    """

    default_name = "sparse_top_k_categorical_accuracy"

    def __init__(self, k: int = 5, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(name, dtype)
        self.k = k

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        labels = labels_like(self.name, y_true, y_pred.shape[:-1]).astype(np.intp)
        likelier = y_pred > np.take_along_axis(y_pred, labels[..., np.newaxis], axis=-1)
        return likelier.sum(axis=-1) < self.k

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "k": self.k}


class TopKCategoricalAccuracy(SparseTopKCategoricalAccuracy):
    """Fraction of samples whose one-hot label's class is among the `k` likeliest."""

    default_name = "top_k_categorical_accuracy"

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        labels = labels_like(self.name, y_true, y_pred.shape)
        return super().sample_values(labels.argmax(axis=-1), y_pred)


def binary_accuracy(y_true: ArrayLike, y_pred: ArrayLike, threshold: float = 0.5) -> Tensor:
    """`BinaryAccuracy` of each sample, `(batch,)`."""
    return _of_each(BinaryAccuracy(threshold=threshold), y_true, y_pred)


def categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> Tensor:
    """`CategoricalAccuracy` of each sample, `(batch,)`."""
    return _of_each(CategoricalAccuracy(), y_true, y_pred)


def sparse_categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike) -> Tensor:
    """`SparseCategoricalAccuracy` of each sample, `(batch,)`."""
    return _of_each(SparseCategoricalAccuracy(), y_true, y_pred)


def top_k_categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike, k: int = 5) -> Tensor:
    """`TopKCategoricalAccuracy` of each sample, `(batch,)`."""
    return _of_each(TopKCategoricalAccuracy(k), y_true, y_pred)


def sparse_top_k_categorical_accuracy(y_true: ArrayLike, y_pred: ArrayLike, k: int = 5) -> Tensor:
    """`SparseTopKCategoricalAccuracy` of each sample, `(batch,)`."""
    return _of_each(SparseTopKCategoricalAccuracy(k), y_true, y_pred)


def _of_each(metric: SampleMean, y_true: ArrayLike, y_pred: ArrayLike) -> Tensor:
    values = metric.sample_values(np.asarray(y_true), np.asarray(y_pred))
    return tensor(values.astype(backend.floatx()))
