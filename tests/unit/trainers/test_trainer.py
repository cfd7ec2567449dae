"""The loop: progress, interruption, seeds, going on."""

import copy
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, callbacks, layers, optimizers, utils
from fittingroom.backend import Array
from fittingroom.trainers.data_adapter import ArraySource

RNG = np.random.default_rng(5)
X = RNG.random((53, 4), dtype="float32")
Y = (X.sum(axis=1) * 1.2).astype(int) % 3


def make_model(seed: int = 3, optimizer: Any = "adam") -> Sequential:
    utils.set_random_seed(seed)
    model = Sequential([layers.Dense(6, "relu", input_shape=(4,)), layers.Dense(3, "softmax")])
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def same(first: list[Array], second: list[Array]) -> bool:
    return all((a == b).all() for a, b in zip(first, second, strict=True))


def test_learns() -> None:
    history = make_model(optimizer=optimizers.Adam(0.02)).fit(
        X, Y, epochs=60, batch_size=8, verbose=0
    )
    assert history.history["loss"][-1] < 0.5 * history.history["loss"][0]
    assert history.history["accuracy"][-1] > 0.9


def test_progress_of_fit() -> None:
    steps = make_model().fit_steps(
        X, Y, batch_size=16, epochs=2, validation_split=0.2, verbose=0, initial_epoch=1
    )
    seen, objects = [], set()
    for p in steps:
        objects.add(id(p))
        seen.append((p.phase, p.epoch, p.epochs, p.batch, p.batches, p.samples, p.total))
    assert seen == [
        ("train", 1, 2, 0, 3, 16, 42),
        ("train", 1, 2, 1, 3, 32, 42),
        ("train", 1, 2, 2, 3, 42, 42),
        ("validate", 1, 2, 0, 1, 11, 11),
        ("validate", 1, 2, 0, 1, 11, 11),  # the end of the epoch
    ]
    assert len(objects) == 1


def test_after_an_epoch_it_waits_before_the_next_begins() -> None:
    begun: list[int] = []

    class Begun(callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
            begun.append(epoch)

    model = make_model()
    for _ in model.fit_steps(X, Y, epochs=2, batch_size=20, verbose=0, callbacks=[Begun()]):
        if len(model.history.epoch) == 1:
            break
    assert begun == [0]
    assert model.optimizer is not None
    assert model.optimizer.iterations == 3


def test_progress_of_evaluate_and_predict() -> None:
    model = make_model()
    for steps, phase in [
        (model.evaluate_steps(X, Y, batch_size=50, verbose=0), "evaluate"),
        (model.predict_steps(X, batch_size=50, verbose=0), "predict"),
    ]:
        seen = [(p.phase, p.batch, p.batches, p.samples, p.total) for p in steps]
        assert seen == [(phase, 0, 2, 50, 53), (phase, 1, 2, 53, 53)]


def test_running_logs_end_as_the_epoch_s() -> None:
    model = make_model()
    history: dict[str, float] = {}
    for progress in model.fit_steps(X, Y, batch_size=20, validation_split=0.3, verbose=0):
        history |= progress.logs()
    assert history == {name: values[-1] for name, values in model.history.history.items()}
    assert list(model.history.history) == ["accuracy", "loss", "val_accuracy", "val_loss"]


def test_logs_before_the_first_batch_and_while_predicting() -> None:
    steps = make_model().predict_steps(X, verbose=0)
    assert next(steps).logs() == {}


def test_validation_takes_the_last_samples_before_shuffling() -> None:
    y = Y.copy()
    model = make_model()
    model.fit(X, y, validation_split=0.4, verbose=0)
    by_hand = model.evaluate(X[31:], y[31:], verbose=0)  # floor(53 * 0.6) = 31
    last = [model.history.history[name][-1] for name in ("val_loss", "val_accuracy")]
    assert last == pytest.approx(by_hand)


def test_evaluate_weighs_batches_by_their_samples() -> None:
    model = make_model()
    whole = model.evaluate(X, Y, batch_size=53, verbose=0)
    assert model.evaluate(X, Y, batch_size=10, verbose=0) == pytest.approx(whole, rel=1e-5)
    assert model.evaluate(X, Y, verbose=0, return_dict=True) == pytest.approx(
        {"accuracy": whole[1], "loss": whole[0]}, rel=1e-5
    )
    hits = model.predict(X, verbose=0).argmax(axis=-1) == Y
    assert whole[1] == hits.mean()


def test_without_metrics_evaluate_gives_the_loss_alone() -> None:
    model = make_model()
    model.compile("adam", "sparse_categorical_crossentropy")
    assert type(model.evaluate(X, Y, verbose=0)) is float


def test_predictions_do_not_depend_on_the_batch_size() -> None:
    model = make_model()
    whole = model.predict(X, batch_size=53, verbose=0)
    assert whole.shape == (53, 3)
    assert whole.dtype == np.float32
    np.testing.assert_allclose(model.predict(X, batch_size=7, verbose=0), whole, rtol=1e-6)
    np.testing.assert_allclose(model(X), whole, rtol=1e-6)


def test_same_seed_same_bits() -> None:
    runs = []
    for _ in range(2):
        model = make_model()
        model.fit(X, Y, epochs=3, batch_size=10, validation_split=0.2, verbose=0)
        runs.append((model.history.history, model.get_weights()))
    assert runs[0][0] == runs[1][0]
    assert same(runs[0][1], runs[1][1])
    other = make_model(seed=4)
    assert not same(other.get_weights(), make_model().get_weights())


def test_nothing_disturbs_a_run_in_progress() -> None:
    alone = make_model()
    alone.fit(X, Y, epochs=3, batch_size=10, verbose=0)
    model = make_model()
    for progress in model.fit_steps(X, Y, epochs=3, batch_size=10, verbose=0):
        if progress.batch == 2:
            other = Sequential([layers.Dense(3, "softmax", input_shape=(4,))])
            other.compile("sgd", "sparse_categorical_crossentropy")
            other.fit(X, Y, batch_size=13, verbose=0)
            utils.set_random_seed(99)
            model.predict(X[:7], verbose=0)
            model.evaluate(X, Y, batch_size=11, verbose=0)
    assert model.history.history["loss"] == alone.history.history["loss"]
    assert same(model.get_weights(), alone.get_weights())


def test_each_epoch_is_shuffled_anew_unless_told_not_to() -> None:
    order: list[list[float]] = []

    class Recorder(ArraySource):
        def read(self, places: Array, out: Array) -> None:
            order[-1].extend(places.tolist())
            super().read(places, out)

    class Epochs(callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
            order.append([])

    kept = X.copy()
    for shuffle in (True, False):
        model = make_model()
        model.fit(
            Recorder(X), Y, epochs=2, verbose=0, shuffle=shuffle, callbacks=[Epochs()]
        )  # two epochs each
    first, second, third, fourth = order
    assert first != second
    assert sorted(first) == sorted(second) == third == fourth == list(range(53))
    assert (kept == X).all()


def test_a_second_fit_goes_on() -> None:
    once, twice = make_model(), make_model()
    once.fit(X, Y, epochs=4, shuffle=False, verbose=0)
    for _ in range(2):
        twice.fit(X, Y, epochs=2, shuffle=False, verbose=0)
    assert same(once.get_weights(), twice.get_weights())
    assert twice.optimizer is not None
    assert twice.optimizer.iterations == 8


@pytest.mark.parametrize("steps_taken", [0, 1, 5, 6, 8])
def test_closing_early_leaves_everything_usable(steps_taken: int) -> None:
    model = make_model()
    steps = model.fit_steps(X, Y, epochs=3, batch_size=20, validation_split=0.2, verbose=0)
    for _ in range(steps_taken):
        next(steps)
    steps.close()
    epochs, rest = divmod(steps_taken, 5)  # 3 batches, 1 of validation, the end of the epoch
    assert model.history.epoch == list(range(epochs))
    assert model.optimizer is not None
    assert model.optimizer.iterations == 3 * epochs + rest
    assert np.isfinite(model.evaluate(X, Y, verbose=0)).all()
    assert len(model.fit(X, Y, epochs=2, verbose=0).epoch) == 2


def test_an_interrupt_leaves_everything_usable() -> None:
    class Interrupt(callbacks.Callback):
        def on_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
            raise KeyboardInterrupt

    model = make_model()
    with pytest.raises(KeyboardInterrupt):
        model.fit(X, Y, verbose=0, callbacks=[Interrupt()])
    model.fit(X, Y, verbose=0)


def test_stop_training_ends_the_epoch_after_this_batch_and_validates() -> None:
    model = make_model()
    phases = []
    for progress in model.fit_steps(X, Y, epochs=5, batch_size=10, validation_split=0.2, verbose=0):
        phases.append(progress.phase)
        if progress.epoch == 1 and progress.batch == 1:
            model.stop_training = True
    whole, cut = ["train"] * 5 + ["validate"] * 3, ["train"] * 2 + ["validate"] * 3
    assert phases == whole + cut  # the last of each epoch is its end
    assert model.history.epoch == [0, 1]


def test_zero_epochs_train_nothing() -> None:
    model = make_model()
    before = model.get_weights()
    assert model.fit(X, Y, epochs=0, verbose=0).history == {}
    assert same(before, model.get_weights())


@pytest.mark.parametrize("dtype", ["uint8", "int32", "float64"])
def test_number_types(dtype: str) -> None:
    x = (X * 200).astype(dtype)
    first, second = make_model(), make_model()
    first.fit(x, Y, verbose=0)
    second.fit(x.astype("float32"), Y.astype("uint8"), verbose=0)
    assert same(first.get_weights(), second.get_weights())
    third = make_model()
    third.fit(x.tolist(), Y.tolist(), verbose=0)
    assert same(first.get_weights(), third.get_weights())


def test_everything_stays_float32() -> None:
    for optimizer in ("adam", optimizers.SGD(momentum=0.9)):
        model = make_model(optimizer=optimizer)
        model.fit(X.astype("float64"), utils.to_categorical(Y).argmax(-1), verbose=0)
        assert {w.dtype.name for w in model.weights} == {"float32"}
        assert {g.dtype.name for layer in model.layers for g in layer.grads} == {"float32"}
        assert model.optimizer is not None
        assert {s.dtype.name for kind in model.optimizer.slots for s in kind} <= {"float32"}


def test_shared_layers_train_in_both_models() -> None:
    first = make_model()
    first.fit(X, Y, verbose=0)
    shared = first.layers[0]
    second = Sequential([shared, layers.Dense(3, "softmax")])
    second.build((None, 4))
    second.compile("adam", "sparse_categorical_crossentropy")
    before = shared.get_weights()
    second.fit(X, Y, epochs=3, verbose=0)
    assert not same(before, shared.get_weights())
    expected = first.layers[1](shared(X))
    np.testing.assert_allclose(first.predict(X, verbose=0), expected, rtol=1e-6)


def test_a_copied_model_trains_on_its_own() -> None:
    model = make_model()
    model.fit(X, Y, verbose=0)
    copied = copy.deepcopy(model)
    before = model.get_weights()
    copied.fit(X, Y, epochs=2, verbose=0)
    assert same(before, model.get_weights())
    assert not same(before, copied.get_weights())


def test_a_model_without_weights_learns_nothing_but_runs() -> None:
    model = Sequential([layers.Flatten(input_shape=(2, 2))])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["acc"])
    with pytest.warns(UserWarning, match="does not have any trainable weights"):
        history = model.fit(X.reshape(-1, 2, 2), Y, verbose=0)
    assert list(history.history) == ["acc", "loss"]
