"""Means of losses beyond the common ones, and correlations, as metrics."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import losses
from fittingroom.backend import Array
from fittingroom.backend.tensor import Tensor, tensor
from fittingroom.metrics.loss_metric import LossMetric
from fittingroom.metrics.metrics_utils import labels_like
from fittingroom.metrics.reduction_metrics import SampleMean

_EPSILON = 1e-7


class MeanAbsolutePercentageError(LossMetric):
    """Mean of `100 * |y_true - y_pred| / |y_true|`."""

    loss = losses.MeanAbsolutePercentageError
    default_name = "mean_absolute_percentage_error"


class MeanSquaredLogarithmicError(LossMetric):
    """Mean of `(log(y_true + 1) - log(y_pred + 1)) ** 2`."""

    loss = losses.MeanSquaredLogarithmicError
    default_name = "mean_squared_logarithmic_error"


class LogCoshError(LossMetric):
    """Mean of `log(cosh(y_pred - y_true))`."""

    loss = losses.LogCosh
    default_name = "logcosh"

    def __init__(self, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(name or self.default_name, dtype)


class KLDivergence(LossMetric):
    """Mean of `sum(y_true * log(y_true / y_pred))`."""

    loss = losses.KLDivergence
    default_name = "kl_divergence"


class Poisson(LossMetric):
    """Mean of `y_pred - y_true * log(y_pred)`."""

    loss = losses.Poisson
    default_name = "poisson"


class Hinge(LossMetric):
    """Mean of `max(1 - y_true * y_pred, 0)`."""

    loss = losses.Hinge
    default_name = "hinge"


class SquaredHinge(LossMetric):
    """Mean of `max(1 - y_true * y_pred, 0) ** 2`."""

    loss = losses.SquaredHinge
    default_name = "squared_hinge"


class CategoricalHinge(LossMetric):
    """Mean of `max(largest wrong output - right output + 1, 0)`."""

    loss = losses.CategoricalHinge
    default_name = "categorical_hinge"


class CosineSimilarity(LossMetric):
    """Mean cosine of the angle between labels and predictions.

    Args:
        axis: -1, the last.
    """

    loss = losses.CosineSimilarity
    default_name = "cosine_similarity"

    def __init__(
        self,
        name: str | None = None,
        dtype: str | None = None,
        axis: int = -1,
    ) -> None:
        super().__init__(name, dtype, axis=axis)

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        return -super().sample_values(y_true, y_pred)

    def get_config(self) -> dict[str, Any]:
        return {name: value for name, value in super().get_config().items() if name != "axis"}


class _Correlation(SampleMean):
    def __init__(self, name: str | None = None, dtype: str | None = None, axis: int = -1) -> None:
        super().__init__(name, dtype)
        self.axis = axis

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        predictions = np.asarray(y_pred)
        labels = labels_like(self.name, y_true, predictions.shape).astype(predictions.dtype)
        with np.errstate(all="ignore"):
            return np.asarray(self.function(labels, predictions, self.axis)).reshape(-1)

    @staticmethod
    def function(y_true: Array, y_pred: Array, axis: int) -> Array:
        """Return the correlation along an axis."""
        raise NotImplementedError

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "axis": self.axis}


def _pearson(y_true: Array, y_pred: Array, axis: int) -> Array:
    parts = [each - each.mean(axis=axis, keepdims=True) for each in (y_true, y_pred)]
    first, second = (part / part.std(axis=axis, keepdims=True) for part in parts)
    return (first * second).mean(axis=axis)


def _concordance(y_true: Array, y_pred: Array, axis: int) -> Array:
    means = [each.mean(axis=axis, keepdims=True) for each in (y_true, y_pred)]
    variances = [each.var(axis=axis, keepdims=True) for each in (y_true, y_pred)]
    # Parity: both differences are from the mean of the predictions.
    together = (y_true - means[1]) * (y_pred - means[1])
    norm = variances[0] + variances[1] + np.square(means[0] - means[1])
    return (2 * together / (norm + _EPSILON)).mean(axis=axis)


class PearsonCorrelation(_Correlation):
    """Mean of Pearson's correlation of each sample's outputs.

    Args:
        axis: along which; 0 is over the samples of a batch.
    """

    default_name = "pearson_correlation"
    function = staticmethod(_pearson)


class ConcordanceCorrelation(_Correlation):
    """Mean of the concordance correlation of each sample's outputs.

    Args:
        axis: along which; 0 is over the samples of a batch.
    """

    default_name = "concordance_correlation"
    function = staticmethod(_concordance)


def pearson_correlation(y_true: ArrayLike, y_pred: ArrayLike, axis: int = -1) -> Tensor:
    """`PearsonCorrelation` of each sample."""
    return tensor(PearsonCorrelation(axis=axis).sample_values(np.asarray(y_true), tensor(y_pred)))


def concordance_correlation(y_true: ArrayLike, y_pred: ArrayLike, axis: int = -1) -> Tensor:
    """`ConcordanceCorrelation` of each sample."""
    metric = ConcordanceCorrelation(axis=axis)
    return tensor(metric.sample_values(np.asarray(y_true), tensor(y_pred)))
