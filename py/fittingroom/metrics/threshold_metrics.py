"""Metrics over many thresholds: areas under curves, and one rate at another."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from fittingroom import activations
from fittingroom.backend import Array
from fittingroom.backend.tensor import Number
from fittingroom.metrics.confusion_metrics import Confusion, counts, ratio

_EPSILON = 1e-7


def _evenly(count: int) -> list[float]:
    return [index / (count - 1) for index in range(count)]


class AUC(Confusion):
    """Area under a curve over thresholds: of true against false positives (ROC), or others.

    Args:
        num_thresholds: how many, above 1.
        curve: `"ROC"`, `"PR"` (precision over recall) or `"PRGAIN"`.
        summation_method: `"interpolation"`, `"minoring"` or `"majoring"`.
        thresholds: the thresholds between 0 and 1 themselves.
        multi_label: whether each output has a curve of its own, whose areas are averaged.
        num_labels: taken, not used.
        label_weights: how much each output counts.
        from_logits: whether predictions are logits.

    Raises:
        ValueError: for another curve, method or number.

    Reference: https://keras.io/api/metrics/classification_metrics/
    """

    def __init__(
        self,
        num_thresholds: int = 200,
        curve: str = "ROC",
        summation_method: str = "interpolation",
        name: str | None = None,
        dtype: str | None = None,
        thresholds: list[float] | None = None,
        multi_label: bool = False,
        num_labels: int | None = None,
        label_weights: ArrayLike | None = None,
        from_logits: bool = False,
    ) -> None:
        curves, methods = ("ROC", "PR", "PRGAIN"), ("interpolation", "majoring", "minoring")
        if curve.upper() not in curves:
            raise ValueError(f'Invalid AUC curve value: "{curve}". Expected values are {curves}')
        if summation_method.lower() not in methods:
            raise ValueError(
                f'Invalid AUC summation method value: "{summation_method}". Expected values are '
                f"{methods}"
            )
        if num_labels and not multi_label:
            raise ValueError("`num_labels` is needed only when `multi_label` is True.")
        self._given = None if thresholds is None else sorted(thresholds)
        if self._given is None and num_thresholds <= 1:
            raise ValueError(
                "Argument `num_thresholds` must be an integer > 1. Received: "
                f"num_thresholds={num_thresholds}"
            )
        inner = _evenly(num_thresholds)[1:-1] if self._given is None else self._given
        every = [-_EPSILON, *inner, 1.0 + _EPSILON]
        super().__init__(every, name, dtype, by_output=multi_label)
        self.num_thresholds = len(every)
        self.curve, self.summation_method = curve.upper(), summation_method.lower()
        self.multi_label, self.num_labels = multi_label, num_labels
        self.label_weights = (
            None if label_weights is None else np.asarray(label_weights, np.float32)
        )
        self._from_logits = from_logits

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        given = activations.sigmoid(y_pred) if self._from_logits else y_pred
        weights = None if self.multi_label else self.label_weights
        self.add(y_true, given, sample_weight, label_weights=weights)

    def result(self) -> Number:
        """Return the area since the last reset."""
        tp, fp, tn, fn = self.found
        if self.curve == "PR" and self.summation_method == "interpolation":
            parts = self._interpolated_pr(tp, fp, fn)
        else:
            x, y = self._curve(tp, fp, tn, fn)
            ends = (y[:-1], y[1:])
            heights = {
                "interpolation": lambda: (ends[0] + ends[1]) / 2.0,
                "minoring": lambda: np.minimum(*ends),
                "majoring": lambda: np.maximum(*ends),
            }[self.summation_method]()
            parts = (x[:-1] - x[1:]) * heights
        areas = np.asarray(parts.sum(axis=0))
        if not self.multi_label:
            return Number(areas)
        if self.label_weights is None:
            return Number(areas.mean())
        return Number(ratio((areas * self.label_weights).sum(), self.label_weights.sum()))

    def _curve(self, tp: Array, fp: Array, tn: Array, fn: Array) -> tuple[Array, Array]:
        recall = ratio(tp, tp + fn)
        if self.curve == "ROC":
            return ratio(fp, fp + tn), recall
        if self.curve == "PR":
            return recall, ratio(tp, tp + fp)
        scale = ratio(tp + fn, tn + fp)
        recall_gain = np.where(tp == 0, 0.0, 1.0 - scale * ratio(fn, tp))
        precision_gain = np.where(tp == 0, 1.0, 1.0 - scale * ratio(fp, tp))
        return np.maximum(recall_gain, 0.0), precision_gain

    def _interpolated_pr(self, tp: Array, fp: Array, fn: Array) -> Array:
        """Return the parts of the area with precision interpolated between thresholds.

        Reference: Davis & Goadrich 2006, "The Relationship Between Precision-Recall and ROC
        Curves".
        """
        p = tp + fp
        dtp, dp = tp[:-1] - tp[1:], p[:-1] - p[1:]
        slope = ratio(dtp, np.maximum(dp, 0))
        intercept = tp[1:] - slope * p[1:]
        both = (p[:-1] > 0) & (p[1:] > 0)
        share = np.where(both, ratio(p[:-1], np.maximum(p[1:], 0)), 1.0)
        return ratio(slope * (dtp + intercept * np.log(share)), np.maximum(tp[1:] + fn[1:], 0))

    def get_config(self) -> dict[str, Any]:
        own = {
            "num_thresholds": self.num_thresholds,
            "curve": self.curve,
            "summation_method": self.summation_method,
            "multi_label": self.multi_label,
            "num_labels": self.num_labels,
            "label_weights": self.label_weights,
            "from_logits": self._from_logits,
        }
        given = {} if self._given is None else {"thresholds": self._given}
        return {**super().get_config(), **own, **given}


class _RateAtRate(Confusion):
    """Base of the metrics that are the best of one rate where another is large enough."""

    argument = ""

    def __init__(
        self,
        value: float,
        num_thresholds: int,
        class_id: int | None,
        name: str | None,
        dtype: str | None,
    ) -> None:
        if not 0 <= value <= 1:
            raise ValueError(
                f"Argument `{self.argument}` must be in the range [0, 1]. Received: "
                f"{self.argument}={value}"
            )
        if num_thresholds <= 0:
            raise ValueError(
                "Argument `num_thresholds` must be an integer > 0. Received: "
                f"num_thresholds={num_thresholds}"
            )
        every = [0.5] if num_thresholds == 1 else _evenly(num_thresholds)
        super().__init__(every, name, dtype)
        self.value, self.num_thresholds, self.class_id = value, num_thresholds, class_id

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        self.add(y_true, y_pred, sample_weight, class_id=self.class_id)

    def _best(self, held: Array, wanted: Array) -> Number:
        return Number(np.where(held >= self.value, wanted, 0.0).max(initial=0.0))

    def get_config(self) -> dict[str, Any]:
        own = {"class_id": self.class_id, "num_thresholds": self.num_thresholds}
        return {**super().get_config(), **own, self.argument: self.value}


class SensitivityAtSpecificity(_RateAtRate):
    """The best share of ones found, where a share of zeros `specificity` is found."""

    argument = "specificity"

    def __init__(
        self,
        specificity: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(specificity, num_thresholds, class_id, name, dtype)

    def result(self) -> Number:
        """Return the rate since the last reset."""
        tp, fp, tn, fn = self.found
        return self._best(ratio(tn, tn + fp), ratio(tp, tp + fn))


class SpecificityAtSensitivity(_RateAtRate):
    """The best share of zeros found, where a share of ones `sensitivity` is found."""

    argument = "sensitivity"

    def __init__(
        self,
        sensitivity: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(sensitivity, num_thresholds, class_id, name, dtype)

    def result(self) -> Number:
        """Return the rate since the last reset."""
        tp, fp, tn, fn = self.found
        return self._best(ratio(tp, tp + fn), ratio(tn, tn + fp))


class PrecisionAtRecall(_RateAtRate):
    """The best precision where the recall is at least `recall`."""

    argument = "recall"

    def __init__(
        self,
        recall: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(recall, num_thresholds, class_id, name, dtype)

    def result(self) -> Number:
        """Return the rate since the last reset."""
        tp, fp, _, fn = self.found
        return self._best(ratio(tp, tp + fn), ratio(tp, tp + fp))


class RecallAtPrecision(_RateAtRate):
    """The best recall where the precision is at least `precision`."""

    argument = "precision"

    def __init__(
        self,
        precision: float,
        num_thresholds: int = 200,
        class_id: int | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(precision, num_thresholds, class_id, name, dtype)

    def result(self) -> Number:
        """Return the rate since the last reset."""
        tp, fp, _, fn = self.found
        return self._best(ratio(tp, tp + fp), ratio(tp, tp + fn))


class _Count(Confusion):
    """Base of the metrics that count one kind of rights and wrongs."""

    place = 0

    def __init__(
        self,
        thresholds: float | list[float] | None = None,
        name: str | None = None,
        dtype: str | None = None,
    ) -> None:
        super().__init__(thresholds, name, dtype)
        self._given = thresholds

    def update_state(
        self, y_true: ArrayLike, y_pred: ArrayLike, sample_weight: ArrayLike | None = None
    ) -> None:
        """Update by one batch of labels and predictions `(batch, ...)`.

        Args:
            sample_weight: how much each sample counts, `(batch,)`.
        """
        self.add(y_true, y_pred, sample_weight)

    def result(self) -> Any:
        """Return the count since the last reset; of several thresholds, an array."""
        return counts(self.found[self.place])

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "thresholds": self._given}


class TruePositives(_Count):
    """How many ones were said to be ones."""

    place = 0


class FalsePositives(_Count):
    """How many zeros were said to be ones."""

    place = 1


class TrueNegatives(_Count):
    """How many zeros were said to be zeros."""

    place = 2


class FalseNegatives(_Count):
    """How many ones were said to be zeros."""

    place = 3
