"""Losses as metrics: their mean over all samples, whatever the model learns by.

Imports NumPy, `backend` (for types), `losses`, `metrics.metric` and `tensor` only.
"""

from typing import Any

import numpy as np

from fittingroom import losses
from fittingroom.backend import Array
from fittingroom.backend.variables import Number
from fittingroom.metrics.metric import SampleMean


class _LossMean(SampleMean):
    loss: type[losses.Loss]

    def __init__(self, name: str | None = None, dtype: str | None = None, **options: Any) -> None:
        super().__init__(name or self.loss.default_name, dtype)
        self._options, self._loss = options, self.loss(**options)

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        return self._loss.call(y_true, y_pred)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self._options}


class MeanSquaredError(_LossMean):
    """Mean of `(y_true - y_pred) ** 2`."""

    loss = losses.MeanSquaredError
    default_name = loss.default_name


class MeanAbsoluteError(_LossMean):
    """Mean of `|y_true - y_pred|`."""

    loss = losses.MeanAbsoluteError
    default_name = loss.default_name


class RootMeanSquaredError(MeanSquaredError):
    """Square root of the mean of `(y_true - y_pred) ** 2`."""

    default_name = "root_mean_squared_error"

    def __init__(self, name: str | None = None, dtype: str | None = None) -> None:
        super().__init__(name or self.default_name, dtype)

    def result(self) -> float:
        """Root of the mean over all samples since the last reset."""
        return Number(np.sqrt(super().result()))


class CategoricalCrossentropy(_LossMean):
    """Cross-entropy of one-hot labels.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: how far labels are moved towards all classes alike, from 0 to 1.
    """

    loss = losses.CategoricalCrossentropy
    default_name = loss.default_name

    def __init__(
        self,
        name: str | None = None,
        dtype: str | None = None,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(name, dtype, from_logits=from_logits, label_smoothing=label_smoothing)


class SparseCategoricalCrossentropy(_LossMean):
    """Cross-entropy of class numbers.

    Args:
        from_logits: whether predictions are logits, not probabilities.
    """

    loss = losses.SparseCategoricalCrossentropy
    default_name = loss.default_name

    def __init__(
        self, name: str | None = None, dtype: str | None = None, from_logits: bool = False
    ) -> None:
        super().__init__(name, dtype, from_logits=from_logits)


class BinaryCrossentropy(_LossMean):
    """Cross-entropy for yes or no.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: how far labels are moved towards 0.5, from 0 to 1.
    """

    loss = losses.BinaryCrossentropy
    default_name = loss.default_name

    def __init__(
        self,
        name: str | None = None,
        dtype: str | None = None,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(name, dtype, from_logits=from_logits, label_smoothing=label_smoothing)
