"""Writes the golden files: what real Keras, on TensorFlow, computes and prints.

Run it with an environment of its own (Python 3.13, `tensorflow-cpu==2.21.0`, `keras==3.15.*`):

    python tests/parity/make_goldens.py

It imports nothing of this project. `test_keras_parity.py` reads what it writes.
"""

import contextlib
import io
import json
import os
import re
from pathlib import Path
from typing import Any

os.environ |= {"COLUMNS": "80", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}

import keras
import numpy as np
import tensorflow as tf

FOLDER = Path(__file__).parent / "goldens"
VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}

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


def make_data() -> dict[str, Any]:
    """Three blurred clusters, ten classes by slices of an angle; nothing a model fits at once."""
    rng = np.random.default_rng(20240601)
    three = rng.integers(0, 3, 60)
    x = rng.random((60, 6)) * 0.6 + three[:, None] * 0.13
    ten = (np.arctan2(x[:, 0] - 0.4, x[:, 1] - 0.4) / (2 * np.pi) * 10 + 5).astype(int) % 10
    return {"x": short(x), "three": three.tolist(), "ten": ten.tolist()}


def short(array: Any) -> Any:
    """Float32 values as the shortest decimals that give them back."""
    values = np.asarray(array, "float32")
    return [float(str(v)) for v in values] if values.ndim == 1 else [short(row) for row in values]


def labels_of(data: dict[str, Any], case: dict[str, Any]) -> np.ndarray:
    kind = case.get("labels", "one_hot")
    if kind == "one_hot":
        return np.eye(3, dtype="float32")[data["three"]]
    labels = np.array(data["three" if kind == "column" else kind])
    return labels[:, None] if kind == "column" else labels


def build(case: dict[str, Any], features: int) -> keras.Sequential:
    model = keras.Sequential([keras.Input((features,))])
    for units, *rest in case["layers"]:
        if units == "flatten":
            model.add(keras.layers.Flatten())
        else:
            arguments = rest[1] if len(rest) > 1 else {}
            model.add(keras.layers.Dense(units, activation=rest[0], **arguments))
    name, arguments = case.get("optimizer", ["adam", {}])
    one_hot = case.get("labels", "one_hot") == "one_hot"
    loss: Any = "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy"
    if "loss" in case:
        loss = getattr(keras.losses, case["loss"][0])(**case["loss"][1])
    optimizer = keras.optimizers.get({"class_name": name, "config": arguments})
    model.compile(optimizer, loss, metrics=["accuracy"])
    return model


def run_trajectory(name: str, case: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    keras.utils.set_random_seed(7)
    samples = case.get("samples", 60)
    x = np.array(data["x"], "float32")[:samples] * np.float32(case.get("scale", 1))
    y = labels_of(data, case)[:samples]
    model = build(case, x.shape[1])
    if name in ("relu_output_sparse", "linear_output"):
        # Away from rows that sum to 0, yet some labels get 0 or less, which is clipped.
        model.layers[-1].bias.assign([0.8, 0.6, -0.3])
    initial = model.get_weights()
    fit = case["fit"] | {"shuffle": False, "verbose": 0}
    if case.get("validation_data"):
        fit["validation_data"] = (x[::2], y[::2])
    for _ in range(case.get("fits", 1)):
        history = model.fit(x, y, **fit)
    return {
        **case,
        "initial_weights": [short(w) for w in initial],
        "history": history.history,
        "epoch": history.epoch,
        "params": history.params,
        "final_weights": [short(w) for w in model.get_weights()],
        "evaluate": model.evaluate(x, y, verbose=0, batch_size=9),
        "predict": short(model.predict(x[:5], verbose=0)),
    }


def run_optimizers() -> list[dict[str, Any]]:
    """Weights after each of eight steps along given gradients, some of them tiny or zero."""
    rng = np.random.default_rng(3)
    grads = rng.normal(size=(8, 5)).astype("float32")
    grads[:, 1] *= 1e-5
    grads[:4, 2] = 0
    grads[:, 3] *= 20
    cases = []
    for name, arguments in [
        ("adam", {}),
        ("adam", {"learning_rate": 0.1, "beta_1": 0.5, "beta_2": 0.9, "epsilon": 1e-3}),
        ("sgd", {}),
        ("sgd", {"learning_rate": 0.1, "momentum": 0.9}),
        ("sgd", {"learning_rate": 0.1, "momentum": 0.9, "nesterov": True}),
    ]:
        optimizer = keras.optimizers.get({"class_name": name, "config": arguments})
        variable = keras.Variable(np.linspace(-1, 1, 5).astype("float32"))
        steps = []
        for grad in grads:
            optimizer.apply([tf.constant(grad)], [variable])
            steps.append(short(variable.numpy()))
        cases.append({"name": name, "arguments": arguments, "weights": steps})
    return [{"gradients": short(grads), "start": short(np.linspace(-1, 1, 5))}, *cases]


def run_early_stopping(data: dict[str, Any]) -> list[dict[str, Any]]:
    """A model that soon overfits, stopped in different ways."""
    x, y = np.array(data["x"], "float32"), np.array(data["three"])
    cases = [
        {"monitor": "val_loss", "patience": 2, "restore_best_weights": True, "verbose": 1},
        {"monitor": "val_loss", "patience": 0},
        {"monitor": "val_accuracy", "patience": 3, "verbose": 1},
        {"monitor": "accuracy", "min_delta": 0.03, "patience": 1},
        {"monitor": "loss", "min_delta": 0.02, "patience": 1, "restore_best_weights": True},
        {"monitor": "val_loss", "baseline": 0.5, "patience": 4, "restore_best_weights": True},
        {"monitor": "val_loss", "start_from_epoch": 6, "patience": 1, "verbose": 1},
        {"monitor": "val_loss", "mode": "max", "patience": 2, "restore_best_weights": True},
    ]
    case = {
        "layers": [[16, "relu"], [3, "softmax"]],
        "labels": "three",
        "optimizer": ["adam", {"learning_rate": 0.05}],
    }
    keras.utils.set_random_seed(5)
    initial = build(case, 6).get_weights()
    runs = []
    for arguments in cases:
        model = build(case, 6)
        model.set_weights(initial)
        stopping = keras.callbacks.EarlyStopping(**arguments)
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            history = model.fit(
                x, y, epochs=25, batch_size=10, validation_split=0.4, shuffle=False, verbose=0,
                callbacks=[stopping],
            )  # fmt: skip
        runs.append(
            {
                "arguments": arguments,
                "history": history.history,
                "stopped_epoch": stopping.stopped_epoch,
                "best_epoch": stopping.best_epoch,
                "printed": printed.getvalue(),
                "final_weights": [short(w) for w in model.get_weights()],
            }
        )
    return [case | {"initial_weights": [short(w) for w in initial]}, *runs]


def run_summaries() -> dict[str, str]:
    """Summary texts, before and after building and fitting."""
    texts: dict[str, str] = {}

    def take(name: str, model: keras.Sequential, **arguments: Any) -> None:
        model.summary(print_fn=lambda text: texts.__setitem__(name, text), **arguments)

    layers = keras.layers
    keras.utils.clear_session()
    dense = layers.Dense(10, activation="relu", input_shape=(784,))
    model = keras.Sequential([dense, layers.Dense(10), layers.Dense(3, activation="softmax")])
    model.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
    take("built", model)
    take("narrow", model, line_length=50)
    os.environ["COLUMNS"] = "120"
    take("wide_terminal", model)
    os.environ["COLUMNS"] = "80"
    model.evaluate(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_evaluate", model)
    model.fit(np.zeros((2, 784)), np.eye(3)[:2], verbose=0)
    take("adam_after_fit", model)
    deferred = keras.Sequential([layers.Flatten(), layers.Dense(1024), layers.Dense(10)])
    take("deferred", deferred)
    deferred.compile("sgd", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    deferred.fit(np.zeros((2, 28, 28)), np.zeros(2), verbose=0)
    take("sgd_after_fit", deferred)
    named = keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Dense(4, name="a_very_long_name_for_a_layer_of_four_units"),
            layers.Flatten(name="flat"),
        ],
        name="garments",
    )
    take("named", named)
    return texts


def run_lines() -> dict[str, Any]:
    """Progress lines: real fits with their times, and a bar driven by a clock of our own."""
    x, y = np.linspace(-1, 1, 40).reshape(20, 2).astype("float32"), np.arange(20) % 3
    keras.utils.set_random_seed(1)
    printed: dict[str, str] = {}
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    initial = model.get_weights()
    for verbose in (1, 2):
        model.set_weights(initial)
        model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        with contextlib.redirect_stdout(io.StringIO()) as output:
            fit = {"epochs": 2, "batch_size": 5, "validation_split": 0.25, "shuffle": False}
            model.fit(x, y, verbose=verbose, **fit)
            model.evaluate(x, y, verbose=verbose)
            model.predict(x, verbose=verbose)
        printed[str(verbose)] = without_times(last_drawn(output.getvalue()))
    return {
        "x": short(x),
        "y": y.tolist(),
        "initial_weights": [short(w) for w in initial],
        "printed": printed,
        "bars": [
            bar(steps, seconds, logs, verbose)
            for verbose in (1, 2)
            for steps, seconds, logs in [
                (48, 0.144, {"accuracy": 0.44791, "loss": 1.05304}),
                (1875, 1.5, {"accuracy": 1.0, "loss": 0.00098, "val_loss": 12.3456789}),
                (1, 2.6, {"loss": 3.1e-7}),
                (9, 75.0, {"loss": 0.0, "score": -0.5}),
                (3, 0.0003, {}),
                (12, 7300.0, {"loss": float("nan")}),
            ]
        ],
    }


def bar(steps: int, seconds: float, logs: dict[str, float], verbose: int) -> dict[str, Any]:
    """What Keras's bar prints at the end when every step takes the same time."""
    from keras.src.utils import progbar

    now = 1000.0
    real, progbar.time.time = progbar.time.time, lambda: now
    try:
        with contextlib.redirect_stdout(io.StringIO()) as output:
            drawn = keras.utils.Progbar(steps, verbose=verbose)
            now += seconds / steps
            drawn.update(1, finalize=False)
            now = 1000.0 + seconds
            drawn.update(steps, list(logs.items()), finalize=True)
    finally:
        progbar.time.time = real
    text = last_drawn(output.getvalue()).strip("\n")
    return {"steps": steps, "seconds": seconds, "logs": logs, "verbose": verbose, "text": text}


def last_drawn(output: str) -> str:
    """What stays on a terminal: no escape codes, each line as it was drawn last."""
    plain = re.sub(r"\x1b\[\d*m|\x08", "", output)
    return "\n".join(line.rsplit("\r", 1)[-1] for line in plain.split("\n"))


def without_times(text: str) -> str:
    return re.sub(r"\b\d+(s|ms/step|us/step)", "TIME", text)


def run_pictures() -> None:
    """784-10-10-3 on small synthetic pictures: stripes, a disc, a frame; stored as npz."""
    rng = np.random.default_rng(11)
    rows, columns = np.mgrid[:28, :28]
    shapes = [
        (columns % 6 < 3) * 180,
        (np.hypot(rows - 14, columns - 14) < 9) * 200,
        ((np.abs(rows - 14) > 9) | (np.abs(columns - 14) > 9)) * 160,
    ]
    kinds = np.arange(48) % 3
    brightness = rng.integers(0, 12, (48, 7, 7)).repeat(4, axis=1).repeat(4, axis=2) * 5
    pictures = np.array([shapes[kind] for kind in kinds]) + brightness
    x, y = pictures.astype("uint8"), np.eye(3, dtype="uint8")[kinds]
    case = {"layers": [[10, "relu"], [10, "relu"], [3, "softmax"]]}
    keras.utils.set_random_seed(2)
    model = build(case, 784)
    initial = model.get_weights()
    flat = x.reshape(48, 784)
    history = model.fit(
        flat / 255, y, epochs=10, batch_size=10, validation_split=0.2, shuffle=False, verbose=0
    )
    weights = {f"initial_{i}": w for i, w in enumerate(initial)}
    weights |= {f"final_{i}": w for i, w in enumerate(model.get_weights())}
    np.savez_compressed(
        FOLDER / "pictures.npz",
        x=x, y=y, history=json.dumps({"versions": VERSIONS, **history.history}),
        predict=model.predict(flat / 255, verbose=0), **weights,
    )  # fmt: skip


def write(name: str, content: Any) -> None:
    text = json.dumps({"versions": VERSIONS, "golden": content})
    (FOLDER / f"{name}.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    data = make_data()
    runs = {name: run_trajectory(name, case, data) for name, case in TRAJECTORIES.items()}
    write("trajectories", {"data": data, "runs": runs})
    write("optimizers", run_optimizers())
    write("early_stopping", run_early_stopping(data))
    write("summaries", run_summaries())
    write("lines", run_lines())
    run_pictures()


if __name__ == "__main__":
    main()
