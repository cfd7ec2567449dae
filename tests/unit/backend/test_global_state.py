"""The state that all models share, and its exchange."""

import random

import numpy as np
import pytest

from fittingroom import backend, layers, saving, utils
from fittingroom.backend import global_state
from fittingroom.random import new_generator


def draws() -> list[float]:
    """The next number of every RNG."""
    return [new_generator().random(), np.random.random(), random.random()]


def test_a_scope_is_fresh_and_leaves_no_trace() -> None:
    utils.set_random_seed(7)
    expected = draws()
    utils.set_random_seed(7)
    assert layers.Dense(1).name == "dense"
    with global_state.scope():
        assert layers.Dense(1).name == "dense"
        assert backend.current().name == "numpy"
        backend.set_floatx("float64")
        saving.get_custom_objects()["mine"] = draws
        assert draws() != expected
    assert draws() == expected
    assert layers.Dense(1).name == "dense_1"
    assert backend.floatx() == "float32"
    assert saving.get_custom_objects() == {}


def test_a_state_goes_on_where_its_last_scope_ended() -> None:
    mine = global_state.GlobalState()
    with global_state.scope(mine) as state:
        assert state is mine
        utils.set_random_seed(3)
        first = [draws(), draws()]
        utils.set_random_seed(3)
        assert draws() == first[0]
        layers.Dense(1)
    draws()
    with global_state.scope(mine):
        assert draws() == first[1]
        assert layers.Dense(1).name == "dense_1"


def test_the_state_before_is_back_after_an_error() -> None:
    def fail() -> None:
        with global_state.scope():
            backend.set_floatx("float64")
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert backend.floatx() == "float32"
