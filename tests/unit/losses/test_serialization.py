"""Losses to and from plain data."""

import pytest

from fittingroom import losses


def test_losses_to_and_from_plain_data() -> None:
    for loss in (losses.CategoricalCrossentropy(True, 0.1), losses.MeanAbsoluteError()):
        again = losses.get(losses.serialize(loss))
        assert again.get_config() == loss.get_config()
        assert type(again) is type(loss)
    assert losses.deserialize("mse").name == "mean_squared_error"
    with pytest.raises(ValueError, match=r"identifier: 'Dice'\. Keras has it"):
        losses.deserialize({"class_name": "Dice"})
    with pytest.raises(ValueError, match="loss function identifier: 3"):
        losses.get(3)
