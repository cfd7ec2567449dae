"""Model files: made by one side, opened by the other.

    python -m parity.model_files write FOLDER    (with Keras: the files in parity/files)
    python -m parity.model_files read FOLDER     (with Keras: what it makes of this package's)

`k` is `keras` or `fittingroom`. Runs in an environment that has Keras but not this package.
"""

import json
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from parity import data
from parity.further_pieces import row_labels
from parity.graph_pieces import wide_and_deep
from parity.running import short

FILES = Path(__file__).with_name("files")
ANSWERS = "answers.json"


def row(k: Any) -> Any:
    """Every kind of layer that vectors have, behind one another."""
    of = k.layers
    scale = of.Normalization()
    scale.adapt(data.samples())
    made = k.Sequential(
        [
            *(k.Input((6,)), scale, of.Rescaling(0.5, offset=0.1), of.GaussianNoise(0.0)),
            of.Dense(5, activation="gelu", kernel_regularizer="l2", kernel_constraint="max_norm"),
            *(of.BatchNormalization(momentum=0.8), of.LeakyReLU(negative_slope=0.2)),
            *(of.Dense(4, use_bias=False), of.LayerNormalization(), of.PReLU(), of.Dropout(0.0)),
            *(of.Dense(4, activation="swish"), of.ELU(alpha=0.5), of.Reshape((2, 2))),
            *(of.Flatten(), of.Activation("tanh"), of.ReLU(negative_slope=0.1)),
            *(of.Dense(3), of.Softmax()),
        ],
        name="row",
    )
    made.set_weights(started("row", made))
    made.compile(
        k.optimizers.Adam(0.02),
        k.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy", k.metrics.AUC(name="auc")],
    )
    return made


def graph(k: Any) -> Any:
    """Several inputs and outputs."""
    made = wide_and_deep(k)
    made.set_weights(started("graph", made))
    made.compile(
        k.optimizers.RMSprop(0.01, momentum=0.5),
        ["mse", "sparse_categorical_crossentropy"],
        loss_weights=[0.7, 0.3],
        metrics=[["mae"], ["accuracy"]],
    )
    return made


def nested(k: Any) -> Any:
    """A model inside a model, and a layer called twice."""
    of = k.layers
    inner = k.Sequential([k.Input((6,)), of.Dense(6, activation="tanh"), of.Dense(6)], name="in")
    start, twice = k.Input((6,)), of.Dense(6, activation="relu")
    joined = of.Add()([inner(start), twice(twice(start))])
    made = k.Model(start, of.Dense(3, activation="softmax")(joined))
    made.set_weights(started("nested", made))
    made.compile(k.optimizers.Nadam(0.02), "categorical_crossentropy")
    return made


def started(name: str, made: Any) -> list[Any]:
    weights = data.start(name, [weight.shape for weight in made.get_weights()])
    for place, weight in enumerate(made.weights):
        if "/normalization" in f"/{weight.path}":  # what it was adapted to
            weights[place] = np.asarray(made.get_weights()[place])
            continue
        if "variance" in weight.path or "gamma" in weight.path:
            weights[place] = np.abs(weights[place]) + np.float32(0.5)
    return weights


MODELS: dict[str, Callable[[Any], Any]] = {"row": row, "graph": graph, "nested": nested}
NAMES = {"row": ("row.keras", "row.h5"), "graph": ("graph.keras",), "nested": ("nested.keras",)}


def samples(name: str) -> tuple[Any, Any]:
    x = data.samples()
    if name == "graph":
        return [x[:, :2], x], [row_labels()[:, :1], data.classes()]
    return x, data.labels("one_hot")


def fit(name: str, made: Any) -> Any:
    x, y = samples(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        history = made.fit(x, y, epochs=2, batch_size=16, shuffle=False, verbose=0).history
    return {key: list(map(float, values)) for key, values in history.items()}


def predictions(name: str, made: Any) -> list[list[float]]:
    found = made.predict(samples(name)[0], verbose=0)
    return [short(each[:6]) for each in (found if isinstance(found, list) else [found])]


def write(k: Any, folder: Path) -> dict[str, Any]:
    """Train and write every model; return what each predicts, and how it trains on."""
    answers: dict[str, Any] = {}
    for name, make in MODELS.items():
        k.utils.clear_session()
        made = make(k)
        fit(name, made)
        for file in NAMES[name]:
            made.save(folder / file)
        made.save_weights(folder / f"{name}.weights.h5")
        answers[name] = {"predictions": predictions(name, made), "on": fit(name, made)}
    (folder / ANSWERS).write_text(json.dumps(answers), encoding="utf-8")
    return answers


def read(k: Any, folder: Path) -> dict[str, Any]:
    """Return what the files in a folder predict, and how each trains on."""
    answers: dict[str, Any] = {}
    for name, make in MODELS.items():
        k.utils.clear_session()
        for file in NAMES[name]:
            made = k.saving.load_model(folder / file)
            answers[file] = {"predictions": predictions(name, made)}
            if file.endswith(".keras"):  # Keras itself does not train on from the old form
                answers[file]["on"] = fit(name, made)
        if name != "nested":  # there paths in files of weights are those of the model inside
            weights = make(k)
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                weights.load_weights(folder / f"{name}.weights.h5")
            answers[f"{name}.weights.h5"] = {"predictions": predictions(name, weights)}
    return answers


def main(verb: str, folder: str) -> None:
    import keras

    found = {"write": write, "read": read}[verb](keras, Path(folder))
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
