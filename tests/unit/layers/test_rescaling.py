"""`Rescaling`: scale and shift."""

import numpy as np

from fittingroom import layers
from unit.small_model import X


def test_rescaling() -> None:
    layer = layers.Rescaling(2.0, offset=[1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    output = layer(X)
    np.testing.assert_allclose(output, X * 2 + np.eye(6, dtype="float32")[0], rtol=1e-6)
    np.testing.assert_array_equal(layer.backward(np.ones((40, 6), "float32")), np.full((40, 6), 2))
