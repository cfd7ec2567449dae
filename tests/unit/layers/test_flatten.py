"""`Flatten`: each sample as one row."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import layers


@given(st.lists(st.integers(1, 4), min_size=1, max_size=3), st.integers(1, 5))
def test_flatten(sizes: list[int], rows: int) -> None:
    x = np.arange(rows * np.prod(sizes), dtype="float32").reshape(rows, *sizes)
    layer = layers.Flatten()
    y = layer(x)
    assert y.shape == (rows, np.prod(sizes))
    assert layer.compute_output_shape((None, *sizes)) == (None, np.prod(sizes))
    assert (y.ravel() == x.ravel()).all()


def test_flatten_gives_rows_without_features_one() -> None:
    assert layers.Flatten()(np.arange(3.0)).shape == (3, 1)
