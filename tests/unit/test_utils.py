"""Names, one-hot labels, hints."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fittingroom import Sequential, layers, random, utils


def test_names_are_numbered_as_in_keras() -> None:
    assert [layers.Dense(1).name for _ in range(3)] == ["dense", "dense_1", "dense_2"]
    assert [Sequential().name, Sequential().name] == ["sequential", "sequential_1"]
    assert utils.auto_name("InputLayer") == "input_layer"
    assert layers.Dense(1, name="mine").name == "mine"
    assert layers.Dense(1).name == "dense_3"
    utils.clear_session()
    assert layers.Dense(1).name == "dense"


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


def test_unknown_name() -> None:
    error = utils.unknown_name("fruit", "aple", ["apple", "pear"])
    assert str(error) == (
        "Could not interpret fruit identifier: 'aple'. Did you mean 'apple'? "
        "Expected one of: 'apple', 'pear'."
    )
    assert "Did you mean" not in str(utils.unknown_name("fruit", "xyz", ["apple"]))


@pytest.mark.parametrize("seed", [-1, 2**32, 1.5, "a", None])
def test_bad_seed(seed: object) -> None:
    with pytest.raises(ValueError, match=r"from 0 to 4294967295\. Received: seed="):
        utils.set_random_seed(seed)  # type: ignore[arg-type]


def test_seed_restarts_numpy_s_and_python_s_draws_too() -> None:
    import random as python_random

    draws = []
    for _ in range(2):
        utils.set_random_seed(3)
        generator = random.new_generator()
        draws.append((generator.random(), np.random.random(), python_random.random()))
    assert draws[0] == draws[1]


def test_generators_are_independent() -> None:
    first, second = random.new_generator(), random.new_generator()
    assert first.random() != second.random()
