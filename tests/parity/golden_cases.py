"""The trajectories of the golden files: which networks real Keras trains, and how."""

from typing import Any

# Every trajectory: hidden and output layers, loss, what fit is given. Data comes from DATA.
RELU3 = [[8, "relu"], [3, "softmax"]]
TRAJECTORIES: dict[str, dict[str, Any]] = {
    "relu_one_hot": {"layers": RELU3, "fit": {"epochs": 6, "batch_size": 10}},
    "tanh_one_hot": {
        "layers": [[6, "tanh"], [5, "tanh"], [3, "softmax"]],
        "fit": {"epochs": 6, "batch_size": 8},
    },
    "sigmoid_one_hot": {
        "layers": [[6, "sigmoid"], [3, "softmax"]],
        "fit": {"epochs": 5, "batch_size": 10},
        "optimizer": ["adam", {"learning_rate": 0.05}],
    },
    "no_hidden_layer": {"layers": [[3, "softmax"]], "fit": {"epochs": 5}},
    "sparse_ten_classes": {
        "layers": [[12, "relu"], [10, "softmax"]],
        "labels": "ten",
        "fit": {"epochs": 6, "batch_size": 16},
    },
    "sparse_column_labels": {
        "layers": RELU3,
        "labels": "column",
        "fit": {"epochs": 3, "batch_size": 16},
    },
    "sgd": {"layers": RELU3, "optimizer": ["sgd", {}], "fit": {"epochs": 5, "batch_size": 10}},
    "sgd_momentum": {
        "layers": RELU3,
        "optimizer": ["sgd", {"learning_rate": 0.05, "momentum": 0.9}],
        "fit": {"epochs": 5, "batch_size": 10},
    },
    "sgd_nesterov": {
        "layers": RELU3,
        "optimizer": ["sgd", {"learning_rate": 0.05, "momentum": 0.9, "nesterov": True}],
        "fit": {"epochs": 5, "batch_size": 10},
    },
    "adam_other_arguments": {
        "layers": RELU3,
        "optimizer": [
            "adam",
            {"learning_rate": 0.02, "beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-4},
        ],
        "fit": {"epochs": 5, "batch_size": 10},
    },
    "validation_split": {
        "layers": RELU3,
        "fit": {"epochs": 5, "batch_size": 10, "validation_split": 0.3},
    },
    "validation_split_rounds_down": {
        "layers": RELU3,
        "samples": 50,
        "fit": {"epochs": 3, "batch_size": 10, "validation_split": 0.9},
    },
    "validation_data": {
        "layers": RELU3,
        "fit": {"epochs": 4, "batch_size": 10, "validation_batch_size": 7},
        "validation_data": True,
    },
    "validation_freq": {
        "layers": RELU3,
        "fit": {"epochs": 5, "batch_size": 10, "validation_split": 0.2, "validation_freq": 2},
    },
    "ragged_last_batch": {
        "layers": RELU3,
        "samples": 53,
        "fit": {"epochs": 4, "batch_size": 16},
    },
    "initial_epoch": {"layers": RELU3, "fit": {"epochs": 5, "initial_epoch": 3}},
    "two_fits": {"layers": RELU3, "fit": {"epochs": 3, "batch_size": 10}, "fits": 2},
    "sigmoid_output": {"layers": [[6, "relu"], [3, "sigmoid"]], "fit": {"epochs": 4}},
    "sigmoid_output_sparse": {
        "layers": [[6, "relu"], [3, "sigmoid"]],
        "labels": "three",
        "fit": {"epochs": 4},
    },
    "relu_output_sparse": {
        "layers": [[6, "tanh"], [3, "relu"]],
        "labels": "three",
        "fit": {"epochs": 4},
    },
    "linear_output": {"layers": [[6, "tanh"], [3, None]], "fit": {"epochs": 4}},
    "softmax_before_flatten": {
        "layers": [[6, "relu"], [3, "softmax"], ["flatten"]],
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "logits": {
        "layers": [[6, "relu"], [3, None]],
        "loss": ["SparseCategoricalCrossentropy", {"from_logits": True}],
        "labels": "three",
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "logits_after_tanh": {
        "layers": [[6, "relu"], [3, "tanh"]],
        "loss": ["CategoricalCrossentropy", {"from_logits": True}],
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "hidden_softmax": {
        "layers": [[6, "softmax"], [3, "softmax"]],
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "no_bias": {
        "layers": [[6, "relu", {"use_bias": False}], [3, "softmax"]],
        "fit": {"epochs": 4, "batch_size": 10},
    },
    "large_pixels": {
        "layers": RELU3,
        "scale": 25,
        "fit": {"epochs": 4, "batch_size": 10},
    },
}
