"""What a learner writes about training in cells, with Keras's own imports."""

from pathlib import Path

from session.bench import Bench

MODEL = """
import numpy as np, keras
keras.utils.set_random_seed(1)
x = np.random.rand(64, 4)
y = keras.utils.to_categorical(np.arange(64) % 3, 3)
def build(optimizer="rmsprop"):
    model = keras.Sequential([
        keras.Input((4,)),
        keras.layers.Dense(5, "relu", kernel_initializer="he_normal"),
        keras.layers.Dense(3, "softmax", kernel_initializer=keras.initializers.LecunUniform(2)),
    ])
    model.compile(optimizer, "categorical_crossentropy", metrics=["accuracy"])
    return model
"""


def run(bench: Bench, source: str) -> str:
    """What the last line of a cell is worth, or what went wrong."""
    bench.outputs[:] = [{}]
    status = bench.ask("run-cell", cell="Cell 1", source=source)["value"]["status"]
    assert status == "ok", bench.outputs[-1]["traceback"]
    return bench.outputs[-1].get("text", "")


def test_callbacks_checkpoints_and_files(bench: Bench, tmp_path: Path) -> None:
    bench.open_notebook()
    run(bench, MODEL)
    run(
        bench,
        "from keras.callbacks import *\n"
        "model = build()\n"
        "history = model.fit(x, y, epochs=4, validation_split=0.25, verbose=2, callbacks=[\n"
        "    EarlyStopping(patience=9, restore_best_weights=True),\n"
        "    ModelCheckpoint('best.keras', save_best_only=True, monitor='val_accuracy'),\n"
        "    ReduceLROnPlateau(patience=2, factor=0.5),\n"
        f"    CSVLogger({str(tmp_path / 'log.csv')!r}),\n"
        "    LambdaCallback(on_train_end=lambda logs: print('done')),\n"
        "])",
    )
    assert run(bench, "model.load_weights('best.keras')\nsorted(history.history)") == (
        "['accuracy', 'learning_rate', 'loss', 'val_accuracy', 'val_loss']"
    )
    header = (tmp_path / "log.csv").read_text().splitlines()[0]
    assert header == "epoch,accuracy,learning_rate,loss,val_accuracy,val_loss"


def test_rates_that_change(bench: Bench) -> None:
    """An epoch is two steps of 32 samples."""
    bench.open_notebook()
    run(bench, MODEL)
    assert (
        run(
            bench,
            "model = build(keras.optimizers.SGD(lr=0.5, momentum=0.9))\n"
            "model.fit(x, y, verbose=0)\n"
            "model.optimizer.learning_rate.assign(0.25)\n"
            "model.fit(x, y, verbose=0)\n"
            "float(model.optimizer.learning_rate)",
        )
        == "0.25"
    )
    assert (
        run(
            bench,
            "from tensorflow.keras.optimizers.schedules import ExponentialDecay\n"
            "model = build(keras.optimizers.Adam(ExponentialDecay(0.5, 1, 0.5)))\n"
            "model.fit(x, y, verbose=0)\n"
            "float(model.optimizer.learning_rate)",
        )
        == "0.125"
    )
