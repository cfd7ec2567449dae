"""Cross-entropies as metrics."""

from fittingroom import losses
from fittingroom.metrics.loss_metric import LossMetric


class _SmoothedMetric(LossMetric):
    def __init__(
        self,
        name: str | None = None,
        dtype: str | None = None,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
    ) -> None:
        super().__init__(name, dtype, from_logits=from_logits, label_smoothing=label_smoothing)


class CategoricalCrossentropy(_SmoothedMetric):
    """Cross-entropy of one-hot labels.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: how far labels are moved towards all classes alike, from 0 to 1.
    """

    loss = losses.CategoricalCrossentropy
    default_name = loss.default_name


class SparseCategoricalCrossentropy(LossMetric):
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


class BinaryCrossentropy(_SmoothedMetric):
    """Cross-entropy for yes or no.

    Args:
        from_logits: whether predictions are logits, not probabilities.
        label_smoothing: how far labels are moved towards 0.5, from 0 to 1.
    """

    loss = losses.BinaryCrossentropy
    default_name = loss.default_name
