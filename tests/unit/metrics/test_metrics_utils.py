"""The confusion matrix."""

from fittingroom.metrics.metrics_utils import confusion_matrix


def test_confusion_matrix() -> None:
    counts = confusion_matrix([0, 1, 1, 0], [0, 1, 0, 0])
    assert counts.tolist() == [[2, 0], [1, 1]]
    assert counts.dtype == "int64"
    assert confusion_matrix([0], [[1]], num_classes=3).tolist() == [[0, 1, 0], [0] * 3, [0] * 3]
