"""Labels in the shape of predictions; the confusion matrix."""

import numpy as np
import pytest

from fittingroom import metrics
from fittingroom.metrics.metrics_utils import confusion_matrix


@pytest.mark.parametrize(
    "metric",
    [
        metrics.Accuracy(),
        metrics.BinaryAccuracy(),
        metrics.CategoricalAccuracy(),
        metrics.Precision(),
        metrics.SparseCategoricalAccuracy(),
        metrics.SparseTopKCategoricalAccuracy(),
        metrics.TopKCategoricalAccuracy(),
    ],
)
def test_labels_and_predictions_of_other_numbers_are_explained(metric: metrics.Metric) -> None:
    with pytest.raises(ValueError, match=r"expects a label for each prediction. Received: labels"):
        metric.update_state([1, 2, 3], np.zeros((2, 2)))


def test_weights_of_another_number_are_explained() -> None:
    with pytest.raises(ValueError, match=r"mean expects one weight for each sample.*2 weights, 3"):
        metrics.Mean().update_state([1, 0, 1], [1, 2])


def test_confusion_matrix() -> None:
    counts = confusion_matrix([0, 1, 1, 0], [0, 1, 0, 0])
    assert counts.tolist() == [[2, 0], [1, 1]]
    assert counts.dtype == "int64"
    assert confusion_matrix([0], [[1]], num_classes=3).tolist() == [[0, 1, 0], [0] * 3, [0] * 3]
