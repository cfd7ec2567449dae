"""Callbacks: order and arguments of the hooks, who is called, what each does."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from fittingroom import callbacks
from fittingroom.callbacks.callback_list import CallbackList
from unit.tiny_model import X, Y, make_model


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
        ([callbacks.TerminateOnNaN], r"Create it first: TerminateOnNaN\(\.\.\.\)\."),
        (["history"], "instances of callbacks.Callback. Received: 'history'"),
        (3, "Received: 3"),
    ],
)
def test_what_is_no_callback(given: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        make_model().fit(X, Y, verbose=0, callbacks=given)


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
