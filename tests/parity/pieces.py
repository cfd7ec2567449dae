"""Small pieces of a student's code whose results are compared: hooks, batches, rates, files.

`k` is `keras` or `fittingroom`.
Each function returns plain data.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from parity import data
from parity.running import short

HOOKS = [
    f"on_{what}{when}"
    for what in ("train_", "epoch_", "train_batch_", "test_", "test_batch_", "predict_")
    for when in ("begin", "end")
]


def model(k: Any, optimizer: Any = "sgd", **compiled: Any) -> Any:
    """A compiled network for the samples, with class numbers as labels."""
    k.utils.clear_session()
    layers = [k.layers.Dense(4, activation="tanh"), k.layers.Dense(3, activation="softmax")]
    made = k.Sequential([k.Input((6,)), *layers])
    made.set_weights(data.start("pieces", [w.shape for w in made.get_weights()]))
    made.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"], **compiled)
    return made


def weights(made: Any) -> list[list[float]]:
    return [short(weight) for weight in made.get_weights()]


def fit(made: Any, **arguments: Any) -> Any:
    given = {"verbose": 0, "shuffle": False, **arguments}
    return made.fit(data.samples(), data.classes(), **given)


def listener(k: Any, heard: list[Any]) -> Any:
    """A callback that writes down every hook, its number and the names in its logs."""

    def hook(name: str) -> Callable[..., None]:
        def listen(self: Any, *given: Any, logs: Any = None) -> None:
            known = [value for value in (*given, logs) if isinstance(value, dict)]
            numbers = [value for value in given if isinstance(value, int)]
            heard.append([name, numbers, [list(values) for values in known]])

        return listen

    return type("Listener", (k.callbacks.Callback,), {name: hook(name) for name in HOOKS})()


def hooks(k: Any) -> Any:
    """Which hooks are called, in which order, with which logs."""
    heard: list[Any] = []
    made, listening = model(k), listener(k, heard)
    fit(made, epochs=2, batch_size=20, validation_split=0.25, callbacks=[listening])
    made.evaluate(data.samples(), data.classes(), verbose=0, callbacks=[listening])
    made.predict(data.samples(), verbose=0, callbacks=listening)
    return heard


def callback_that_stops(k: Any) -> Any:
    """Stopping at a wanted value, as courses show it."""

    class Enough(k.callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            if logs["loss"] < 1.05:
                self.model.stop_training = True

    made = model(k, k.optimizers.Adam(0.05))
    history = fit(made, epochs=40, callbacks=[Enough()])
    return [history.history, history.epoch, weights(made)]


def rate_changed_between_fits(k: Any) -> Any:
    made = model(k, k.optimizers.SGD(0.1, momentum=0.9))
    fit(made, epochs=2)
    made.optimizer.learning_rate = 0.01
    history = fit(made, epochs=3, initial_epoch=2)
    return [history.history, history.epoch, weights(made), int(made.optimizer.iterations)]


def compiled_again(k: Any) -> Any:
    """A new compile forgets the optimizer's state, not the weights."""
    made = model(k, "adam")
    fit(made, epochs=2)
    made.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    return [fit(made, epochs=2).history, weights(made)]


def evaluated(k: Any) -> Any:
    made = model(k)
    x, y = data.samples(), data.classes()
    named = made.evaluate(x, y, verbose=0, batch_size=7, return_dict=True)
    return [made.evaluate(x, y, verbose=0), {key: float(value) for key, value in named.items()}]


def losses_called(k: Any) -> Any:
    """Losses on their own, for one-hot rows and class numbers, probabilities and logits."""
    y, q = data.labels("one_hot")[:8], data.draws("q", (8, 3), 0.05, 1.0)
    numbers = data.classes()[:8]
    of = k.losses
    return [
        float(of.CategoricalCrossentropy()(y, q)),
        float(of.CategoricalCrossentropy(from_logits=True)(y, q)),
        float(of.SparseCategoricalCrossentropy()(numbers, q)),
        float(of.SparseCategoricalCrossentropy(from_logits=True)(numbers, q)),
        short(of.categorical_crossentropy(y, q)),
        short(of.sparse_categorical_crossentropy(numbers, q, from_logits=True)),
    ]


def activations_called(k: Any) -> Any:
    x = data.draws("activations", (4, 5), -4.0, 4.0)
    names = (
        *("relu", "tanh", "sigmoid", "softmax", "linear", "elu", "exponential", "hard_sigmoid"),
        *("leaky_relu", "relu6", "selu", "softplus", "softsign"),
    )
    return {name: short(np.array(getattr(k.activations, name)(x))) for name in names}


def categories(k: Any) -> Any:
    of = k.utils.to_categorical
    return [
        short(of([0, 2, 1])),
        short(of(np.array([[3], [0]]), num_classes=5)),
        list(np.shape(of([[0, 1], [1, 2]]))),
    ]


def names_and_shapes(k: Any) -> Any:
    """What a model says of itself."""
    k.utils.clear_session()
    layers = [k.layers.Flatten(), k.layers.Dense(4), k.layers.Dense(3, name="out")]
    made = k.Sequential([k.Input((2, 3)), *layers])
    return [
        made.name,
        [layer.name for layer in made.layers],
        list(made.input_shape),
        list(made.output_shape),
        made.count_params(),
        [layer.count_params() for layer in made.layers],
        [list(weight.shape) for weight in made.get_weights()],
        len(made.trainable_weights),
        made.built,
    ]


PIECES: dict[str, Callable[[Any], Any]] = {
    "hooks": hooks,
    "callback that stops": callback_that_stops,
    "rate changed between fits": rate_changed_between_fits,
    "compiled again": compiled_again,
    "evaluated": evaluated,
    "losses called": losses_called,
    "activations called": activations_called,
    "categories": categories,
    "names and shapes": names_and_shapes,
}
