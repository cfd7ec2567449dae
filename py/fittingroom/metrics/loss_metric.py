"""Base of the metrics that are the mean of a loss."""

from typing import Any

from fittingroom import losses
from fittingroom.backend import Array
from fittingroom.metrics.reduction_metrics import SampleMean


class LossMetric(SampleMean):
    loss: type[losses.Loss]

    def __init__(self, name: str | None = None, dtype: str | None = None, **options: Any) -> None:
        super().__init__(name or self.loss.default_name, dtype)
        self._options, self._loss = options, self.loss(**options)

    def sample_values(self, y_true: Array, y_pred: Array) -> Array:
        return self._loss.call(y_true, y_pred)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), **self._options}
