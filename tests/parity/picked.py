"""Trainings chosen by hand: what the grid's rule would not meet, and longer runs.

These also record what `evaluate` and `predict` give.
"""

from typing import Any

from parity.choices import CROSS, GRID, ROW, SPARSE, dense

RELU3 = [ROW, dense(8, "relu"), dense(3, "softmax")]
ACCURACY = {"metrics": ["accuracy"], "optimizer": "adam", "look": True}
ONE_HOT: dict[str, Any] = {"labels": "one_hot", "loss": CROSS, **ACCURACY}
NUMBERS: dict[str, Any] = {"labels": "three", "loss": SPARSE, **ACCURACY}
TENS = {"epochs": 4, "batch_size": 10}


def net(*layers: Any) -> list[Any]:
    return [ROW, *layers]


PICKED: dict[str, dict[str, Any]] = {
    "six epochs": {**ONE_HOT, "layers": RELU3, "fit": {"epochs": 6, "batch_size": 10}},
    "tanh": {
        **ONE_HOT,
        "layers": net(dense(6, "tanh"), dense(5, "tanh"), dense(3, "softmax")),
        "fit": {"epochs": 6, "batch_size": 8},
    },
    "sigmoid": {
        **ONE_HOT,
        "layers": net(dense(6, "sigmoid"), dense(3, "softmax")),
        "optimizer": ["Adam", {"learning_rate": 0.05}],
        "fit": {"epochs": 5, "batch_size": 10},
    },
    "many activations": {
        **ONE_HOT,
        "layers": net(
            *(dense(5, name) for name in ("elu", "hard_sigmoid", "leaky_relu", "softplus")),
            *(dense(5, name) for name in ("relu6", "selu", "softsign", "exponential")),
            dense(3, "softmax"),
        ),
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "validated now and then": {
        **ONE_HOT,
        "layers": RELU3,
        "fit": {"epochs": 4, "validation_split": 0.2, "validation_freq": [1, 3]},
    },
    "ten classes": {
        **NUMBERS,
        "labels": "ten",
        "layers": net(dense(12, "relu"), dense(10, "softmax")),
        "fit": {"epochs": 6, "batch_size": 16},
    },
    "split rounds down": {
        **ONE_HOT,
        "layers": RELU3,
        "samples": 50,
        "fit": {"epochs": 3, "batch_size": 10, "validation_split": 0.9},
    },
    "ragged": {
        **ONE_HOT,
        "layers": RELU3,
        "samples": 53,
        "fit": {"epochs": 4, "batch_size": 16},
    },
    "one by one": {**ONE_HOT, "layers": RELU3, "samples": 20, "fit": {"batch_size": 1}},
    "initial_epoch": {**ONE_HOT, "layers": RELU3, "fit": {"epochs": 5, "initial_epoch": 3}},
    "two fits": {
        **ONE_HOT,
        "layers": RELU3,
        "fits": 2,
        "fit": {"epochs": 3, "batch_size": 10},
    },
    "two fits with a rate that falls": {
        **ONE_HOT,
        "layers": RELU3,
        "fits": 2,
        "optimizer": ["SGD", {"learning_rate": 0.2, "momentum": 0.9}],
        "fit": {"epochs": 3, "callbacks": [["LearningRateScheduler", {"schedule": "halved"}]]},
    },
    "sigmoid output": {
        **ONE_HOT,
        "layers": net(dense(6, "relu"), dense(3, "sigmoid")),
        "fit": {"epochs": 4},
    },
    "sigmoid output, numbers": {
        **NUMBERS,
        "layers": net(dense(6, "relu"), dense(3, "sigmoid")),
        "fit": {"epochs": 4},
    },
    # Away from rows that sum to 0, yet some labels get 0 or less, which is clipped.
    "relu output": {
        **NUMBERS,
        "layers": net(dense(6, "tanh"), dense(3, "relu")),
        "output_bias": [0.8, 0.6, -0.3],
        "fit": {"epochs": 4},
    },
    "linear output": {
        **ONE_HOT,
        "layers": net(dense(6, "tanh"), dense(3, None)),
        "output_bias": [0.8, 0.6, -0.3],
        "fit": {"epochs": 4},
    },
    "softmax, then Flatten": {
        **ONE_HOT,
        "layers": net(dense(6, "relu"), dense(3, "softmax"), ["Flatten", {}]),
        "fit": TENS,
    },
    "logits after tanh": {
        **ONE_HOT,
        "layers": net(dense(6, "relu"), dense(3, "tanh")),
        "loss": ["CategoricalCrossentropy", {"from_logits": True}],
        "fit": TENS,
    },
    "softmax said to be logits": {
        **NUMBERS,
        "layers": net(dense(6, "relu"), dense(3, "softmax")),
        "loss": ["SparseCategoricalCrossentropy", {"from_logits": True}],
        "fit": TENS,
    },
    "large values": {**ONE_HOT, "layers": RELU3, "scale": 25, "fit": TENS},
    "rows kept": {
        **ONE_HOT,
        "shape": "grid",
        "layers": [GRID, ["Flatten", {}], dense(4, "relu"), dense(3, "softmax")],
        "fit": {"epochs": 3, "batch_size": 10, "validation_split": 0.3},
    },
    "pictures": {
        **ONE_HOT,
        "pictures": True,
        "layers": [["Input", {"shape": [784]}], *[dense(10, "relu")] * 2, dense(3, "softmax")],
        "fit": {"epochs": 10, "batch_size": 10, "validation_split": 0.2},
    },
}

# A model that soon overfits, stopped in different ways.
STOPPINGS: dict[str, dict[str, Any]] = {
    "patient, restored": {
        "monitor": "val_loss", "patience": 2, "restore_best_weights": True, "verbose": 1,
    },
    "at once": {"monitor": "val_loss", "patience": 0},
    "by accuracy": {"monitor": "val_accuracy", "patience": 3, "verbose": 1},
    "by a margin": {"monitor": "accuracy", "min_delta": 0.03, "patience": 1},
    "by a margin, restored": {
        "monitor": "loss", "min_delta": 0.02, "patience": 1, "restore_best_weights": True,
    },
    "with a baseline": {
        "monitor": "val_loss", "baseline": 0.5, "patience": 4, "restore_best_weights": True,
    },
    "late": {"monitor": "val_loss", "start_from_epoch": 6, "patience": 1, "verbose": 1},
    "upwards": {
        "monitor": "val_loss", "mode": "max", "patience": 2, "restore_best_weights": True,
    },
}  # fmt: skip

PLATEAUS: dict[str, dict[str, Any]] = {
    "halved on a plateau": {
        "monitor": "val_loss", "factor": 0.5, "patience": 2, "cooldown": 1, "verbose": 1,
    },
    "down to a floor": {
        "monitor": "val_accuracy", "factor": 0.1, "patience": 1, "min_lr": 0.004,
    },
}  # fmt: skip


def listened(callback: str, arguments: dict[str, Any], epochs: int) -> dict[str, Any]:
    fit = {"epochs": epochs, "batch_size": 10, "validation_split": 0.4}
    return {
        **NUMBERS,
        "layers": net(dense(16, "relu"), dense(3, "softmax")),
        "optimizer": ["Adam", {"learning_rate": 0.05}],
        "fit": {**fit, "callbacks": [[callback, arguments]]},
    }


def cases() -> dict[str, dict[str, Any]]:
    """All of them by name."""
    stopped = {
        f"stopped {name}": listened("EarlyStopping", arguments, 25)
        for name, arguments in STOPPINGS.items()
    }
    slowed = {
        name: listened("ReduceLROnPlateau", arguments, 10) for name, arguments in PLATEAUS.items()
    }
    return PICKED | stopped | slowed
