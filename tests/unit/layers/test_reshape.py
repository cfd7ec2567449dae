"""`Reshape`: samples in another shape."""

import numpy as np
import pytest

from fittingroom import Input, Sequential, layers


def test_reshape() -> None:
    model = Sequential([Input((6,)), layers.Reshape((2, -1)), layers.Dense(4), layers.Flatten()])
    assert model.layers[0].get_config()["target_shape"] == (2, -1)
    assert model.output_shape == (None, 8)
    model.add(layers.Dense(1))
    model.compile("sgd", "mse")
    before = model.get_weights()
    model.fit(np.ones((3, 6)), np.ones((3, 1)), verbose=0)
    assert not np.array_equal(before[0], model.get_weights()[0])
    for shape in ((4, 2), (4, -1), (-1, -1)):
        with pytest.raises(ValueError, match="total size of the tensor must be unchanged"):
            Sequential([Input((6,)), layers.Reshape(shape)])
