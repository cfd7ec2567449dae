"""tf.keras as lesson 5 uses it: Sequential, compile, fit.

Usage: with_keras.py DATA_FOLDER.
"""

import os
import time
from typing import Any

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import tensorflow as tf
from harness import PIXELS, Data, serve


class Stopwatch(tf.keras.callbacks.Callback):
    """Seconds of each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.seconds: list[float] = []

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self.begun = time.perf_counter()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.seconds.append(time.perf_counter() - self.begun)


def train(task: dict[str, Any], data: Data) -> dict[str, Any]:
    """One run from fresh weights."""
    tf.keras.backend.clear_session()
    tf.keras.utils.set_random_seed(0)
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Input((PIXELS,)),
            tf.keras.layers.Dense(task["units"], activation="relu"),
            tf.keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    stopwatch = Stopwatch()
    model.fit(
        data.x[: task["images"]],
        data.y[: task["images"]],
        batch_size=task["batch"],
        epochs=task["epochs"],
        verbose=0,
        callbacks=[stopwatch],
    )
    _, accuracy = model.evaluate(data.x_test, data.y_test, verbose=0)
    return {"epochs": stopwatch.seconds, "accuracy": float(accuracy)}


threads = tf.config.threading.get_intra_op_parallelism_threads() or os.cpu_count()
serve({"version": tf.__version__, "threads": threads}, train)
