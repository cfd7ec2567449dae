"""Models of any form: several inputs and outputs, branches, classes, tables, files.

`k` is `keras` or `fittingroom`.
Each function returns plain data.
"""

import tempfile
from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data
from parity.further_pieces import row_labels
from parity.running import short


def wide_and_deep(k: Any) -> Any:
    """Several inputs and outputs, by list and by name."""
    k.utils.clear_session()
    wide, deep = k.Input((2,), name="wide"), k.Input((6,), name="deep")
    hidden = k.layers.Dense(5, activation="relu", name="hidden")(deep)
    hidden = k.layers.BatchNormalization(momentum=0.8)(hidden)
    joined = k.layers.Concatenate()([wide, hidden])
    main = k.layers.Dense(1, name="main")(joined)
    kind = k.layers.Dense(3, activation="softmax", name="kind")(hidden)
    return k.Model([wide, deep], [main, kind])


def several_inputs_and_outputs(k: Any) -> Any:
    made = wide_and_deep(k)
    start = data.start("wide", [w.shape for w in made.get_weights()])
    made.set_weights([np.abs(w) if w.shape == (5,) else w for w in start])
    made.compile(
        k.optimizers.SGD(0.05, momentum=0.9),
        {"main": "mse", "kind": "sparse_categorical_crossentropy"},
        loss_weights={"main": 0.7, "kind": 0.3},
        metrics={"main": ["mae"], "kind": ["accuracy", "sparse_categorical_accuracy"]},
    )
    x = data.samples()
    given = {"wide": x[:, :2], "deep": x}
    labels = {"main": row_labels()[:, :1], "kind": data.classes()}
    history = made.fit(
        given, labels, epochs=2, shuffle=False, verbose=0, validation_split=0.25,
        sample_weight=None,
    ).history  # fmt: skip
    evaluated = made.evaluate([x[:, :2], x], list(labels.values()), verbose=0)
    predicted = made.predict([x[:4, :2], x[:4]], verbose=0)
    return [
        {key: list(map(float, values)) for key, values in history.items()},
        np.ravel(evaluated).astype(float).tolist(),
        [short(each) for each in predicted],
        [short(weight) for weight in made.get_weights()],
        [layer.name for layer in made.layers],
        [list(each.shape) for each in made.inputs],
        [list(each.shape) for each in made.outputs],
        made.output_names,
    ]


def branches(k: Any) -> Any:
    """Every way of merging, a layer called twice, a model inside, a part of a model."""
    k.utils.clear_session()
    of = k.layers
    start = k.Input((6,))
    shared = of.Dense(6, activation="tanh")
    first = shared(start)
    second = shared(of.Add()([start, first]))
    x = of.Average()([of.Multiply()([first, second]), of.Subtract()([second, start])])
    x = of.Concatenate()([of.Maximum()([x, first]), of.Minimum()([x, second, start])])
    made = k.Model(inputs=start, outputs=of.Dense(3, activation="softmax", name="out")(x))
    made.set_weights(data.start("branches", [w.shape for w in made.get_weights()]))
    made.compile(k.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    given = {"epochs": 3, "shuffle": False, "verbose": 0}
    history = made.fit(data.samples(), data.classes(), **given).history
    part = k.Model(made.input, shared.output)
    return [
        {key: list(map(float, values)) for key, values in history.items()},
        [short(weight) for weight in made.get_weights()],
        [layer.name for layer in made.layers],
        short(part.predict(data.samples()[:3], verbose=0)),
    ]


def own_model_and_layer(k: Any) -> Any:
    """A class whose call calls layers, one of them a layer made of layers."""
    k.utils.clear_session()

    class Block(k.layers.Layer):
        def __init__(self, units: int) -> None:
            super().__init__()
            self.one, self.two = k.layers.Dense(units, activation="relu"), k.layers.Dense(units)

        def call(self, inputs: Any) -> Any:
            return k.layers.add([inputs, self.two(self.one(inputs))])

    class Mine(k.Model):
        def __init__(self) -> None:
            super().__init__()
            self.block = Block(6)
            self.out = k.layers.Dense(3, activation="softmax")

        def call(self, inputs: Any) -> Any:
            return self.out(self.block(inputs))

    made = Mine()
    made(data.samples()[:2])
    made.set_weights(data.start("own", [w.shape for w in made.get_weights()]))
    made.compile(k.optimizers.SGD(0.1), "sparse_categorical_crossentropy", metrics=["accuracy"])
    given = {"epochs": 3, "shuffle": False, "verbose": 0}
    history = made.fit(data.samples(), data.classes(), **given).history
    return [
        {key: list(map(float, values)) for key, values in history.items()},
        [short(weight) for weight in made.get_weights()],
    ]


def tables_of_graphs(k: Any) -> Any:
    """The tables of `summary()`."""
    texts: list[str] = []
    wide_and_deep(k).summary(print_fn=texts.append)
    k.utils.clear_session()
    start = k.Input((6,))
    chain = k.Model(start, k.layers.Dense(3)(k.layers.BatchNormalization()(start)))
    chain.summary(print_fn=texts.append)
    chain.summary(print_fn=texts.append, show_trainable=True)
    return texts


def saved_graphs(k: Any) -> Any:
    made = wide_and_deep(k)
    start = data.start("saved", [w.shape for w in made.get_weights()])
    made.set_weights([np.abs(w) for w in start])
    x = data.samples()
    with tempfile.TemporaryDirectory() as folder:
        made.save(f"{folder}/m.keras")
        again = k.saving.load_model(f"{folder}/m.keras")
    before, after = (each.predict([x[:, :2], x], verbose=0) for each in (made, again))
    same = [bool(np.array_equal(a, b)) for a, b in zip(before, after, strict=True)]
    return [same, [layer.name for layer in again.layers]]


PIECES: dict[str, Callable[[Any], Any]] = {
    piece.__name__.replace("_", " "): piece
    for piece in (
        *(several_inputs_and_outputs, branches, own_model_and_layer, tables_of_graphs),
        saved_graphs,
    )
}
