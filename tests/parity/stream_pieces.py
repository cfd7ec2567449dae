"""Batches given one after another to `fit`, `evaluate` and `predict`: datasets and generators.

`k` is `keras` or `fittingroom`. Each function returns plain data.
"""

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from parity import data
from parity.running import short
from parity.student_pieces import model, weights

SIZE = 16
"""Of a batch; the last one of the 60 samples has 12."""


def dataset_type(k: Any) -> Any:
    """`tf.data.Dataset`, or what this package has in its place."""
    if k.__name__ == "keras":
        return importlib.import_module("tensorflow").data.Dataset
    return importlib.import_module("fittingroom.compat.tensorflow_data").Dataset


def parts(*arrays: Any) -> Iterator[tuple[Any, ...]]:
    for start in range(0, data.SAMPLES, SIZE):
        yield tuple(array[start : start + SIZE] for array in arrays)


def without_end(*arrays: Any) -> Iterator[tuple[Any, ...]]:
    while True:
        yield from parts(*arrays)


def numbered(k: Any, *arrays: Any) -> Any:
    class Numbered(k.utils.PyDataset):
        """Batches by number, which counts the passes through it."""

        def __init__(self) -> None:
            super().__init__()
            self.cut = [*parts(*arrays)]

        def __len__(self) -> int:
            return len(self.cut)

        def __getitem__(self, index: int) -> Any:
            return self.cut[index]

    return Numbered()


def fitted(made: Any, x: Any, **arguments: Any) -> list[Any]:
    """The History of a `fit`, and the weights after it."""
    given = {"epochs": 2, "verbose": 0, "shuffle": False, **arguments}
    history = made.fit(x, **given).history
    return [{key: [*map(float, values)] for key, values in history.items()}, weights(made)]


def asked(made: Any, x: Any, again: Any, **steps: int) -> list[Any]:
    """What `evaluate` and `predict` make of batches."""
    evaluated = np.ravel(made.evaluate(x, verbose=0, **steps)).tolist()
    return [evaluated, short(made.predict(again, verbose=0, **steps))]


def dataset(k: Any) -> Any:
    x, y, each = data.samples(), data.classes(), data.sample_weight()
    of = dataset_type(k).from_tensor_slices
    batches, weighted = of((x, y)).batch(SIZE), of((x, y, each)).batch(SIZE)
    told = [fitted(model(k), batches, validation_data=batches)]
    told += [fitted(model(k, weighted_metrics=["accuracy"]), weighted)]
    told += [fitted(model(k), batches, class_weight={0: 1.0, 1: 2.0, 2: 0.5})]
    told += [fitted(model(k), batches.repeat(), steps_per_epoch=3, epochs=3)]
    told += [fitted(model(k), batches, validation_data=batches.repeat(), validation_steps=2)]
    told += [fitted(model(k), of((x, y)).batch(SIZE, drop_remainder=True))]
    return [*told, asked(model(k), batches, of(x).batch(SIZE))]


def dataset_reshaped(k: Any) -> Any:
    """Mapped, skipped, taken, joined, and made of a generator."""
    x, y, of = data.samples(), data.classes(), dataset_type(k)
    rows = of.from_tensor_slices((x, y))
    mapped = rows.map(lambda x, y: (x * 2.0 - 0.5, y)).batch(SIZE)
    cut = rows.skip(7).take(30).concatenate(rows.take(10)).batch(9).prefetch(2)
    signature = None
    if k.__name__ == "keras":
        tf = importlib.import_module("tensorflow")
        signature = (tf.TensorSpec((None, 6), "float32"), tf.TensorSpec((None,), "int64"))
    made = of.from_generator(lambda: parts(x, y), output_signature=signature)
    # Keras counts a step more at the end of each epoch whose length it does not know, which Adam's
    # later steps depend on: 15 after three epochs of four batches. Here it is one epoch, then.
    return [*(fitted(model(k), each) for each in (mapped, cut)), fitted(model(k), made, epochs=1)]


def py_dataset(k: Any) -> Any:
    x, y, each = data.samples(), data.classes(), data.sample_weight()
    plain, weighted = numbered(k, x, y), numbered(k, x, y, each)
    told = [fitted(model(k), plain, validation_data=plain)]
    told += [fitted(model(k, weighted_metrics=["accuracy"]), weighted)]
    told += [fitted(model(k), plain, class_weight={0: 1.0, 1: 2.0, 2: 0.5})]
    told += [fitted(model(k), plain, validation_data=(x, y), validation_steps=1)]
    return [*told, asked(model(k), plain, numbered(k, x))]


def generator(k: Any) -> Any:
    x, y, each = data.samples(), data.classes(), data.sample_weight()
    told = [fitted(model(k), without_end(x, y), steps_per_epoch=4)]
    told += [fitted(model(k), without_end(x, y), steps_per_epoch=3, epochs=3)]
    told += [fitted(model(k), without_end(x, y, each), steps_per_epoch=4)]
    told += [fitted(model(k), parts(x, y), epochs=1)]
    # TensorFlow fetches ahead, so that a second validation would begin anywhere behind the first.
    checked = {"validation_data": without_end(x, y), "validation_steps": 4, "epochs": 1}
    told += [fitted(model(k), without_end(x, y), steps_per_epoch=4, **checked)]
    return [*told, asked(model(k), without_end(x, y), without_end(x), steps=3)]


PIECES: dict[str, Callable[[Any], Any]] = {
    "stream: dataset": dataset,
    "stream: dataset reshaped": dataset_reshaped,
    "stream: generator": generator,
    "stream: PyDataset": py_dataset,
}
