"""Metrics: hand-counted results, names, the tracker of an epoch."""

import numpy as np
import pytest

from fittingroom import metrics

PREDICTIONS = [[0.1, 0.7, 0.2], [0.6, 0.3, 0.1], [0.2, 0.2, 0.6]]  # classes 1, 0, 2


def test_accuracies() -> None:
    sparse = metrics.SparseCategoricalAccuracy()
    sparse.update_state([1, 1, 2], PREDICTIONS)
    assert sparse.result() == 2 / 3
    sparse.update_state([[1]], PREDICTIONS[:1])
    assert sparse.result() == 3 / 4
    sparse.reset_state()
    assert sparse.result() == 0.0
    categorical = metrics.CategoricalAccuracy()
    categorical.update_state([[0, 1, 0], [1, 0, 0], [0, 1, 0]], PREDICTIONS)
    assert categorical.result() == 2 / 3
    assert type(categorical.result()) is float


@pytest.mark.parametrize(
    ("labels_shape", "expected"),
    [
        ((6,), metrics.SparseCategoricalAccuracy),
        ((6, 1), metrics.SparseCategoricalAccuracy),
        ((6, 3), metrics.CategoricalAccuracy),
    ],
)
def test_accuracy_suits_itself_to_the_labels(
    labels_shape: tuple[int, ...], expected: type[metrics.Metric]
) -> None:
    for name in ("accuracy", "acc"):
        metric = metrics.get(name, labels_shape, (None, 3))
        assert type(metric) is expected
        assert metric.name == name


def test_get_makes_fresh_metrics() -> None:
    mine = metrics.CategoricalAccuracy("hits")
    mine.update_state([[1, 0]], [[1, 0]])
    copy = metrics.get(mine, (1, 2), (None, 2))
    assert copy is not mine
    assert (copy.name, copy.result(), mine.result()) == ("hits", 0.0, 1.0)
    assert metrics.get("categorical_accuracy", (1, 2), (None, 2)).name == "categorical_accuracy"


def test_check() -> None:
    assert metrics.check(None) == []
    assert metrics.check(["acc"]) == ["acc"]
    (metric,) = metrics.check([metrics.SparseCategoricalAccuracy])
    assert isinstance(metric, metrics.SparseCategoricalAccuracy)
    with pytest.raises(ValueError, match=r"a list, such as metrics=\['accuracy'\]"):
        metrics.check("accuracy")
    with pytest.raises(ValueError, match="Did you mean 'accuracy'"):
        metrics.check(["acuracy"])
    with pytest.raises(ValueError, match="metric identifier: 3"):
        metrics.check([3])


def test_tracker_weighs_batches_by_their_samples() -> None:
    tracker = metrics.Tracker([metrics.SparseCategoricalAccuracy("accuracy")])
    tracker.update(np.array([1.0, 2.0]), np.array([1, 1]), np.array(PREDICTIONS[:2]))
    tracker.update(np.array([6.0]), np.array([2]), np.array(PREDICTIONS[2:]))
    # (1 + 2 + 6) / 3, not (1.5 + 6) / 2
    assert tracker.values() == [3.0, 2 / 3]
    assert tracker.logs("val_") == {"val_accuracy": 2 / 3, "val_loss": 3.0}
    assert list(tracker.logs()) == ["accuracy", "loss"]
    tracker.reset()
    assert tracker.values() == [0.0, 0.0]


def test_tracker_numbers_names_that_repeat() -> None:
    hits = [metrics.SparseCategoricalAccuracy("hits") for _ in range(3)]
    assert list(metrics.Tracker(hits).logs()) == ["hits", "hits_1", "hits_2", "loss"]
