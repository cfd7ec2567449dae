"""Metrics of true and false positives and negatives: precision and recall."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom.backend.tensor import Number
from fittingroom.metrics.metric import Metric
from fittingroom.metrics.metrics_utils import labels_like


class _Share(Metric):
    """True positives as a share of something; labels and predictions are 0 and 1.

    Args:
        thresholds: predictions above it say 1; by default 0.5.
        top_k: not here.
        class_id: only this column of labels and predictions counts; by default all do.

    Raises:
        ValueError: for `top_k`, or a threshold that is no number from 0 to 1.
    """

    def __init__(
        self,
        thresholds: float | None = None,
        top_k: int | None = None,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(dtype, name)
        threshold: Any = 0.5 if thresholds is None else thresholds
        number = isinstance(threshold, (int, float)) and 0 <= threshold <= 1
        if top_k is not None or not number:
            raise ValueError(
                "Expected `thresholds` to be one number from 0 to 1, and no `top_k`. Received: "
                f"thresholds={thresholds}, top_k={top_k}"
            )
        self.thresholds, self.class_id = thresholds, class_id
        self._threshold = threshold
        self._right, self._all = 0.0, 0.0

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        predictions = np.asarray(y_pred)
        labels = labels_like(self.name, np.asarray(y_true), predictions.shape)
        if self.class_id is not None:
            labels, predictions = labels[..., self.class_id], predictions[..., self.class_id]
        is_one, says_one = labels.astype(bool), predictions > self._threshold
        weights = np.ones(len(labels)) if sample_weight is None else np.asarray(sample_weight)
        weights = np.broadcast_to(weights.reshape(-1, *[1] * (labels.ndim - 1)), labels.shape)
        self._right += float(weights[is_one & says_one].sum())
        self._all += float(weights[self._counted(is_one, says_one)].sum())

    def _counted(self, is_one: Any, says_one: Any) -> Any:
        """Which outputs the true positives are a share of."""
        raise NotImplementedError

    def result(self) -> Number:
        """Return the share since the last reset; 0 of nothing."""
        return Number(self._right / self._all if self._all else 0.0)

    def reset_state(self) -> None:
        self._right, self._all = 0.0, 0.0

    def get_config(self) -> dict[str, Any]:
        own = {"thresholds": self.thresholds, "top_k": None, "class_id": self.class_id}
        return {**super().get_config(), **own}


class Precision(_Share):
    """Of the outputs that say 1, the share that are 1.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def _counted(self, is_one: Any, says_one: Any) -> Any:
        return says_one


class Recall(_Share):
    """Of the outputs that are 1, the share that say so.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def _counted(self, is_one: Any, says_one: Any) -> Any:
        return is_one
