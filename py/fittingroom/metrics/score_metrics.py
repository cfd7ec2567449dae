"""Scores of a whole pass: F-scores and the coefficient of determination."""

import warnings
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend import Array
from fittingroom.backend.tensor import Number, tensor
from fittingroom.metrics.metric import Metric
from fittingroom.metrics.metrics_utils import labels_like

_EPSILON = 1e-7


class _Score(Metric):
    """Base of scores whose sums are as wide as the outputs."""

    def __init__(self, name: str | None, dtype: str | None) -> None:
        super().__init__(dtype, name)
        self._sums: list[Any] = []

    def _add(self, *values: Any) -> None:
        before = self._sums or [0.0] * len(values)
        self._sums = [old + new for old, new in zip(before, values, strict=True)]

    def _pair(self, y_true: ArrayLike, y_pred: ArrayLike) -> tuple[Array, Array]:
        predictions = np.asarray(y_pred, self.dtype)
        labels = np.asarray(y_true, self.dtype)
        if predictions.ndim == 2 and labels.ndim == 1:
            labels = labels_like(self.name, labels, predictions.shape)
        if labels.ndim != 2 or predictions.ndim != 2:
            raise ValueError(
                f"{type(self).__name__} expects 2D inputs with shape (batch_size, output_dim). "
                f"Received input shapes: y_pred.shape={predictions.shape} and y_true.shape="
                f"{labels.shape}."
            )
        return labels, predictions

    def reset_state(self) -> None:
        self._sums = []


class FBetaScore(_Score):
    """Precision and recall in one number, where recall counts `beta` times as much.

    Args:
        average: None for a score of each class, `"micro"` of all together, `"macro"` their mean,
            `"weighted"` their mean by how often each is.
        beta: a float above 0.
        threshold: outputs above it say yes; None takes the largest one.

    Raises:
        ValueError: for another argument.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def __init__(
        self,
        average: str | None = None,
        beta: float = 1.0,
        threshold: float | None = None,
        name: str | None = "fbeta_score",
        dtype: str | None = None,
    ) -> None:
        super().__init__(name, dtype)
        if average not in (None, "micro", "macro", "weighted"):
            raise ValueError(
                "Invalid `average` argument value. Expected one of: (None, 'micro', 'macro', "
                f"'weighted'). Received: average={average}"
            )
        if not isinstance(beta, float) or beta <= 0.0:  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ValueError(
                "Invalid `beta` argument value. It should be a Python float above 0. Received: "
                f"beta={beta}"
            )
        if threshold is not None and not (isinstance(threshold, float) and 0 < threshold <= 1):  # pyright: ignore[reportUnnecessaryIsInstance]
            raise ValueError(
                "Invalid `threshold` argument value. It should be a float with 0 < threshold <= 1. "
                f"Received: threshold={threshold}"
            )
        self.average, self.beta, self.threshold = average, beta, threshold

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of one-hot labels and predictions `(batch, classes)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        labels, predictions = self._pair(y_true, y_pred)
        if self.threshold is None:
            largest = predictions.max(axis=-1, keepdims=True)
            said = (predictions >= largest) & (np.abs(predictions) > 1e-9)
        else:
            said = predictions > self.threshold
        weights = 1.0 if sample_weight is None else np.asarray(sample_weight).reshape(-1, 1)
        axis = None if self.average == "micro" else 0
        kinds = (said * labels, said * (1 - labels), (1 - said) * labels, labels)
        self._add(*((kind * weights).sum(axis=axis) for kind in kinds))

    def result(self) -> Any:
        """Return the score since the last reset; without `average` one of each class."""
        if not self._sums:
            return Number(0.0)
        tp, fp, fn, often = (np.asarray(part) for part in self._sums)
        precision, recall = tp / (tp + fp + _EPSILON), tp / (tp + fn + _EPSILON)
        below = self.beta**2 * precision + recall + _EPSILON
        score = np.asarray(precision * recall / below * (1 + self.beta**2))
        if self.average == "weighted":
            return Number((score * often / (often.sum() + _EPSILON)).sum())
        return tensor(score.astype(self.dtype)) if self.average is None else Number(score.mean())

    def get_config(self) -> dict[str, Any]:
        own = {"average": self.average, "beta": self.beta, "threshold": self.threshold}
        return {**super().get_config(), **own}


class F1Score(FBetaScore):
    """The harmonic mean of precision and recall.

    Args: as for `FBetaScore`.
    """

    def __init__(
        self,
        average: str | None = None,
        threshold: float | None = None,
        name: str | None = "f1_score",
        dtype: str | None = None,
    ) -> None:
        super().__init__(average, 1.0, threshold, name, dtype)

    def get_config(self) -> dict[str, Any]:
        return {name: value for name, value in super().get_config().items() if name != "beta"}


class R2Score(_Score):
    """How much of the labels' variance the predictions explain: 1 is all of it.

    Args:
        class_aggregation: `"uniform_average"`, `"variance_weighted_average"`, or None for a score
            of each output.
        num_regressors: how many inputs the score is adjusted for; 0 for none.

    Raises:
        ValueError: for another argument.

    Reference: https://keras.io/api/metrics/regression_metrics/
    """

    def __init__(
        self,
        class_aggregation: str | None = "uniform_average",
        num_regressors: int = 0,
        name: str | None = "r2_score",
        dtype: str | None = None,
    ) -> None:
        super().__init__(name, dtype)
        valid = (None, "uniform_average", "variance_weighted_average")
        if class_aggregation not in valid:
            raise ValueError(
                "Invalid value for argument `class_aggregation`. Expected one of "
                f"{valid}. Received: class_aggregation={class_aggregation}"
            )
        if num_regressors < 0:
            raise ValueError(
                "Invalid value for argument `num_regressors`. Expected a value >= 0. Received: "
                f"num_regressors={num_regressors}"
            )
        self.class_aggregation, self.num_regressors = class_aggregation, num_regressors
        self._samples = 0

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, outputs)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        labels, predictions = (part.astype(np.float64) for part in self._pair(y_true, y_pred))
        given = 1.0 if sample_weight is None else np.asarray(sample_weight).reshape(-1, 1)
        weights = np.broadcast_to(given, labels.shape)
        self._add(
            (labels * weights).sum(axis=0),
            (np.square(labels) * weights).sum(axis=0),
            (np.square(labels - predictions) * weights).sum(axis=0),
            weights.sum(axis=0),
        )
        self._samples += labels.size

    def result(self) -> Any:
        """Return the score since the last reset."""
        if not self._sums:
            return Number(0.0)
        total, squares, off, count = self._sums
        with np.errstate(all="ignore"):
            variance = squares - total * total / count
            scores = 1 - off / variance
        scores = np.where(np.isinf(scores), 0.0, scores)
        if self.class_aggregation == "uniform_average":
            score = scores.mean()
        elif self.class_aggregation == "variance_weighted_average":
            score = (variance * scores).sum() / variance.sum()
        else:
            score = scores
        left = self._samples - self.num_regressors - 1
        if self.num_regressors and left <= 0:
            warnings.warn(
                "Division by zero in Adjusted R2 score. Falling back to standard R2 score."
                if left == 0
                else "More independent predictors than datapoints in adjusted R2 score. Falling "
                "back to standard R2 score.",
                stacklevel=2,
            )
        elif self.num_regressors:
            score = 1.0 - (1.0 - score) * (self._samples - 1.0) / left
        return Number(score) if np.ndim(score) == 0 else tensor(score.astype(self.dtype))

    def reset_state(self) -> None:
        super().reset_state()
        self._samples = 0

    def get_config(self) -> dict[str, Any]:
        own = {
            "class_aggregation": self.class_aggregation,
            "num_regressors": self.num_regressors,
        }
        return {**super().get_config(), **own}
