"""Squared and absolute errors as metrics."""

import numpy as np

from fittingroom import losses
from fittingroom.backend.tensor import Number
from fittingroom.metrics.loss_metric import LossMetric


class MeanSquaredError(LossMetric):
    """Mean of `(y_true - y_pred) ** 2`."""

    loss = losses.MeanSquaredError
    default_name = loss.default_name


class MeanAbsoluteError(LossMetric):
    """Mean of `|y_true - y_pred|`."""

    loss = losses.MeanAbsoluteError
    default_name = loss.default_name


class RootMeanSquaredError(MeanSquaredError):
    """Square root of the mean of `(y_true - y_pred) ** 2`."""

    default_name = "root_mean_squared_error"

    def __init__(self, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(name or self.default_name, dtype)

    def result(self) -> float:
        """Return the root of the mean over all samples since the last reset."""
        return Number(np.sqrt(super().result()))
