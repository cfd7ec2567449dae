"""Writes the golden files: what real Keras, on TensorFlow, computes and prints.

Run it with an environment of its own (Python 3.13, `tensorflow-cpu==2.21.0`, `keras==3.15.*`):

    python tests/parity/make_goldens.py

It imports nothing of this project. `test_keras_parity.py` reads what it writes.
"""

import contextlib
import io
import json
import os
from pathlib import Path
from typing import Any

os.environ |= {"COLUMNS": "80", "TF_CPP_MIN_LOG_LEVEL": "3", "TF_ENABLE_ONEDNN_OPTS": "0"}

import keras
import numpy as np
import tensorflow as tf
from golden_cases import TRAJECTORIES
from golden_texts import run_lines, run_summaries, short

FOLDER = Path(__file__).parent / "goldens"
VERSIONS = {"keras": keras.__version__, "tensorflow": tf.__version__, "numpy": np.__version__}


def make_data() -> dict[str, Any]:
    """Three blurred clusters, ten classes by slices of an angle; nothing a model fits at once."""
    rng = np.random.default_rng(20240601)
    three = rng.integers(0, 3, 60)
    x = rng.random((60, 6)) * 0.6 + three[:, None] * 0.13
    ten = (np.arctan2(x[:, 0] - 0.4, x[:, 1] - 0.4) / (2 * np.pi) * 10 + 5).astype(int) % 10
    return {"x": short(x), "three": three.tolist(), "ten": ten.tolist()}


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
