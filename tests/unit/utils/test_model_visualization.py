"""Pictures of models are refused."""

import pytest

from fittingroom import Input, Sequential, layers, utils


def test_drawing_a_model_is_not_here() -> None:
    model = Sequential([Input((3,)), layers.Dense(2)])
    with pytest.raises(ImportError, match=r"model\.summary\(\) prints"):
        utils.plot_model(model, "model.png", show_shapes=True)
