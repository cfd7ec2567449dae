"""Callbacks: order and arguments of the hooks, who is called, what each does."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from fittingroom import Sequential, callbacks, layers
from fittingroom.callbacks.callback_list import CallbackList

X, Y = np.linspace(-1, 1, 24).reshape(12, 2), np.arange(12) % 3


def make_model() -> Sequential:
    model = Sequential([layers.Dense(3, "softmax", input_shape=(2,))])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


class Diary(callbacks.Callback):
    """Writes down every hook with its arguments."""

    def __init__(self) -> None:
        self.lines: list[str] = []


def write(name: str) -> Any:
    def hook(self: Diary, *args: Any, **kwargs: Any) -> None:
        logs = kwargs.get("logs", args[-1])
        number = f" {args[0]}" if len(args) + len(kwargs) == 2 else ""
        self.lines.append(f"{name}{number} {','.join(logs or ())}".strip())

    return hook


for hook_name in dir(callbacks.Callback):
    if hook_name.startswith("on_") and hook_name not in ("on_batch_begin", "on_batch_end"):
        setattr(Diary, hook_name, write(hook_name.removeprefix("on_")))


def test_hooks_of_fit_in_keras_s_order() -> None:
    diary = Diary()
    make_model().fit(
        X, Y, epochs=2, batch_size=8, validation_split=0.25, verbose=0, callbacks=[diary]
    )
    train, both = "accuracy,loss", "accuracy,loss,val_accuracy,val_loss"
    epoch = [
        "train_batch_begin 0",
        f"train_batch_end 0 {train}",
        "train_batch_begin 1",
        f"train_batch_end 1 {train}",
        "test_begin",
        "test_batch_begin 0",
        f"test_batch_end 0 {train}",
        f"test_end {train}",
    ]
    assert diary.lines == [
        "train_begin",
        *["epoch_begin 0", *epoch, f"epoch_end 0 {both}"],
        *["epoch_begin 1", *epoch, f"epoch_end 1 {both}"],
        f"train_end {both}",
    ]


def test_hooks_of_evaluate_and_predict() -> None:
    diary, model = Diary(), make_model()
    model.evaluate(X, Y, batch_size=12, verbose=0, callbacks=diary)
    model.predict(X, batch_size=12, verbose=0, callbacks=[diary])
    logs = "accuracy,loss"
    assert diary.lines == [
        *["test_begin", "test_batch_begin 0", f"test_batch_end 0 {logs}", f"test_end {logs}"],
        *["predict_begin", "predict_batch_begin 0", "predict_batch_end 0 outputs", "predict_end"],
    ]


def test_model_and_params_are_set() -> None:
    callback, model = callbacks.Callback(), make_model()
    model.fit(X, Y, epochs=3, batch_size=5, verbose=0, callbacks=callback)
    assert callback.model is model
    assert callback.params == {"verbose": 0, "epochs": 3, "steps": 3}


def test_on_batch_end_is_an_alias() -> None:
    class Old(callbacks.Callback):
        batches: list[int] = []  # noqa: RUF012

        def on_batch_end(self, batch: int, logs: Mapping[str, float] | None = None) -> None:
            assert logs
            self.batches.append(batch)

    make_model().fit(X, Y, batch_size=4, verbose=0, callbacks=[Old()])
    assert Old.batches == [0, 1, 2]


def test_batch_hooks_cost_nothing_when_nobody_listens() -> None:
    class Epochs(callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Mapping[str, float] | None = None) -> None: ...

    params = {"verbose": 0, "epochs": 1, "steps": 1}
    listeners = CallbackList([Epochs()], make_model(), params, callbacks.History())
    listeners.batch("on_train_batch_end", 0, lambda: pytest.fail("logs were worked out"))


def test_a_hook_put_on_the_instance_is_called() -> None:
    callback, seen = callbacks.Callback(), []
    callback.on_train_batch_end = lambda batch, logs=None: seen.append(batch)  # type: ignore[method-assign]
    make_model().fit(X, Y, batch_size=6, verbose=0, callbacks=[callback])
    assert seen == [0, 1]


def test_a_history_of_one_s_own_is_used() -> None:
    mine, model = callbacks.History(), make_model()
    assert model.fit(X, Y, epochs=2, verbose=0, callbacks=[mine]) is mine
    model.fit(X, Y, epochs=1, verbose=0, callbacks=[mine])
    assert mine.epoch == [0]
    assert len(mine.history["loss"]) == 3


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ([callbacks.TerminateOnNaN], r"Create it first: add \(\)"),
        (["history"], "instances of callbacks.Callback. Received: 'history'"),
        (3, "Received: 3"),
    ],
)
def test_what_is_no_callback(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_model().fit(X, Y, verbose=0, callbacks=given)


def stop_after(callback: callbacks.EarlyStopping, values: list[float], name: str = "loss") -> int:
    """Feed epochs to a callback; return how many it let pass."""

    class Model:
        stop_training = False

        def get_weights(self) -> list[Any]:
            return []

        def set_weights(self, weights: list[Any]) -> None: ...

    callback.set_model(Model())
    callback.on_train_begin()
    for epoch, value in enumerate(values):
        callback.on_epoch_end(epoch, {name: value})
        if callback.model.stop_training:
            return epoch + 1
    return len(values)


@pytest.mark.parametrize(
    ("arguments", "values", "epochs"),
    [
        ({}, [3, 2, 2, 1], 3),
        ({"patience": 1}, [3, 2, 2, 1], 3),
        ({"patience": 2}, [3, 2, 2, 2, 1], 4),
        ({"patience": 2}, [3, 2, 2, 1, 1, 1, 1], 6),
        ({"min_delta": 0.5}, [3, 2, 1.6, 1.0], 3),
        ({"min_delta": -0.5}, [3, 2, 1.4], 3),
        ({"mode": "max"}, [1, 2, 3, 3, 4], 4),
        ({"baseline": 1.0, "patience": 3}, [5, 4, 3, 2], 4),
        ({"start_from_epoch": 3}, [1, 2, 3, 4, 5], 5),
        ({}, [float("nan"), float("nan")], 2),
        ({"patience": 1}, [1.0], 1),
    ],
)
def test_early_stopping(arguments: dict[str, Any], values: list[float], epochs: int) -> None:
    assert stop_after(callbacks.EarlyStopping("loss", **arguments), values) == epochs


def test_early_stopping_knows_its_direction() -> None:
    for name in ("accuracy", "val_accuracy", "val_acc"):
        assert stop_after(callbacks.EarlyStopping(name), [0.5, 0.6, 0.5], name) == 3
    with pytest.raises(ValueError, match="Pass mode='max'"):
        stop_after(callbacks.EarlyStopping("speed"), [1], "speed")
    with pytest.warns(UserWarning, match="mode 'up' is unknown"):
        callbacks.EarlyStopping(mode="up")


def test_early_stopping_says_when_its_metric_is_missing() -> None:
    with pytest.warns(UserWarning, match=r"`val_loss` which is not available.*accuracy,loss"):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.EarlyStopping()])


def test_early_stopping_restores_the_best_weights() -> None:
    model = make_model()

    class Worse(callbacks.Callback):
        def on_epoch_begin(self, epoch: int, logs: Mapping[str, float] | None = None) -> None:
            if epoch == 2:
                self.best = model.get_weights()
                model.set_weights([weight * -9 for weight in self.best])

    worse = Worse()
    stopping = callbacks.EarlyStopping("loss", restore_best_weights=True)
    history = model.fit(X, Y, epochs=9, verbose=0, callbacks=[worse, stopping])
    assert history.epoch == [0, 1, 2]
    for weight, best in zip(model.get_weights(), worse.best, strict=True):
        assert (weight == best).all()


def test_terminate_on_nan(capsys: pytest.CaptureFixture[str]) -> None:
    x = X.copy()
    x[5, 0] = np.nan
    model = make_model()
    history = model.fit(
        x, Y, epochs=5, batch_size=4, shuffle=False, verbose=0,
        callbacks=[callbacks.TerminateOnNaN()],
    )  # fmt: skip
    assert capsys.readouterr().out == "Batch 1: Invalid loss, terminating training\n"
    assert history.epoch == [0]
    assert model.stop_training
    with pytest.raises(RuntimeError, match="NaN or Inf loss encountered at batch 0"):
        make_model().fit(x, Y, verbose=0, callbacks=[callbacks.TerminateOnNaN(raise_error=True)])


def test_the_lesson_s_callback(capsys: pytest.CaptureFixture[str]) -> None:
    class MyCallback(callbacks.Callback):
        def on_epoch_end(self, epoch, logs={}):  # type: ignore[no-untyped-def]  # noqa: B006
            if logs.get("loss") < 9:
                print("\nReached it, so cancelling training!")
                self.model.stop_training = True

    history = make_model().fit(X, Y, epochs=5, callbacks=[MyCallback()])
    assert history.epoch == [0]
    printed = capsys.readouterr().out
    assert printed.startswith("Epoch 1/5\n")
    assert "Reached it" in printed


def test_lambda_callback() -> None:
    seen: list[Any] = []
    names = ["epoch_begin", "train_begin", "train_batch_begin", "test_batch_end"]
    hooks = {f"on_{name}": lambda *args, name=name: seen.append((name, *args)) for name in names}
    stop = callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: seen.append(sorted(logs)))
    model = make_model()
    model.fit(
        X, Y, batch_size=12, validation_data=(X, Y), verbose=0,
        callbacks=[callbacks.LambdaCallback(**hooks), stop],
    )  # fmt: skip
    assert seen[:3] == [("train_begin", {}), ("epoch_begin", 0, {}), ("train_batch_begin", 0, {})]
    assert seen[3][:2] == ("test_batch_end", 0)
    assert seen[4] == ["accuracy", "loss", "val_accuracy", "val_loss"]
    with pytest.raises(TypeError, match=r"names of hooks: .*on_epoch_end.*Received: \['on_end'\]"):
        callbacks.LambdaCallback(on_end=print)


def test_logs_are_dicts_everywhere_and_sorted() -> None:
    kinds: set[tuple[str, type]] = set()

    class Kinds(callbacks.Callback):
        def __getattribute__(self, name: str) -> Any:
            if name.startswith("on_"):
                return lambda *args, logs=None: kinds.add((name, type(args[-1])))
            return super().__getattribute__(name)

    model = make_model()
    model.fit(X, Y, validation_split=0.25, verbose=0, callbacks=[Kinds()])
    model.predict(X, verbose=0, callbacks=[Kinds()])
    assert {kind for _, kind in kinds} == {dict}
    assert {name for name, _ in kinds} >= {"on_train_begin", "on_predict_begin", "on_test_end"}


def test_what_a_callback_writes_into_the_logs_is_kept_for_that_epoch() -> None:
    class Writer(callbacks.Callback):
        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            logs["speed"] = epoch * 2.0

        def on_train_end(self, logs: Any = None) -> None:
            self.last = logs

    writer = Writer()
    history = make_model().fit(X, Y, epochs=2, verbose=0, callbacks=[writer])
    assert history.history["speed"] == [0.0, 2.0]
    assert sorted(writer.last) == ["accuracy", "loss"]


def test_predictions_are_in_the_logs_of_their_batch() -> None:
    outputs: list[Any] = []
    collect = callbacks.LambdaCallback(
        on_predict_batch_end=lambda batch, logs: outputs.append(logs["outputs"].copy())
    )
    predictions = make_model().predict(X, batch_size=5, verbose=0, callbacks=[collect])
    assert [len(rows) for rows in outputs] == [5, 5, 2]
    assert (np.concatenate(outputs) == predictions).all()


def test_a_bar_asks_for_logs_only_when_it_draws() -> None:
    params = {"verbose": 1, "epochs": 1, "steps": 3}
    listeners = CallbackList([], make_model(), params, callbacks.History())
    listeners.call("on_epoch_begin", 0, None)
    asked: list[int] = []
    for batch in range(3):
        listeners.batch("on_train_batch_end", batch, lambda batch=batch: asked.append(batch) or {})
    assert asked == [0]  # the first step's time is noted; nothing is drawn where no terminal is
