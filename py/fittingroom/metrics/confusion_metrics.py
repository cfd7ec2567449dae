"""Metrics of true and false positives and negatives: precision and recall."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import utils
from fittingroom.backend import Array
from fittingroom.backend.tensor import Number, tensor
from fittingroom.metrics.metric import Metric
from fittingroom.metrics.metrics_utils import labels_like


def ratio(part: Any, whole: Any) -> Any:
    """Return a share; 0 of nothing."""
    safe = np.where(np.asarray(whole) == 0, 1.0, whole)
    return np.where(np.asarray(whole) == 0, 0.0, part / safe)


def counts(values: Array) -> Any:
    """Return the number for one threshold, or the array for several."""
    return Number(values[0]) if len(values) == 1 else tensor(values.astype(np.float32))


def _like(columns: Array, values: Array) -> Array:
    """Return values in rows as the columns of `columns` are."""
    by_output = len(columns) > 1 or (values.ndim > 1 and values.shape[-1] == len(columns) > 1)
    return values.reshape(columns.shape[1], -1).T if by_output else values.reshape(1, -1)


class Confusion(Metric):
    """Base of the metrics that count rights and wrongs at thresholds.

    Args:
        thresholds: predictions above one say 1; by default 0.5.
        by_output: whether each output is counted for itself.

    Attributes:
        found: true positives, false positives, true negatives and false negatives, each
            `(thresholds,)` or `(thresholds, outputs)`.

    Raises:
        ValueError: for a threshold that is no number from 0 to 1.
    """

    def __init__(
        self,
        thresholds: Any = None,
        name: str | None = None,
        dtype: str | None = None,
        *,
        by_output: bool = False,
    ) -> None:
        super().__init__(dtype, name)
        self._thresholds = utils.as_list(0.5 if thresholds is None else thresholds)
        self._by_output = by_output
        self.reset_state()

    def add(
        self,
        y_true: ArrayLike,
        y_pred: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        class_id: int | None = None,
        top_k: int | None = None,
        label_weights: Array | None = None,
    ) -> None:
        """Count one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
            class_id: the only column that counts.
            top_k: how many of the largest predictions may say 1.
            label_weights: how much each output counts.
        """
        predictions = np.asarray(y_pred)
        predictions = predictions.astype(np.result_type(predictions.dtype, np.float32))
        labels = labels_like(self.name, np.asarray(y_true), predictions.shape)
        if top_k is not None:
            ranks = (-predictions).argsort(axis=-1, kind="stable").argsort(axis=-1)
            predictions = np.where(ranks < top_k, predictions, -np.inf)
        if class_id is not None:
            labels, predictions = labels[..., class_id], predictions[..., class_id]
        given = np.ones(len(labels)) if sample_weight is None else np.asarray(sample_weight)
        weights = np.broadcast_to(given.reshape(-1, *[1] * (labels.ndim - 1)), labels.shape)
        if label_weights is not None:
            weights = weights * label_weights
        columns = labels.reshape(len(labels), -1).T if self._by_output else labels.reshape(1, -1)
        pairs = zip(columns, _like(columns, predictions), _like(columns, weights), strict=True)
        parts = [self._count(*each) for each in pairs]
        batch = [np.stack(kind, axis=-1) for kind in zip(*parts, strict=True)]
        if not self._by_output:
            batch = [kind[:, 0] for kind in batch]
        self.found = [old + new for old, new in zip(self.found, batch, strict=True)]

    def _count(self, labels: Array, predictions: Array, weights: Array) -> list[Array]:
        """Return the four counts, `(thresholds,)` each, of values in a row."""
        limits = np.asarray(self._thresholds, predictions.dtype)
        order = np.argsort(limits)
        above = np.searchsorted(limits[order], predictions)  # thresholds that each is above
        is_one, kinds = labels.astype(bool), list[Array]()
        for kind in (is_one, ~is_one):
            sums = np.bincount(above, weights * kind, len(limits) + 1)
            said = np.empty(len(limits))
            said[order] = sums[::-1].cumsum()[::-1][1:]
            kinds += [said, sums.sum() - said]
        hits, missed, false, right = kinds
        return [hits, false, right, missed]

    def reset_state(self) -> None:
        self.found: list[Any] = [np.zeros(len(self._thresholds)) for _ in range(4)]
        if self._by_output:
            self.found = [values[:, None] for values in self.found]


class _Share(Confusion):
    """True positives as a share of something; labels and predictions are 0 and 1.

    Args:
        thresholds: predictions above it say 1; by default 0.5. Or a list of them.
        top_k: how many of the largest predictions of a sample may say 1.
        class_id: only this column of labels and predictions counts; by default all do.

    Raises:
        ValueError: for a threshold that is no number from 0 to 1.
    """

    def __init__(
        self,
        thresholds: Any = None,
        top_k: int | None = None,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        for threshold in utils.as_list(0.5 if thresholds is None else thresholds):
            if not isinstance(threshold, (int, float)) or not 0 <= threshold <= 1:
                raise ValueError(
                    "Threshold values must be in [0, 1]: expected `thresholds` to be one number "
                    f"from 0 to 1, or a list of them. Received: thresholds={thresholds}"
                )
        least = -np.inf if top_k is not None and thresholds is None else thresholds
        super().__init__(least, name, dtype)
        self.thresholds, self.top_k, self.class_id = thresholds, top_k, class_id

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        self.add(y_true, y_pred, sample_weight, class_id=self.class_id, top_k=self.top_k)

    def get_config(self) -> dict[str, Any]:
        own = {"thresholds": self.thresholds, "top_k": self.top_k, "class_id": self.class_id}
        return {**super().get_config(), **own}


class Precision(_Share):
    """Of the outputs that say 1, the share that are 1.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def result(self) -> Any:
        """Return the share since the last reset; 0 of nothing."""
        hits, false, _, _ = self.found
        return counts(ratio(hits, hits + false))


class Recall(_Share):
    """Of the outputs that are 1, the share that say so.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def result(self) -> Any:
        """Return the share since the last reset; 0 of nothing."""
        hits, _, _, missed = self.found
        return counts(ratio(hits, hits + missed))
