"""Tensors of `tf.constant` cannot be changed; everything computed from them can."""

import numpy as np
import pytest

from fittingroom.backend.tensor import constant, tensor


def test_a_constant_is_a_copy_that_cannot_be_changed() -> None:
    given = np.ones(3, "float32")
    fixed = constant(given)
    given[0] = 5
    with pytest.raises(TypeError, match=r"tf.constant cannot be changed.*tf.Variable.*numpy"):
        fixed[0] = 3
    with pytest.raises(TypeError, match="cannot be changed"):
        fixed[:2][0] = 3
    assert fixed.tolist() == [1.0, 1.0, 1.0]


def test_adding_to_a_constant_makes_a_new_one() -> None:
    first = second = constant([1.0, 2.0])
    second += 1
    second *= 2
    second -= 1
    second /= 2
    assert (first.tolist(), second.tolist()) == ([1.0, 2.0], [1.5, 2.5])


def test_what_is_computed_from_it_can_be_changed() -> None:
    fixed = constant([1.0, 2.0])
    for computed in (fixed + 1, fixed.numpy(), np.roll(fixed, 1), tensor([1.0, 2.0])):
        computed[0] = 9
        assert computed[0] == 9
