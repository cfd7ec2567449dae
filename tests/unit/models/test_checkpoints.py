"""Files of models: what ModelCheckpoint writes and says, and how weights come back."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, callbacks, layers, optimizers

X, Y = np.linspace(-1, 1, 24).reshape(12, 2), np.arange(12) % 3


def make_model(units: int = 3, rate: float = 0.5) -> Sequential:
    model = Sequential([layers.Dense(units, "softmax", input_shape=(2,))])
    model.compile(
        optimizers.SGD(rate, 0.9), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model


def stored() -> list[str]:
    """Return the files in the current folder and below it."""
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def same(first: list[Any], second: list[Any]) -> bool:
    return all((a == b).all() for a, b in zip(first, second, strict=True))


class Weights(callbacks.Callback):
    """Notes the weights after each epoch."""

    def __init__(self) -> None:
        self.after: list[list[Any]] = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.after.append(self.model.get_weights())


def test_each_epoch_is_kept_under_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    model, weights = make_model(), Weights()
    keep = callbacks.ModelCheckpoint("run/{epoch:02d}.keras", verbose=1)
    model.fit(X, Y, epochs=2, verbose=0, callbacks=[keep, weights])
    assert stored() == ["run/01.keras", "run/02.keras"]
    assert capsys.readouterr().out == "".join(
        f"\nEpoch {n}: saving model to run/0{n}.keras\n"
        f"\nEpoch {n}: finished saving model to run/0{n}.keras\n"
        for n in (1, 2)
    )
    model.load_weights("run/01.keras")
    assert same(model.get_weights(), weights.after[0])


def feed(keep: callbacks.ModelCheckpoint, values: list[float]) -> None:
    keep.set_model(make_model())
    for epoch, value in enumerate(values):
        keep.on_epoch_begin(epoch)
        keep.on_epoch_end(epoch, {"val_loss": value})


def test_only_the_best_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    name = "best.weights.h5"
    keep = callbacks.ModelCheckpoint(name, verbose=1, save_best_only=True, save_weights_only=True)
    feed(keep, [3.0, 4.0, 2.5])
    assert capsys.readouterr().out == (
        "\nEpoch 1: val_loss improved from None to 3.00000, saving model to best.weights.h5\n"
        "\nEpoch 1: finished saving model to best.weights.h5\n"
        "\nEpoch 2: val_loss did not improve from 3.00000\n"
        "\nEpoch 3: val_loss improved from 3.00000 to 2.50000, saving model to best.weights.h5\n"
        "\nEpoch 3: finished saving model to best.weights.h5\n"
    )
    assert keep.best == 2.5


def test_a_threshold_stands_for_the_best_before() -> None:
    feed(
        callbacks.ModelCheckpoint(
            "{epoch}-{val_loss:.1f}.keras", save_best_only=True, initial_value_threshold=2.0
        ),
        [3.0, 1.5],
    )
    assert stored() == ["2-1.5.keras"]


def test_every_so_many_batches() -> None:
    keep = callbacks.ModelCheckpoint("{epoch}-{batch}.keras", save_freq=4)
    make_model().fit(X, Y, batch_size=4, epochs=3, verbose=0, callbacks=[keep])
    assert stored() == ["2-1.keras", "3-2.keras"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"filepath": "model"}, "must end in `.keras`. Received: filepath=model"),
        ({"filepath": "m.keras", "save_weights_only": True}, "`.weights.h5` with save_weights"),
        ({"filepath": "m.keras", "save_freq": "batch"}, "Unrecognized save_freq: batch"),
    ],
)
def test_wrong_arguments(arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        callbacks.ModelCheckpoint(**arguments)


def test_what_the_logs_do_not_have() -> None:
    def fit(keep: callbacks.Callback) -> None:
        make_model().fit(X, Y, verbose=0, callbacks=[keep])

    with pytest.raises(KeyError, match=r"Failed to format.*It can hold: epoch, accuracy, loss"):
        fit(callbacks.ModelCheckpoint("{val_loss}.keras"))
    with pytest.warns(UserWarning, match="Can save best model only with val_loss available"):
        fit(callbacks.ModelCheckpoint("m.keras", save_best_only=True))


def test_a_training_goes_on_where_it_was() -> None:
    model = make_model()
    model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    model.save_weights("two.weights.h5")
    model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    four = model.get_weights()
    assert model.optimizer is not None
    model.optimizer.learning_rate = 0.001
    model.load_weights("two.weights.h5")
    model.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    assert same(model.get_weights(), four)
    assert model.optimizer.iterations == 4


def test_another_model_gets_the_weights_alone() -> None:
    model, other = make_model(), make_model()
    model.fit(X, Y, verbose=0)
    model.save_weights("a.weights.h5")
    with pytest.warns(UserWarning, match="Skipping variable loading for optimizer"):
        other.load_weights("a.weights.h5")
    assert same(model.get_weights(), other.get_weights())
    model.set_weights([w * 0 for w in model.get_weights()])
    assert not same(model.get_weights(), other.get_weights())
    model.load_weights("a.weights.h5")
    assert same(model.get_weights(), other.get_weights())


def test_what_cannot_be_loaded() -> None:
    model = make_model()
    with pytest.raises(ValueError, match=r"File format not supported: filepath=a\.txt"):
        model.load_weights("a.txt")
    with pytest.raises(
        ValueError, match=r"must end in `\.weights\.h5`\. Received: filepath=a\.keras"
    ):
        model.save_weights("a.keras")
    with pytest.raises(FileNotFoundError, match=r"'a\.weights\.h5'\. Models there: none\."):
        model.load_weights("a.weights.h5")
    model.save_weights("a.weights.h5")
    with pytest.raises(FileNotFoundError, match=r"Models there: a\.weights\.h5\."):
        model.load_weights("b.weights.h5")
    with pytest.raises(
        ValueError,
        match=r"Layer 'dense_1' has weights of shapes \[\(2, 4\), \(4,\)\], and the file has",
    ):
        make_model(units=4).load_weights("a.weights.h5")
