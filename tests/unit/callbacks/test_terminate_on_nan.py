"""Stopping at a loss that is no finite number."""

import numpy as np
import pytest

from fittingroom import callbacks
from unit.tiny_model import X, Y, make_model


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
