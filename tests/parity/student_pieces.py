"""More small pieces of a student's code: what is kept and loaded, called by hand, self-written.

`k` is `keras` or `fittingroom`.
Each function returns plain data.
"""

import tempfile
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data
from parity.running import short

HITS = "sparse_categorical_accuracy"


def model(k: Any, **compiled: Any) -> Any:
    """A compiled network for the samples, with class numbers as labels."""
    k.utils.clear_session()
    layers = [k.layers.Dense(4, activation="tanh"), k.layers.Dense(3), k.layers.Softmax()]
    made = k.Sequential([k.Input((6,)), *layers])
    made.set_weights(data.start("student", [w.shape for w in made.get_weights()]))
    given = {"loss": "sparse_categorical_crossentropy", "metrics": ["accuracy"], **compiled}
    made.compile(**{"optimizer": k.optimizers.Adam(0.05), **given})
    return made


def fit(made: Any, **arguments: Any) -> Any:
    given = {"verbose": 0, "shuffle": False, "epochs": 2, **arguments}
    history = made.fit(data.samples(), data.classes(), **given).history
    return {key: list(map(float, values)) for key, values in history.items()}


def weights(made: Any) -> list[list[float]]:
    return [short(weight) for weight in made.get_weights()]


def on_batches(k: Any) -> Any:
    """A loop of one's own over batches, with weights of samples and of classes."""
    made = model(k, weighted_metrics=["accuracy"])
    x, y, each = data.samples(), data.classes(), data.sample_weight()
    told: list[Any] = []
    for start in (0, 20, 40):
        part = slice(start, start + 20)
        told.append(np.ravel(made.train_on_batch(x[part], y[part], each[part])).tolist())
    by_class = made.train_on_batch(x, y, class_weight={0: 1.0, 1: 2.0, 2: 0.5}, return_dict=True)
    told.append({name: float(value) for name, value in by_class.items()})
    told.append(np.ravel(made.test_on_batch(x, y, each)).tolist())
    return [told, short(made.predict_on_batch(x[:3])), weights(made)]


def kept_and_gone_on_with(k: Any) -> Any:
    made = model(k)
    fit(made)
    with tempfile.TemporaryDirectory() as folder:
        made.save(f"{folder}/model.keras")
        again = k.saving.load_model(f"{folder}/model.keras")
        plain = k.saving.load_model(f"{folder}/model.keras", compile=False)
        made.save_weights(f"{folder}/model.weights.h5")
        before = weights(made)
        went_on = fit(made)
        made.load_weights(f"{folder}/model.weights.h5")
    same = [again.name, plain.compiled, weights(made) == before, int(again.optimizer.iterations)]
    return [same, went_on == fit(again), fit(again), weights(again)]


def frozen_after_training(k: Any) -> Any:
    made = model(k)
    fit(made)
    made.trainable = False
    made.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # there is nothing left to train
        history = fit(made)
    return [history, weights(made), int(made.optimizer.iterations)]


def copied(k: Any) -> Any:
    made = model(k)
    again = k.Sequential.from_config(made.get_config())
    again.set_weights(made.get_weights())
    x = data.samples()[:4]
    return [
        [layer.name for layer in again.layers],
        again.name,
        short(again.predict(x, verbose=0)) == short(made.predict(x, verbose=0)),
    ]


def metrics_called(k: Any) -> Any:
    """Metrics by hand: two batches, one with weights; then as a call, after a reset."""
    q = data.draws("metrics", (8, 3), 0.05, 1.0)
    q = q / q.sum(axis=-1, keepdims=True)
    rows, numbers, each = data.labels("one_hot")[:8], data.classes()[:8], data.sample_weight()[:8]
    of, told = k.metrics, {}
    for metric, y in (
        (of.CategoricalAccuracy(), rows),
        (of.SparseCategoricalAccuracy(), numbers),
        (of.BinaryAccuracy(threshold=0.3), rows),
        (of.TopKCategoricalAccuracy(k=2), rows),
        (of.SparseTopKCategoricalAccuracy(k=2), numbers),
        (of.MeanSquaredError(), rows),
        (of.MeanAbsoluteError(), rows),
        (of.RootMeanSquaredError(), rows),
        (of.CategoricalCrossentropy(label_smoothing=0.1), rows),
        (of.SparseCategoricalCrossentropy(), numbers),
        (of.BinaryCrossentropy(), rows),
    ):
        metric.update_state(y[:5], q[:5])
        metric.update_state(y[5:], q[5:], sample_weight=each[5:])
        first = float(metric.result())
        metric.reset_state()
        told[metric.name] = [first, float(metric.result()), float(metric(y, q))]
    for metric, y, p in (
        (of.Precision(), rows, q),
        (of.Recall(name="found"), rows, q),
        (of.Precision(thresholds=0.3, class_id=1), rows, q),
        (of.Recall(0.2), [0, 1, 1, 0], [0.1, 0.7, 0.3, 0.4]),
    ):
        metric.update_state(y, p, sample_weight=each[: len(y)])
        told[f"{metric.name} of {len(y)}"] = [float(metric.result()), float(metric(y, p))]
    mean, total = of.Mean(), of.Sum()
    mean.update_state([1.0, 3.0, 5.0], sample_weight=[1.0, 0.0, 2.0])
    total.update_state([1.0, 3.0, 5.0], sample_weight=[1.0, 0.0, 2.0])
    told["means"] = [float(mean.result()), float(total.result()), float(of.Accuracy()([1], [1]))]
    return told


def metrics_with_names_that_repeat(k: Any) -> Any:
    def sure(y_true: Any, y_pred: Any) -> Any:
        return k.ops.max(y_pred, axis=-1)

    made = model(k, metrics=["acc", HITS, HITS, sure], weighted_metrics=[HITS, "acc", HITS])
    history = fit(made, sample_weight=data.sample_weight(), validation_split=0.2)
    evaluated = made.evaluate(data.samples(), data.classes(), verbose=0)
    return [history, np.ravel(evaluated).tolist()]


def metric_of_ones_own(k: Any) -> Any:
    class Sure(k.metrics.Metric):
        """Mean of the probability of the class that was right."""

        def __init__(self) -> None:
            super().__init__(name="sure")
            self.total = self.add_variable(shape=(), initializer="zeros", name="total")
            self.count = self.add_variable(shape=(), initializer="zeros", name="count")

        def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
            right = k.ops.one_hot(k.ops.cast(k.ops.reshape(y_true, (-1,)), "int32"), 3)
            values = k.ops.sum(right * y_pred, axis=-1)
            self.total.assign_add(k.ops.sum(values))
            self.count.assign_add(k.ops.sum(k.ops.ones_like(values)))

        def result(self) -> Any:
            return self.total / self.count

    return fit(model(k, metrics=[Sure()]), validation_split=0.25)


def losses_reduced(k: Any) -> Any:
    y, q = data.draws("y", (4, 3)), data.draws("q", (4, 3))
    of, told = k.losses, []
    for reduction in ("sum_over_batch_size", "mean", "sum", None, "none"):
        told.append(short(of.MeanSquaredError(reduction=reduction)(y, q)))
        each = np.array([1.0, 0.0, 2.0, 0.5], "float32")
        told.append(short(of.MeanAbsoluteError(reduction=reduction)(y, q, sample_weight=each)))
    config = of.serialize(of.MeanSquaredError(name="squares"))
    return [told, config["class_name"], config["config"], of.get(config).name]


def loss_of_ones_own(k: Any) -> Any:
    """It measures, on either side."""

    def far_off(y_true: Any, y_pred: Any) -> Any:
        rows = k.ops.one_hot(k.ops.cast(k.ops.reshape(y_true, (-1,)), "int32"), 3)
        return k.ops.mean(k.ops.square(rows - y_pred), axis=-1)

    made = model(k, loss=far_off)
    each = data.sample_weight()
    return [
        np.ravel(made.evaluate(data.samples(), data.classes(), verbose=0)).tolist(),
        np.ravel(made.evaluate(data.samples(), data.classes(), 7, 0, each)).tolist(),
    ]


def operations(k: Any) -> Any:
    x, of = data.draws("operations", (3, 4), -2.0, 2.0), k.ops
    told = [
        of.abs(x), of.exp(x), of.square(x), of.mean(x, axis=-1), of.sum(x), of.max(x, axis=0),
        of.argmax(x, axis=-1), of.argmin(x), of.softmax(x), of.relu(x), of.sigmoid(x),
        of.maximum(x, 0.5), of.clip(x, -1.0, 1.0), of.where(of.greater(x, 0.0), x, 0.0),
        of.one_hot([1, 0, 2], 4), of.transpose(x), of.reshape(x, (2, 6)), of.matmul(x, x.T),
        of.concatenate([x, x], axis=0), of.stack([x, x], axis=1), of.expand_dims(x, 0),
        of.cast(x, "int32"), of.zeros((2, 2)), of.ones((2,)), of.arange(5), of.std(x), of.sort(x),
    ]  # fmt: skip
    arrays = [np.array(value) for value in told]
    return [[list(a.shape), str(a.dtype), short(a)] for a in arrays]


def layers_called(k: Any) -> Any:
    """Layers by hand, also as while training, and a model inside another."""
    x = data.draws("layers", (2, 6), -1.0, 1.0)
    dropped = np.unique(np.array(k.layers.Dropout(0.5, seed=3)(np.ones((30, 30)), training=True)))
    made = model(k)
    outer = k.Sequential([made, k.layers.Rescaling(2.0)])
    return [
        short(k.layers.Softmax()(x)),
        short(k.layers.ReLU()(x)),
        list(k.layers.Reshape((3, -1))(x).shape),
        short(k.layers.Dropout(0.5)(x, training=False)),
        short(dropped),
        short(outer(x)),
        short(made(x, training=True)),
        short(made(x).numpy()),
    ]


PIECES: dict[str, Callable[[Any], Any]] = {
    piece.__name__.replace("_", " "): piece
    for piece in (
        *(
            on_batches,
            kept_and_gone_on_with,
            copied,
            frozen_after_training,
            metrics_called,
            metric_of_ones_own,
        ),
        *(metrics_with_names_that_repeat, losses_reduced, loss_of_ones_own, operations),
        layers_called,
    )
}
