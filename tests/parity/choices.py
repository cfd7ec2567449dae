"""What a case of the grid is put together from: the choices of each kind, as data.

`"?"` is filled in by `grid`: the hidden activation as an activation, `?monitor`
by the loss that is watched, `?accuracy` and `?top` by the metrics that fit the labels.
"""

from typing import Any


def dense(units: int, activation: Any = "?", **more: Any) -> list[Any]:
    return ["Dense", {"units": units, "activation": activation, **more}]


ROW: list[Any] = ["Input", {"shape": [6]}]
GRID: list[Any] = ["Input", {"shape": [2, 3]}]

BODIES: dict[str, Any] = {
    "none": {"layers": [ROW]},
    "one": {"layers": [ROW, dense(5)]},
    "two": {"layers": [ROW, dense(5), dense(4)]},
    "three": {"layers": [ROW, dense(4), dense(5, "tanh"), dense(4)]},
    "flatten": {"shape": "grid", "layers": [GRID, ["Flatten", {}], dense(5)]},
    "flatten first": {
        "shape": "grid",
        "layers": [["Flatten", {"input_shape": [2, 3]}], dense(5)],
    },
    "dense on rows": {"shape": "grid", "layers": [GRID, dense(3), ["Flatten", {}]]},
    "input_shape": {"layers": [dense(5, input_shape=[6]), dense(4)]},
    "input_dim": {"layers": [dense(4, input_dim=6)]},
    "no bias": {"layers": [ROW, dense(5, use_bias=False), dense(4, "relu")]},
    "dropout": {"layers": [ROW, dense(5), ["Dropout", {"rate": 0.0}], dense(4)]},
    "activation": {"layers": [ROW, dense(5, None), ["Activation", {"activation": "?"}]]},
    "rescaling": {"layers": [ROW, ["Rescaling", {"scale": 2.0, "offset": -0.5}], dense(5)]},
    "frozen": {"layers": [ROW, dense(5), dense(4)], "frozen": [0]},
    "InputLayer": {"layers": [["InputLayer", {"shape": [6]}], dense(4)]},
}

ACTIVATIONS: dict[str, Any] = {
    name: name for name in ("relu", "tanh", "sigmoid", "softmax", "linear")
}

ONE_HOT: dict[str, Any] = {
    "labels": "one_hot",
    "words": {"?accuracy": "categorical_accuracy", "?top": "TopKCategoricalAccuracy"},
}
NUMBERS: dict[str, Any] = {
    "labels": "three",
    "words": {
        "?accuracy": "sparse_categorical_accuracy",
        "?top": "SparseTopKCategoricalAccuracy",
    },
}
YES_NO: dict[str, Any] = {
    "labels": "yes_no",
    "words": {"?accuracy": "binary_accuracy", "?top": "BinaryAccuracy"},
}
CROSS, SPARSE = "categorical_crossentropy", "sparse_categorical_crossentropy"
CROSS_OBJECT, SPARSE_OBJECT = "CategoricalCrossentropy", "SparseCategoricalCrossentropy"
LOGITS = {"from_logits": True}

HEADS: dict[str, Any] = {
    "softmax one-hot": {**ONE_HOT, "layers": [dense(3, "softmax")], "loss": CROSS},
    "softmax numbers": {**NUMBERS, "layers": [dense(3, "softmax")], "loss": SPARSE},
    "softmax column": {
        **NUMBERS, "labels": "column", "layers": [dense(3, "softmax")], "loss": SPARSE,
    },
    "softmax ten": {
        **NUMBERS, "labels": "ten", "layers": [dense(10, "softmax")], "loss": [SPARSE_OBJECT, {}],
    },
    "softmax float numbers": {
        **NUMBERS, "labels": "float", "layers": [dense(3, "softmax")], "loss": f"losses.{SPARSE}",
    },
    "object": {**ONE_HOT, "layers": [dense(3, "softmax")], "loss": [CROSS_OBJECT, {}]},
    "function": {**ONE_HOT, "layers": [dense(3, "softmax")], "loss": f"losses.{CROSS}"},
    "class name": {**ONE_HOT, "layers": [dense(3, "softmax")], "loss": CROSS_OBJECT},
    "logits one-hot": {
        **ONE_HOT, "layers": [dense(3, None)], "loss": [CROSS_OBJECT, LOGITS],
    },
    "logits numbers": {
        **NUMBERS, "layers": [dense(3, None)], "loss": [SPARSE_OBJECT, LOGITS],
    },
    "sigmoid one-hot": {**ONE_HOT, "layers": [dense(3, "sigmoid")], "loss": CROSS},
    "softmax layer": {
        **NUMBERS, "layers": [dense(3, None), ["Activation", {"activation": "softmax"}]],
        "loss": SPARSE,
    },
    "label smoothing": {
        **ONE_HOT, "layers": [dense(3, "softmax")],
        "loss": [CROSS_OBJECT, {"label_smoothing": 0.1}],
    },
    "squared error": {**ONE_HOT, "layers": [dense(3, "sigmoid")], "loss": "mse"},
    "absolute error": {**ONE_HOT, "layers": [dense(3, None)], "loss": ["MeanAbsoluteError", {}]},
    "binary": {
        **YES_NO, "layers": [dense(1, "sigmoid")], "loss": "binary_crossentropy",
    },
}  # fmt: skip


def schedule(name: str, **arguments: Any) -> dict[str, Any]:
    return {"learning_rate": [name, {"initial_learning_rate": 0.02, **arguments}]}


OPTIMIZERS: dict[str, Any] = {
    "adam": "adam",
    "sgd": "sgd",
    "Adam name": "Adam",
    "Adam": ["Adam", {"learning_rate": 0.02}],
    "Adam all": ["Adam", {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4}],
    "SGD": ["SGD", {"learning_rate": 0.1}],
    "momentum": ["SGD", {"learning_rate": 0.05, "momentum": 0.9}],
    "nesterov": ["SGD", {"learning_rate": 0.05, "momentum": 0.8, "nesterov": True}],
    "rmsprop": "rmsprop",
    "RMSprop": ["RMSprop", {"learning_rate": 0.005, "rho": 0.8, "epsilon": 1e-4}],
    "RMSprop momentum": ["RMSprop", {"learning_rate": 0.002, "momentum": 0.5}],
    "RMSprop centered": ["RMSprop", {"learning_rate": 0.002, "centered": True}],
    "exponential": ["Adam", schedule("ExponentialDecay", decay_steps=4, decay_rate=0.8)],
    "staircase": [
        "SGD", schedule("ExponentialDecay", decay_steps=4, decay_rate=0.5, staircase=True),
    ],
    "piecewise": [
        "RMSprop",
        {"learning_rate": ["PiecewiseConstantDecay", {"boundaries": [3, 6], "values": [
            0.01, 0.003, 0.001]}]},
    ],
    "cosine": ["SGD", {**schedule("CosineDecay", decay_steps=8, alpha=0.1), "momentum": 0.5}],
    "polynomial": ["Adam", schedule("PolynomialDecay", decay_steps=7, power=2.0)],
    "inverse time": ["Adam", schedule("InverseTimeDecay", decay_steps=3, decay_rate=0.5)],
}  # fmt: skip

SCHEDULED = ("exponential", "staircase", "piecewise", "cosine", "polynomial", "inverse time")

REGULARIZERS: dict[str, Any] = {
    "none": {},
    "l2 name": {"kernel_regularizer": "l2"},
    "L2": {"kernel_regularizer": ["L2", {"l2": 0.02}]},
    "L1": {"kernel_regularizer": ["L1", {"l1": 0.005}]},
    "L1L2": {"kernel_regularizer": ["L1L2", {"l1": 0.002, "l2": 0.01}]},
    "bias": {"kernel_regularizer": "l1", "bias_regularizer": ["L2", {"l2": 0.05}]},
}

VALIDATIONS: dict[str, Any] = {
    "none": {},
    "split": {"fit": {"validation_split": 0.25}},
    "split by sevens": {"fit": {"validation_split": 0.4, "validation_batch_size": 7}},
    "data": {"validation": "plain"},
    "weighted data": {"validation": "weighted"},
    "every second": {"fit": {"validation_split": 0.2, "validation_freq": 2}},
}

CALLBACKS: dict[str, Any] = {
    "none": [],
    "stop": [["EarlyStopping", {"monitor": "loss", "min_delta": 0.05}]],
    "stop and restore": [
        ["EarlyStopping", {
            "monitor": "?monitor", "mode": "max", "patience": 1, "restore_best_weights": True,
            "verbose": 1}],
    ],
    "plateau": [
        ["ReduceLROnPlateau", {
            "monitor": "loss", "min_delta": 1.0, "patience": 1, "factor": 0.3, "verbose": 1}],
    ],
    "halved": [["LearningRateScheduler", {"schedule": "halved"}]],
    "by epoch": [["LearningRateScheduler", {"schedule": "by_epoch", "verbose": 1}]],
    "two": [
        ["TerminateOnNaN", {}],
        ["EarlyStopping", {"monitor": "?monitor", "patience": 5}],
    ],
}  # fmt: skip

SETS_RATE = ("plateau", "halved", "by epoch")

WEIGHTS: dict[str, Any] = {
    "none": {},
    "class": {"class_weight": {"0": 1.0, "1": 0.5, "2": 3.0}},
    "sample": {"sample_weight": True},
}

METRICS: dict[str, Any] = {
    "none": {},
    "accuracy": {"metrics": ["accuracy"]},
    "acc": {"metrics": ["acc"]},
    "by name": {"metrics": ["?accuracy", "accuracy"]},
    "objects": {"metrics": [["?top", {}], "accuracy"]},
    "weighted": {"metrics": ["accuracy"], "weighted_metrics": ["accuracy"]},
}

BATCHES: dict[str, Any] = {
    "32": {},
    "10": {"batch_size": 10},
    "17": {"batch_size": 17},
    "whole": {"batch_size": 60},
}

KINDS: dict[str, dict[str, Any]] = {
    "body": BODIES,
    "activation": ACTIVATIONS,
    "head": HEADS,
    "optimizer": OPTIMIZERS,
    "regularizer": REGULARIZERS,
    "validation": VALIDATIONS,
    "callbacks": CALLBACKS,
    "weights": WEIGHTS,
    "metrics": METRICS,
    "batches": BATCHES,
}
