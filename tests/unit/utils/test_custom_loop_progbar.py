"""The progress bar of custom loops."""

import re

import pytest

from fittingroom import utils


def last_line(printed: str) -> str:
    return re.sub(r"\d+(us|ms)/step", "1ms/step", printed)


def test_a_bar_shows_the_mean_until_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    bar = utils.Progbar(3)
    bar.update(1, [("loss", 1.0)])
    bar.add(1, values=[("loss", 3.0)])
    assert capsys.readouterr().out == ""
    bar.add(1, values=[("loss", 0.5)])
    line = "3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 1ms/step - loss: 0.5000\n"
    assert last_line(capsys.readouterr().out) == line
    bar = utils.Progbar(4, verbose=2, stateful_metrics=["rate"])
    bar.update(1, [("loss", 1.0), ("rate", 9.0)])
    bar.update(3, [("loss", 4.0), ("rate", 8.0)])
    bar.update(4, finalize=True)
    line = "4/4 - 0s - 1ms/step - loss: 3.0000 - rate: 8.0000\n"
    assert last_line(capsys.readouterr().out) == line
    with pytest.raises(ValueError, match="`target` to be the number of steps"):
        utils.Progbar(None)
