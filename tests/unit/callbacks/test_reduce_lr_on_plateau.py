"""Rates lowered on a plateau. Printed words and numbers are Keras's."""

from typing import Any

import pytest

from fittingroom import callbacks
from unit.rate_model import X, Y, make_model


def rates(values: list[float], **arguments: Any) -> list[float]:
    """Feed losses, epoch by epoch; return the rate after each."""
    model = make_model(1.0)
    plateau = callbacks.ReduceLROnPlateau("loss", 0.5, **arguments)
    plateau.set_model(model)
    plateau.on_train_begin()
    after: list[float] = []
    for epoch, value in enumerate(values):
        plateau.on_epoch_end(epoch, {"loss": value})
        assert model.optimizer is not None
        after.append(float(model.optimizer.learning_rate))
    return after


@pytest.mark.parametrize(
    ("arguments", "losses", "expected"),
    [
        ({"patience": 1}, [3, 3, 3, 2], [1, 0.5, 0.25, 0.25]),
        ({"patience": 2}, [3, 3, 3, 3, 3], [1, 1, 0.5, 0.5, 0.25]),
        ({"patience": 1, "min_delta": 1}, [3, 2.5, 1.5], [1, 0.5, 0.5]),
        ({"patience": 1, "cooldown": 2}, [3, 3, 3, 3, 3, 3], [1, 0.5, 0.5, 0.25, 0.25, 0.125]),
        ({"patience": 1, "min_lr": 0.4}, [3, 3, 3, 3], [1, 0.5, 0.4, 0.4]),
        ({"patience": 1, "mode": "max"}, [1, 2, 2], [1, 1, 0.5]),
    ],
)
def test_plateau(arguments: dict[str, Any], losses: list[float], expected: list[float]) -> None:
    assert rates(losses, **arguments) == pytest.approx(expected)


def test_plateau_tells_and_writes_the_rate(capsys: pytest.CaptureFixture[str]) -> None:
    plateau = callbacks.ReduceLROnPlateau("loss", 0.2, patience=1, verbose=1, min_delta=9)
    history = make_model(0.1).fit(X, Y, epochs=3, verbose=0, callbacks=[plateau])
    first = 0.10000000149011612
    assert history.history["learning_rate"] == pytest.approx([first, first, 0.02])
    assert capsys.readouterr().out == (
        "\nEpoch 2: ReduceLROnPlateau reducing learning rate to 0.020000000298023225.\n"
        "\nEpoch 3: ReduceLROnPlateau reducing learning rate to 0.003999999910593033.\n"
    )


def test_plateau_s_complaints() -> None:
    with pytest.raises(ValueError, match=r"does not support a factor >= 1\.0\. Received factor=2"):
        callbacks.ReduceLROnPlateau(factor=2)
    with pytest.warns(UserWarning, match=r"conditioned on metric `val_loss`.*loss,learning_rate\."):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.ReduceLROnPlateau()])
    with pytest.raises(ValueError, match="ReduceLROnPlateau callback received monitor=speed"):
        make_model().fit(X, Y, verbose=0, callbacks=[callbacks.ReduceLROnPlateau("speed")])
