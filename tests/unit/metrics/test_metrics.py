"""Metrics: hand-counted results, names, the tracker of an epoch."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers, metrics
from unit import small_model

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
    assert categorical.result().numpy().dtype == "float32"


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
        metric = metrics.get_metric(name, labels_shape, (None, 3))
        assert type(metric) is expected
        assert metric.name == name


def test_get_metric_takes_instances_as_they_are_and_names_as_keys() -> None:
    mine = metrics.CategoricalAccuracy("hits")
    assert metrics.get_metric(mine, (1, 2), (None, 2)) is mine
    assert metrics.get_metric("mse", (1, 2), (None, 2)).name == "mse"
    assert metrics.get_metric("MeanSquaredError", (1, 2), (None, 2)).name == "MeanSquaredError"
    with_class = metrics.get_metric(metrics.MeanSquaredError, (1, 2), (None, 2))
    assert with_class.name == "mean_squared_error"


def test_check() -> None:
    assert metrics.check(None) == []
    assert metrics.check(["acc"]) == ["acc"]
    assert metrics.check([metrics.Accuracy]) == [metrics.Accuracy]
    with pytest.raises(ValueError, match=r"a list, such as metrics=\['accuracy'\]"):
        metrics.check("accuracy")
    with pytest.raises(ValueError, match="Did you mean 'accuracy'"):
        metrics.check(["acuracy"])
    with pytest.raises(ValueError, match="metric identifier: 3"):
        metrics.check([3])
    with pytest.raises(ValueError, match=r"`weighted_metrics` argument to be a list"):
        metrics.check("accuracy", "weighted_metrics")


@pytest.mark.parametrize(
    ("function", "labels", "expected"),
    [
        (metrics.sparse_categorical_accuracy, [1, 0], [1, 0]),
        (metrics.categorical_accuracy, [[0, 1], [1, 0]], [1, 0]),
        (metrics.binary_accuracy, [[0, 1], [1, 1]], [1, 0.5]),
        (metrics.mean_squared_error, [[0.25, 0.75], [1.0, 1.0]], [0, 0.5]),
        (metrics.sparse_top_k_categorical_accuracy, [1, 0], [1, 1]),
    ],
)
def test_functions_give_a_value_for_each_sample(
    function: Callable[..., Any], labels: Any, expected: list[float]
) -> None:
    values = function(labels, [[0.25, 0.75], [0.0, 1.0]])
    assert values.tolist() == expected


def test_functions_in_compile_name_their_values_and_are_saved() -> None:
    model = small_model.compiled()
    model.compile(
        "sgd",
        "sparse_categorical_crossentropy",
        metrics=[metrics.sparse_categorical_accuracy, "acc"],
    )
    history = model.fit(small_model.X, small_model.Y, verbose=0).history
    assert set(history) == {"loss", "acc", "sparse_categorical_accuracy"}
    assert history["acc"] == history["sparse_categorical_accuracy"]
    assert model.get_compile_config()["metrics"] == ["sparse_categorical_accuracy", "acc"]


def test_compile_metrics_weighs_batches_by_their_samples() -> None:
    tracker = metrics.CompileMetrics([metrics.SparseCategoricalAccuracy("accuracy")])
    tracker.update(np.array([1.0, 2.0]), np.array([1, 1]), np.array(PREDICTIONS[:2]))
    tracker.update(np.array([6.0]), np.array([2]), np.array(PREDICTIONS[2:]))
    # (1 + 2 + 6) / 3, not (1.5 + 6) / 2
    assert tracker.values() == [3.0, 2 / 3]
    assert tracker.logs("val_") == {"val_accuracy": 2 / 3, "val_loss": 3.0}
    assert list(tracker.logs()) == ["accuracy", "loss"]
    tracker.reset()
    assert tracker.values() == [0.0, 0.0]


def test_compile_metrics_numbers_names_that_repeat() -> None:
    hits = [metrics.SparseCategoricalAccuracy("hits") for _ in range(3)]
    assert list(metrics.CompileMetrics(hits).logs()) == ["hits", "hits_1", "hits_2", "loss"]


def test_compile_metrics_names_and_orders_weighted_metrics_as_keras_does() -> None:
    plain = [metrics.SparseCategoricalAccuracy("hits")]
    weighted = [metrics.SparseCategoricalAccuracy(name) for name in ("hits", "hits", "other")]
    tracker = metrics.CompileMetrics(plain, weighted)
    labels, weights = np.array([1, 1, 2]), np.array([1.0, 4.0, 3.0])
    tracker.update(np.zeros(3), labels, np.array(PREDICTIONS), weights)
    hits, by_weight = 2 / 3, 4 / 8
    assert tracker.logs() == {
        "hits": hits,
        "loss": 0.0,
        "other": by_weight,
        "weighted_hits": by_weight,
        "weighted_hits_1": by_weight,
    }
    # loss, then each metric under its own name, then the names put together
    assert tracker.values() == [0.0, hits, hits, hits, by_weight, by_weight, by_weight]


def test_weighted_metrics_in_fit_and_evaluate() -> None:
    rng = np.random.default_rng(0)
    x, y = rng.random((12, 4)), rng.integers(0, 3, 12)
    weights = rng.random(12)
    model = Sequential([Input((4,)), layers.Dense(3, activation="softmax")])
    model.compile(
        "sgd", "sparse_categorical_crossentropy", metrics=["acc"], weighted_metrics=["acc"]
    )
    right = model.predict(x, verbose=0).argmax(axis=1) == y
    results = model.evaluate(x, y, sample_weight=weights, verbose=0, return_dict=True)
    assert results["acc"] == right.mean()
    assert results["weighted_acc"] == pytest.approx((right * weights).sum() / weights.sum())
    history = model.fit(x, y, class_weight={0: 5.0}, validation_split=0.5, verbose=0).history
    names = ["acc", "loss", "weighted_acc"]
    assert list(history) == sorted([*names, *(f"val_{name}" for name in names)])
    assert history["val_weighted_acc"] == history["val_acc"]


def test_errors_as_metrics() -> None:
    labels, predictions = [[0.0, 1.0], [1.0, 0.0]], [[0.5, 0.5], [1.0, 1.0]]
    assert metrics.MeanSquaredError()(labels, predictions) == 0.375
    assert metrics.get("mae")(labels, predictions) == 0.5
    assert metrics.RootMeanSquaredError()(labels, predictions) == pytest.approx(0.375**0.5)
    squares = metrics.MeanSquaredError()
    squares.update_state(labels, predictions, sample_weight=[1.0, 3.0])
    assert squares.result() == (0.25 + 3 * 0.5) / 4
    cross = metrics.CategoricalCrossentropy(from_logits=True)
    assert cross([[0, 1.0]], [[0.0, 0.0]]) == pytest.approx(np.log(2))
    assert metrics.SparseCategoricalCrossentropy()([1], [[0.5, 0.5]]) == pytest.approx(np.log(2))
    assert metrics.BinaryCrossentropy()([[1.0]], [[0.5]]) == pytest.approx(np.log(2))
    assert metrics.Accuracy()([1, 2, 3], [1, 0, 3]) == pytest.approx(2 / 3)


def test_means_and_sums() -> None:
    mean = metrics.Mean()
    assert mean([1, 3, 5, 7]) == 4.0
    assert metrics.Mean()([1, 3, 5, 7], sample_weight=[1, 1, 0, 0]) == 2.0
    assert metrics.Sum()([1, 3, 5, 7], sample_weight=[1, 1, 0, 0]) == 4.0
    mean.reset_state()
    mean.update_state(2)
    mean.update_state([[1, 3], [4, 4]])
    assert mean.result() == pytest.approx((2 + 2 + 4) / 3)


def test_a_function_is_a_metric() -> None:
    def far_off(y_true: np.ndarray, y_pred: np.ndarray) -> np.ndarray:
        return np.abs(y_true - y_pred).max(axis=-1)

    model = Sequential([Input((4,)), layers.Dense(2)])
    model.compile("sgd", "mse", metrics=[far_off, lambda y_true, y_pred: 0.25])
    history = model.fit(np.zeros((6, 4)), np.ones((6, 2)), verbose=0).history
    assert history["far_off"] == [1.0]
    assert history["lambda"] == [0.25]


class Positives(metrics.Metric):
    """Counts the predictions above a half."""

    def __init__(self, name: str = "positives") -> None:
        super().__init__(name=name)
        self.found = self.add_variable(shape=(), initializer="zeros", name="found")

    def update_state(self, y_true, y_pred, sample_weight=None) -> None:
        self.found.assign_add(np.sum(np.asarray(y_pred) > 0.5))

    def result(self) -> object:
        return self.found


def test_a_metric_of_ones_own() -> None:
    metric = Positives()
    assert metric([0], [0.2, 0.7, 0.9]) == 2
    assert metric([0], [0.8]) == 3
    assert metric.variables == [3]
    model = Sequential([Input((1,)), layers.Dense(1, kernel_initializer="ones")])
    model.compile("sgd", "mse", metrics=[metric])
    x = np.array([[0.0], [1.0], [2.0]])
    assert model.evaluate(x, x, verbose=0) == [0.0, 2.0]
    assert metric.result().numpy() == 2
    metric.reset_state()
    assert metric.result() == 0
    with pytest.raises(NotImplementedError, match="needs an update_state method"):
        metrics.Metric()(1, 2)


def test_metrics_to_and_from_plain_data() -> None:
    for metric in (metrics.SparseTopKCategoricalAccuracy(k=2), metrics.BinaryAccuracy("b")):
        again = metrics.get(metrics.serialize(metric))
        assert again.get_config() == metric.get_config()
        assert type(again) is type(metric)
    assert metrics.get({"class_name": "Mean", "config": {"name": "m"}}).name == "m"
    with pytest.raises(ValueError, match="metric identifier: 'Precisoin'"):
        metrics.deserialize({"class_name": "Precisoin", "config": {}})
    with pytest.raises(ValueError, match="`threshold` between 0 and 1"):
        metrics.BinaryAccuracy(threshold=2)


def test_precision_and_recall() -> None:
    labels, predictions = [0, 1, 1, 1], [0.7, 0.6, 0.3, 0.9]
    assert metrics.Precision()(labels, predictions) == 2 / 3
    assert metrics.Recall()(labels, predictions) == 2 / 3
    assert metrics.Recall(thresholds=0.2)(labels, predictions) == 1.0
    recall = metrics.Recall(class_id=1)
    assert recall.result() == 0.0
    recall.update_state([[1, 0], [0, 1]], [[0.0, 0.9], [0.0, 0.9]], sample_weight=[1, 2])
    assert recall.result() == 1.0
    again = metrics.Recall.from_config(recall.get_config())
    assert again.class_id == 1
    both = metrics.Precision(thresholds=[0.8, 0.2])(labels, predictions)
    np.testing.assert_allclose(both, [1.0, 0.75])
    assert metrics.Precision(top_k=1)([[0, 1], [0, 1]], [[0.3, 0.4], [0.6, 0.5]]) == 0.5
    for wrong in ({"thresholds": "half"}, {"thresholds": [0.1, 2.0]}, {"thresholds": 2.0}):
        with pytest.raises(ValueError, match="`thresholds` to be one number"):
            metrics.Precision(**wrong)
