"""Initializers: ranges, seeds, names."""

import numpy as np
import pytest

from fittingroom import initializers, layers


def test_glorot_uniform_fills_its_range() -> None:
    draws = initializers.GlorotUniform()((784, 116), rng=np.random.default_rng(0))
    limit = np.sqrt(6 / 900)
    assert draws.dtype == np.float32
    assert draws.shape == (784, 116)
    assert -limit <= draws.min() < -0.99 * limit
    assert 0.99 * limit < draws.max() <= limit
    assert abs(draws.mean()) < 0.01 * limit
    np.testing.assert_allclose(draws.std(), limit / np.sqrt(3), rtol=0.01)


def test_glorot_uniform_with_a_seed_always_draws_the_same() -> None:
    first, second = (initializers.GlorotUniform(seed=4)((3, 2)) for _ in range(2))
    assert (first == second).all()
    assert (first != initializers.GlorotUniform(seed=5)((3, 2))).any()


def test_constants() -> None:
    assert initializers.Zeros()((2,)).tolist() == [0, 0]
    assert initializers.Ones()((2,), "float64").dtype == np.float64
    assert initializers.Constant(0.5)((1, 2)).tolist() == [[0.5, 0.5]]


def test_get() -> None:
    assert isinstance(initializers.get("glorot_uniform"), initializers.GlorotUniform)
    assert isinstance(initializers.get("Zeros"), initializers.Zeros)
    assert isinstance(initializers.get(initializers.Ones), initializers.Ones)
    constant = initializers.Constant(2.0)
    assert initializers.get(constant) is constant
    assert repr(constant) == "Constant(value=2.0)"
    with pytest.raises(ValueError, match="Did you mean 'glorot_uniform'"):
        layers.Dense(3, kernel_initializer="glorot_unifrom")
