"""Means and sums: of values, of a value of each sample, of what a function gives."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.backend.tensor import Number
from fittingroom.metrics.metric import Metric


class Average(Metric):
    """Base of the metrics that are a mean over samples."""

    default_name = "mean"

    def __init__(self, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(dtype, name or self.default_name)
        self.total, self.count = 0.0, 0.0

    def add(self, values: Array, sample_weight: ArrayLike | None = None) -> None:
        """Add one value for each sample, `(batch,)`, numbers or truth values."""
        if sample_weight is None:
            right = values.dtype.kind == "b"
            self.total += int(np.count_nonzero(values)) if right else float(values.sum())
            self.count += len(values)
        else:
            weights = np.asarray(sample_weight).reshape(-1)
            if len(weights) not in (1, len(values)):
                raise ValueError(
                    f"{self.name} expects one weight for each sample. Received: {len(weights)} "
                    f"weights, {len(values)} samples."
                )
            weights = np.broadcast_to(weights, values.shape)
            self.total += float((values * weights).sum())
            self.count += float(weights.sum())

    def add_any(self, values: ArrayLike, sample_weight: ArrayLike | None = None) -> None:
        """Add a number, or one or more for each sample, `(batch, ...)`."""
        given = np.asarray(values, self.dtype)
        if given.ndim > 1:
            given = given.reshape(len(given), -1).mean(axis=-1)
        self.add(given.reshape(-1), sample_weight)

    def result(self) -> float:
        """Return the mean over all samples since the last reset; 0 before the first."""
        return Number(self.total / self.count if self.count else 0.0)

    def reset_state(self) -> None:
        self.total, self.count = 0.0, 0.0


class Mean(Average):
    """Mean of values, by default each counting alike.

    Reference: https://keras.io/api/metrics/reduction_metrics/
    """

    def update_state(self, values: ArrayLike, sample_weight: ArrayLike | None = None) -> None:
        """Add values: a number, or one or more for each sample, `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`, or one number for all.
        """
        self.add_any(values, sample_weight)


class Sum(Mean):
    """Sum of values, each times its weight if there are weights."""

    default_name = "sum"

    def result(self) -> float:
        """Return the sum since the last reset."""
        return Number(self.total)


class SampleMean(Average):
    """Base of the metrics that are the mean of a value of each sample."""

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        self.add(self.sample_values(np.asarray(y_true), np.asarray(y_pred)), sample_weight)

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        """Return the value of each sample, `(batch,)`, numbers or truth values."""
        raise NotImplementedError


class MeanMetricWrapper(Average):
    """Mean of what a function of labels and predictions gives.

    Args:
        fn: takes `(y_true, y_pred)`; gives one number for each sample, or one for the batch.
        name: by default the function's.
        kwargs: given to `fn` with every batch.
    """

    def __init__(
        self,
        fn: Callable[..., Any],
        name: str | None = None,
        dtype: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(name or utils.object_name(fn), dtype)
        self._fn, self._kwargs = fn, kwargs

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch; copies, since the function may keep what it is given."""
        labels, predictions = np.array(y_true), np.array(y_pred)
        self.add_any(self._fn(labels, predictions, **self._kwargs), sample_weight)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "fn": self._fn, **self._kwargs}
