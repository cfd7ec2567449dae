"""One-hot labels and vectors of length 1."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import utils


def test_to_categorical() -> None:
    assert utils.to_categorical([0, 2]).tolist() == [[1, 0, 0], [0, 0, 1]]
    assert utils.to_categorical([[1]], 3).tolist() == [[0, 1, 0]]
    assert utils.to_categorical(np.uint8([1])).dtype == np.float64
    assert utils.to_categorical([], 4).shape == (0, 4)
    with pytest.raises(IndexError, match="Use num_classes=4 or more"):
        utils.to_categorical([0, 3], num_classes=3)
    with pytest.raises(IndexError, match="from -1 to 0"):
        utils.to_categorical([-1, 0])
    with pytest.raises(ValueError, match="at least one class number"):
        utils.to_categorical([])


def test_normalize() -> None:
    rows = [[3.0, 4.0], [0.0, 0.0]]
    assert utils.normalize(rows).tolist() == [[0.6, 0.8], [0, 0]]
    assert utils.normalize(rows, axis=0).tolist() == [[1, 1], [0, 0]]
    assert utils.normalize([[1.0, -3.0]], order=1).tolist() == [[0.25, -0.75]]
    assert utils.normalize(np.float32([2, 0])).dtype == np.float32


@given(st.lists(st.integers(0, 9), min_size=1), st.integers(10, 12))
def test_to_categorical_undoes_argmax(labels: list[int], classes: int) -> None:
    rows = utils.to_categorical(labels, classes)
    assert rows.shape == (len(labels), classes)
    assert rows.argmax(axis=-1).tolist() == labels
    assert (rows.sum(axis=-1) == 1).all()
