"""A drawing of a model is not here, and ends no program."""

import pytest

from fittingroom import Input, Sequential, layers, utils


def test_a_program_goes_on_where_it_would_draw_a_model(capsys: pytest.CaptureFixture[str]) -> None:
    model = Sequential([Input((3,)), layers.Dense(2)])
    assert utils.plot_model(model, "model.png", show_shapes=True) is None
    assert "model.summary() prints" in capsys.readouterr().out
