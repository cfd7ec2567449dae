"""Batches one after another, of generators and datasets: trained on as arrays are."""

import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, layers, utils
from fittingroom.backend import Array
from fittingroom.callbacks import Callback
from fittingroom.compat.tensorflow_data import Dataset
from fittingroom.utils import PyDataset

X = np.random.default_rng(3).random((20, 5), np.float32)
Y = (X.sum(axis=1) > 2.5).astype(int)


def new_model() -> Any:
    utils.set_random_seed(7)
    model = Sequential([layers.Input((5,)), layers.Dense(4, "relu"), layers.Dense(2, "softmax")])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def batches(x: Array = X, y: Array = Y, size: int = 6) -> Iterator[tuple[Array, Array]]:
    for start in range(0, len(x), size):
        yield x[start : start + size], y[start : start + size]


def without_end() -> Iterator[tuple[Array, Array]]:
    while True:
        yield from batches()


def singly() -> Iterator[tuple[Array, Array]]:
    yield from zip(X, Y, strict=True)


class Numbered(PyDataset):
    def __init__(self) -> None:
        super().__init__(workers=2)
        self.ended = 0

    def __len__(self) -> int:
        return 4

    def __getitem__(self, index: int) -> Any:
        return X[6 * index : 6 * index + 6], Y[6 * index : 6 * index + 6]

    def on_epoch_end(self) -> None:
        self.ended += 1


STREAMS: dict[str, Any] = {
    "dataset": lambda: Dataset.from_tensor_slices((X, Y)).batch(6).cache().prefetch(-1),
    "dataset of a generator": lambda: Dataset.from_generator(batches, output_signature=None).map(
        lambda x, y: (x, y)
    ),
    "generator": without_end,
    "PyDataset": Numbered,
}


@pytest.mark.parametrize("name", STREAMS)
def test_batches_train_as_the_arrays_that_they_are_cut_from(name: str) -> None:
    theirs, ours = new_model(), new_model()
    expected = theirs.fit(X, Y, 6, epochs=3, verbose=0, shuffle=False, validation_data=(X, Y))
    steps = 4 if name == "generator" else None
    validation = Dataset.from_tensor_slices((X, Y)).batch(6)
    history = ours.fit(
        STREAMS[name](),
        epochs=3,
        verbose=0,
        shuffle=False,
        steps_per_epoch=steps,
        validation_data=validation,
    )
    assert history.history == expected.history
    for a, b in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    given = (STREAMS[name](), STREAMS[name]())
    assert ours.evaluate(given[0], steps=steps, verbose=0) == theirs.evaluate(X, Y, 6, verbose=0)
    found = ours.predict(given[1], steps=steps, verbose=0)
    np.testing.assert_array_equal(found, theirs.predict(X, 6, verbose=0))


def test_weights_of_samples_and_of_classes_count() -> None:
    weights = np.linspace(0, 2, 20)
    theirs, ours = new_model(), new_model()
    theirs.fit(X, Y, 6, verbose=0, shuffle=False, sample_weight=weights)
    ours.fit(Dataset.from_tensor_slices((X, Y, weights)).batch(6), verbose=0)
    np.testing.assert_array_equal(ours.get_weights()[0], theirs.get_weights()[0])
    by_class = {0: 0.5, 1: 3.0}
    theirs.fit(X, Y, 6, verbose=0, shuffle=False, class_weight=by_class)
    ours.fit(Dataset.from_tensor_slices((X, Y)).batch(6), verbose=0, class_weight=by_class)
    np.testing.assert_array_equal(ours.get_weights()[0], theirs.get_weights()[0])


def test_steps_go_on_behind_those_of_the_last_epoch() -> None:
    seen: list[float] = []

    def noted() -> Iterator[tuple[Array, Array]]:
        for x, y in without_end():
            seen.append(float(x[0, 0]))
            yield x, y

    new_model().fit(noted(), epochs=2, steps_per_epoch=3, verbose=0)
    first = [float(X[start, 0]) for start in (0, 6, 12, 18)]
    assert seen[:6] == [*first, *first[:2]]
    dataset = Dataset.from_tensor_slices((X, Y)).batch(6)
    history = new_model().fit(dataset.repeat(), epochs=3, steps_per_epoch=2, verbose=0)
    assert len(history.epoch) == 3
    assert len(new_model().fit(dataset, epochs=2, steps_per_epoch=4, verbose=0).epoch) == 2


def test_a_pydataset_hears_of_the_end_of_each_epoch_and_is_shuffled() -> None:
    numbered, model = Numbered(), new_model()
    model.fit(numbered, epochs=2, verbose=0)
    assert numbered.ended == 2
    other = new_model()
    other.fit(Numbered(), epochs=2, verbose=0, shuffle=False)
    assert not np.array_equal(model.get_weights()[0], other.get_weights()[0])


def test_the_line_of_an_epoch_counts_steps_that_were_not_known(
    capsys: pytest.CaptureFixture[str],
) -> None:
    new_model().fit(batches(), verbose=2)
    assert capsys.readouterr().out.startswith("4/4 - ")
    new_model().fit(Dataset.from_generator(batches).batch(1).unbatch().unbatch().batch(5))
    assert capsys.readouterr().out.startswith("4/4 ━")


def test_a_dataset_without_end_trains_until_it_is_stopped_and_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    class Stop(Callback):
        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            seen.append(batch)
            if batch == 9:
                self.model.stop_training = True

    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("fittingroom.utils.progbar._INTERVAL", 0)
    endless = Dataset.from_tensor_slices((X, Y)).batch(6).repeat()
    with pytest.warns(UserWarning, match="repeats without end.*steps_per_epoch"):
        new_model().fit(endless, epochs=2, callbacks=[Stop()])
    assert seen == [*range(10)]
    # Keras's words for what it cannot know.
    printed = capsys.readouterr().out
    assert "      5/Unknown" in printed
    assert printed.rstrip().splitlines()[-1].count("10/10") == 1
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        new_model().fit(endless, epochs=2, steps_per_epoch=3, verbose=0)


def test_what_does_not_work_is_said_with_the_way_out() -> None:
    model, dataset = new_model(), Dataset.from_tensor_slices((X, Y))
    for message, call in (
        (r"dataset.batch\(32\)", lambda: model.fit(dataset)),
        (r"dataset.batch\(32\)", lambda: model.fit(Dataset.from_generator(singly))),
        ("`y` should not be passed", lambda: model.fit(dataset.batch(4), Y)),
        ("validation_data=other_batches", lambda: model.fit(batches(), validation_split=0.2)),
        ("no more batches.*steps_per_epoch", lambda: model.fit(batches(), epochs=2, verbose=0)),
        ("an empty", lambda: model.fit(iter(()))),
        ("batches of x alone", lambda: model.fit(Dataset.from_tensor_slices(X).batch(4))),
        ("Invalid input shape", lambda: model.fit(batches(np.zeros((20, 3))))),
        (r"model.fit\(batches\)", lambda: model.fit(X, batches())),
        ("one length", lambda: Dataset.from_tensor_slices((X, Y[1:]))),
        ("at least 1", lambda: dataset.batch(0)),
    ):
        with pytest.raises(ValueError, match=message):
            call()
    with pytest.warns(UserWarning, match="ran out of data: 2 of 3 steps"):
        model.fit(Dataset.from_tensor_slices((X, Y)).batch(10), steps_per_epoch=3, verbose=0)
