"""Callbacks made of functions."""

from typing import Any

import pytest

from fittingroom import callbacks
from unit.tiny_model import X, Y, make_model


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
